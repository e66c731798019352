"""What is wrong with a text that is no TOML, said as to somebody who has never heard of TOML, and all of it at once.

TOML's own reader stops at its first fault.  So the line that it stopped at is taken out, and the rest is read again.
Each fault gets the advice that fits what people type: a comma for a point, a percent sign, quotation marks of a word
processor, a Windows path.  What the tables mean is no business of this file: see scenario/document_checks.py.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

MOST_FAULTS: Final = 20
LONG: Final = 60_000
"""A text of more characters is told its first fault only, for each further one costs a reading of the whole."""
LONGEST_QUOTED_LINE: Final = 60
CURLY: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2018\u2019\u201a\u201b\u2032\u2033\u0060\u00b4"
DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
UNSEEN: Final = "\u00a0\u00ad\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u2060\u3000\ufeff\x85"
NUMBER: Final = r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
PLAIN: Final = "Write name = number; text in quotation marks."
EMPTY_WORDS: Final = ("none", "null", "nil", "n/a", "na", "-")
YES, NO = ("true", "yes", "on", "ja", "y"), ("false", "no", "off", "nein", "n")


class Stop(NamedTuple):
    """Where TOML's reader stopped, and what it said: the line (from 1) and its text, and the column (from 1; 0: its end)."""

    number: int
    line: str
    column: int
    reason: str

    @property
    def here(self) -> str:
        """The letter at which it stopped; empty at the end of the line."""
        return self.line[self.column - 1 : self.column] if self.column else ""

    @property
    def key(self) -> str:
        """What stands before the = sign, as far as it is shown."""
        return self.line.partition("=")[0].strip()[:LONGEST_QUOTED_LINE]

    @property
    def value(self) -> str:
        """What stands after the = sign, without a remark."""
        return re.split(r"\s#", self.line.partition("=")[2])[0].strip()


def faults_of(text: str) -> list[tuple[int, str, str]]:
    r"""Every fault of a text that is no TOML: the line's number, the line as it is shown, and what is wrong with advice.

    >>> faults_of("a = .05\nb = 5%\nc = 1")[0]
    (1, 'a = .05', 'not TOML: a number begins with a digit. Write 0.05.')
    """
    lines, found = text.split("\n"), list[tuple[int, str, str]]()
    while len(found) < MOST_FAULTS:
        try:
            tomllib.loads("\n".join(lines))
        except RecursionError:
            break
        except ValueError as error:
            stop = stopped(str(error), lines)
        else:
            break
        if any(number == stop.number for number, _, _ in found):
            break
        found.append((stop.number, quoted_line(stop.line), stop_advice(stop)))
        if len(text) > LONG or not is_alone(stop):
            break
        # A wrong table keeps what stands in it apart; a wrong line leaves nothing.
        table = stop.line.lstrip().startswith("[") or (stop.line.rstrip().endswith("]") and "=" not in stop.line)
        lines[stop.number - 1] = f'["fault {stop.number}"]' if table else ""
    return sorted(found)


def quoted_line(line: str) -> str:
    """A line as it is said: short, and without what nobody sees."""
    return "".join(letter if letter.isprintable() else " " for letter in line).strip()[:LONGEST_QUOTED_LINE]


def stopped(message: str, lines: list[str]) -> Stop:
    """Where TOML's reader stopped, from what it said."""
    reason, _, spot_text = message.partition(" (at ")
    spot = re.match(r"line (\d+), column (\d+)", spot_text)
    if spot:
        number, column = int(spot[1]), int(spot[2])
    else:
        content_lines = [
            at for at, line in enumerate(lines, start=1) if line.strip() and not line.lstrip().startswith("#")
        ]
        number, column = (content_lines or [len(lines)])[-1], 0
    if reason.startswith("Illegal character") and column == 1 and number > 1 and not lines[number - 1].strip():
        number, column = number - 1, 0
    number = min(max(number, 1), len(lines))
    return Stop(number, lines[number - 1].rstrip("\r"), column, reason)


