"""How hard a text is to read, and the words that people should not have to read.

The syllables are counted by groups of vowels: rough, but the same for everybody, and it counts rather too many than too few.
"""

import re
from typing import Final

BANNED: Final = re.compile(
    r"\b(agents?|nodes?|edges?|parameters?|stochastic|simulat\w+|algorithm\w*|variables?|significan\w+|confidence"
    r"|intervals?|stakeholders?|p-value\w*|baseline|deviation|mean|random\w*|seeds?|scenario\w*|metric\w*|outcomes?"
    r"|commissioner\w*|professionals?|facilitat\w+|authentic\w*|engage\w*|felt_trust|staff_load|utili[sz]\w+)\b",
    re.IGNORECASE,
)
MOST_WORDS: Final = 15
HIGHEST_GRADE: Final = 6


def word_list(text: str) -> list[str]:
    """Give the words of a text; a number is a word."""
    return re.findall(r"[A-Za-z0-9]+(?:['-][A-Za-z]+)*", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


def syllables(word: str) -> int:
    """Count the syllables of a word; a number counts one.

    >>> [syllables(word) for word in ("trust", "families", "people's", "higher", "choice", "made", "little", "54")]
    [1, 3, 2, 2, 1, 1, 2, 1]
    """
    plain = re.sub(r"'s?$", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if re.search(r"[^aeioutd]ed$", plain) and groups > 1:
        groups -= 1
    return max(1, groups)


def sentence_list(text: str) -> list[str]:
    """Split a text into sentences."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def grade(text: str) -> float:
    """Give the Flesch-Kincaid grade of a text.

    >>> round(grade("By month 18, staff in B kept more promises. Trust went up."), 1)
    0.5
    """
    words, sentences = word_list(text), sentence_list(text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