def is_alone(stop: Stop) -> bool:
    """Whether the fault is over with its line: what goes on over several lines would take the rest for something else."""
    several = '"""' in stop.line or "'''" in stop.line
    at_the_end = (
        stop.column == 0 and stop.reason != "Cannot overwrite a value" and not stop.reason.startswith("Illegal")
    )
    whole = "=" in stop.line or heading(stop) is not None or no_equals(stop) is not None or no_toml(stop) is not None
    return whole and not several and (not at_the_end or heading(stop) is not None)


def stop_advice(stop: Stop) -> str:
    """What is wrong, and what to do: the first advice that fits."""
    found = next((text for advice in ADVICE if (text := advice(stop))), None)
    if found is not None:
        return found
    reason = f"{stop.reason[:1].lower()}{stop.reason[1:]}"
    return f"not TOML: {reason}. {PLAIN}"


# The advice, each for one kind of fault; None where it does not fit.


def twice(stop: Stop) -> str | None:
    """A name or a table that is given again."""
    if stop.reason == "Cannot overwrite a value" and not stop.line.lstrip().startswith("["):
        return f"{stop.key} is given twice: must be given once. Delete one of the two."
    if stop.reason.endswith("twice"):
        return "this table stands twice: each [table] must stand once. Put its lines together."
    if stop.reason == "Cannot overwrite a value" or "immutable namespace" in stop.reason or "mutate" in stop.reason:
        return (
            "this name is in use already, for something else. Write [[events]], in double brackets, before each event."
        )
    return None


def unseen(stop: Stop) -> str | None:
    """A letter that nobody sees, or that looks like another one."""
    if stop.here and stop.here in UNSEEN:
        return (
            f"not TOML: column {stop.column} holds a space that is none (U+{ord(stop.here):04X}), as from a web page. "
            "Delete it and type a plain space."
        )
    if stop.here and (ord(stop.here) < 32 or ord(stop.here) == 127) and stop.here not in "\t\n":
        return f"not TOML: column {stop.column} holds a character that cannot be seen. Type the line anew."
    if stop.here and stop.here in CURLY:
        return (
            'not TOML: these are not straight quotation marks. Write straight ones, "so", as a plain editor gives them.'
        )
    if stop.here and stop.here in DASHES:
        return "not TOML: this is a long dash. Write a plain minus sign, -."
    return None


def odd_letter(stop: Stop) -> str | None:
    """A name with letters that TOML does not have in names."""
    begins = stop.reason.startswith(("Invalid statement", "Invalid initial character", "Expected '=' after a key"))
    if begins and stop.here and ord(stop.here) > 127:
        return (
            f'not TOML: "{stop.here}" (U+{ord(stop.here):04X}) cannot stand in a name, though it may look like a plain '
            "letter. Type the name anew with a to z, digits and _."
        )
    return None


def no_toml(stop: Stop) -> str | None:
    """A remark of another language, or a text that is JSON, or that begins with a point of a list."""
    line = stop.line.strip()
    if line.startswith(("//", ";", "--", "/*", "%", "!")):
        return "not TOML: a remark begins with #. Write # in place of what stands there."
    if line.startswith("{"):
        return "not TOML: this looks like JSON. Write name = value, each on a line of its own, under a [table]."
    if line.startswith(("- ", "* ")):
        return "not TOML: this is a point of a list. Write [[events]] before each event, and name = value below it."
    return None


def heading(stop: Stop) -> str | None:
    """A table whose brackets are not right."""
    line = stop.line.strip()
    name = line.split("#")[0].strip(" []:")[:LONGEST_QUOTED_LINE]
    if inside := re.match(r"(\[+[\w. -]+\]+)\s*([^\s#\]].*)", line):
        return f"not TOML: a table stands alone on its line. Write {inside[1][:LONGEST_QUOTED_LINE]}, and below it {inside[2][:LONGEST_QUOTED_LINE]}."
    if "=" in line.split("#")[0] or not (line.startswith("[") or line.split("#")[0].rstrip(" :").endswith("]")):
        return None
    right = f"[[{name}]]" if name == "events" else f"[{name}]"
    return f"not TOML: the brackets of this table are not right. Write {right}, alone on its line."


def no_equals(stop: Stop) -> str | None:
    """A line without a = sign, or with another sign for it."""
    if not stop.reason.startswith("Expected '=' after a key"):
        return None
    if "=" in stop.line and stop.key.strip(" :").isidentifier():
        return f"not TOML: there is more than = between name and value. Write {stop.key.strip(' :')} = value."
    if "=" in stop.line:
        name = re.sub(r"\W+", "_", stop.key).strip("_")
        return f"not TOML: a name has no spaces. Write {name or 'name'} = {stop.value[:LONGEST_QUOTED_LINE]}."
    name, colon, rest = stop.line.strip().partition(":")
    if not colon:
        name, _, rest = stop.line.strip().partition(" ")
    value = quoted(rest.strip()) if rest.strip() else "value"
    sign = "a colon stands" if colon else "nothing stands"
    return f"not TOML: {sign} where = is needed. Write {name.strip()[:LONGEST_QUOTED_LINE]} = {value[:LONGEST_QUOTED_LINE]}."


def quoted(value: str) -> str:
    """A value as TOML would have it: numbers, words of TOML and what has quotation marks as they are, text in such marks."""
    right = re.fullmatch(NUMBER, value) or value in ("true", "false") or value[:1] in "\"'[{"
    return value if right else f'"{value}"'


def doubled(stop: Stop) -> str | None:
    """Two = signs, or none at all after them."""
    if stop.line.partition("=")[2].startswith("="):
        return (
            f"not TOML: there are two = signs. Write one: {stop.key} = {stop.value.lstrip('= ')[:LONGEST_QUOTED_LINE]}."
        )
    if "=" in stop.line and not stop.value and stop.reason.startswith("Invalid value"):
        return f"not TOML: nothing stands after the = sign. Write {stop.key} = value, or take the line out."
    return None


def backslash(stop: Stop) -> str | None:
    """A Windows path, or another backslash, in double quotation marks."""
    about = ("hex value", "Unescaped '\\'", "Unescaped", "escape", "scalar value")
    if "\\" in stop.line and any(word in stop.reason for word in about):
        return (
            "not TOML: a \\ in double quotation marks begins a code. Write the text in single quotation marks, "
            r"'C:\Users', or double each: \\."
        )
    return None


def quotes(stop: Stop) -> str | None:
    """Quotation marks that are missing, or too many."""
    if stop.reason.startswith(("Illegal character '\\n'", "Unterminated", 'Expected "\'"', 'Expected "')):
        return "not TOML: the text does not end on this line. Write the missing quotation mark."
    value = stop.value
    after = stop.reason.startswith("Expected newline")
    if not value or value[0] not in "\"'":
        return None
    if after and value.count(value[0]) > 2:
        other = "'" if value[0] == '"' else '"'
        return f"not TOML: the text ends at its second {value[0]}. Write {other} around it, or inside of it."
    if after and value.count(value[0]) == 2 and value[-1] != value[0]:
        return "not TOML: something stands after the text. Take it out, or write # before a remark."
    return None


def after_value(stop: Stop) -> str | None:
    """A comma or a semicolon after the value."""
    value = stop.value.rstrip(",;").rstrip()
    if value != stop.value and (re.fullmatch(NUMBER, value) or value[-1:] in "\"'"):
        return f"not TOML: nothing may stand after the value. Write {stop.key} = {value[:LONGEST_QUOTED_LINE]}."
    return None


def number(stop: Stop) -> str | None:
    """A number as people write it, and TOML does not: alone after the = sign, or in a list."""
    token = re.split(r"[,\s\]}]", stop.line[max(stop.column - 1, 0) :])[0]
    for given in dict.fromkeys((stop.value, token)):
        for pattern, advice in NUMBERS:
            found = re.fullmatch(pattern, given)
            if found:
                return f"not TOML: {advice(found)}"
    return None


def comma(found: re.Match[str]) -> str:
    """A comma in a number: for decimals, or between thousands."""
    single = re.fullmatch(r"[-+]?\d+,\d+", found[0]) and not re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", found[0])
    right = f": {found[0].replace(',', '.')}" if single else ", and nothing between thousands"
    return f"a comma stands in a number. Write a point for decimals, not a comma{right}."


NUMBERS: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"[-+]?\d+(?:,\d+)+(?:\.\d+)?", comma),
    (
        rf"({NUMBER})\s*(?:%|percent|per cent|pc)",
        lambda found: f"there are no percent signs. Write {Decimal(found[1].replace('_', '')) / 100:f} for {found[0]}.",
    ),
    (r"([-+]?)(\.\d+)", lambda found: f"a number begins with a digit. Write {found[1]}0{found[2]}."),
    (r"[-+]?\d+\.", lambda found: f"a digit must follow the point. Write {found[0]}0."),
    (r"([-+]?)0+(\d+(?:\.\d+)?)", lambda found: f"a number has no 0 before it. Write {found[1]}{found[2]}."),
    (
        r"[-+]?\d{1,3}(?:[ '_]\d{3})+(?:\.\d+)?",
        lambda found: f"a number has nothing between its digits. Write {re.sub(r'[^-+.0-9]', '', found[0])}.",
    ),
    (
        r"(\d{1,15})\s*/\s*([1-9]\d{0,14})",
        lambda found: f"this is a sum. Write its result, {int(found[1]) / int(found[2]):.4g}.",
    ),
    (
        rf"[\u00a3$\u20ac]\s*({NUMBER})",
        lambda found: f"this is more than a number. Write the number alone, {found[1]}.",
    ),
    (
        rf"{NUMBER}\s+[\w-]+\s*=.*",
        lambda _: "two settings stand on one line. Write each on a line of its own.",
    ),
    (
        rf"({NUMBER})\s*([^\W\d].*|[\u00a3$\u20ac(].*)",
        lambda found: f"more stands here than a number. Write the number alone, {found[1]}: its unit is fixed.",
    ),
)


def word(stop: Stop) -> str | None:
    """A word without quotation marks: yes or no in another spelling, nothing at all, or text."""
    value = stop.value
    if not stop.reason.startswith("Invalid value") or not value:
        return None
    if value.lower() in YES or value.lower() in NO:
        right = "true" if value.lower() in YES else "false"
        return f"not TOML: yes and no are true and false, in small letters. Write {right}."
    if value.lower() in EMPTY_WORDS:
        return "not TOML: there is no empty value. Write a number, or take the line out to leave it as usual."
    if value[0].isalpha():
        return f'not TOML: text needs quotation marks. Write {stop.key} = "{value[:LONGEST_QUOTED_LINE]}".'
    return None


def unclosed(stop: Stop) -> str | None:
    """Brackets that never end, or values in them that are not divided."""
    opened = stop.value.count("[") > stop.value.count("]") or stop.value.count("{") > stop.value.count("}")
    if stop.reason.startswith("Unclosed") and "=" in stop.line and not opened:
        return "not TOML: in a list stand plain numbers, or texts in quotation marks, with a comma between them. Mend the list."
    if stop.reason.startswith("Unclosed") or (opened and stop.value.startswith("{")):
        return "not TOML: a bracket is opened and not closed. Write the missing ] or }, on the same line."
    return None


ADVICE: Final[tuple[Callable[[Stop], str | None], ...]] = (
    twice,
    unseen,
    no_toml,
    heading,
    odd_letter,
    backslash,
    no_equals,
    doubled,
    quotes,
    after_value,
    number,
    word,
    unclosed,
)


def syntax_faults(where: str, text: str) -> Iterator[str]:
    """Every fault of a text that is no TOML, as it is said of a file."""
    for line_number, line, fault in faults_of(text):
        yield f"{where} line {line_number} `{line}`: {fault}"
