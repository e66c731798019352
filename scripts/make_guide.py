"""Write docs/facilitator_guide.md from the words of the page /guide, so that document and page cannot disagree.

    .venv/bin/python scripts/make_guide.py

Run it after any change of words/pages/guide.toml, of a kind of change, a rung, a key or a claim: a test says when it is needed.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.pages.shared.words import words

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "facilitator_guide.md"
Table = dict[str, Any]


def lines(text: str, indent: str = "") -> str:
    r"""Write prose, one sentence a line.

    >>> lines("Press B. It is blank.", "  ")
    'Press B.\n  It is blank.'
    """
    return f"\n{indent}".join(re.split(r"(?<=[.!?])\s+", text.strip()))


def bullets(points: Iterable[str], mark: str = "-") -> str:
    """Write a list."""
    return "\n".join(f"{mark} {lines(point, ' ' * (len(mark) + 1))}" for point in points)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    text_lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in [heads, *rows]]
    return "\n".join([text_lines[0], "|" + "---|" * len(heads), *text_lines[1:]])


def step(row: Table) -> list[str]:
    """Write one row of a plan."""
    screen = " ".join([row["screen"], *(f"**{link['text']}**" for link in row["links"])])
    return [f"{row['from']} to {row['to']}", row["do"], row["say"], screen]


def seen(line: Table, texts: Table) -> str:
    """Write what to look for, and in which set-up, where it is another than that of the workshop."""
    sets = "; ".join(one["text"] for one in line["sets"])
    notes = [line["mark"]] if line["mark"] else []
    notes += [f"{texts['observe_set']} {sets}"] if sets else []
    return " ".join([line["text"], *(f"({note})" for note in notes)])


def workshop(of: Table, texts: Table) -> list[str]:
    """Write one workshop, paragraph by paragraph."""
    facts = [(texts["who"], of["who"]), (texts["size"], of["size"]), *((texts["ways"], way) for way in of["ways"])]
    heads = [texts[head] for head in ("minutes", "do", "say", "screen")]
    asked = [f"{part['head']}: {question}" for part in of["debrief"] for question in part["questions"]]
    return [
        f"## {of['title']}",
        bullets(f"**{name}**: {fact}" for name, fact in facts),
        lines(texts["ways_note"]),
        f"### {texts['aims']}",
        bullets(of["aims"]),
        f"### {texts['bring']}",
        bullets(f"**{sheet.get('head', sheet['title'])}**: {sheet['copies']}" for sheet in of["bring"]),
        f"### {texts['plan']}",
        lines(f"{texts['plan_note']} {of['moving']}"),
        table(heads, map(step, of["steps"])),
        f"### {texts['observe']}",
        lines(texts["observe_note"]),
        bullets(seen(line, texts) for line in of["observe"]),
        f"### {texts['debrief']}",
        bullets(asked),
    ]


def sheet(of: Table) -> list[str]:
    """Write what stands on one handout."""
    match of["kind"]:
        case "rungs":
            body = [bullets(f"**{rung['name']}**: {rung['meaning']}" for rung in of["rungs"])]
        case "statements":
            body = [bullets(of["cards"])]
        case "guesses":
            cards = [(of["shape"], of["shapes"]), (of["which"], of["sides"])]
            body = [bullets(f"{about}: {', '.join(card['name'] for card in each)}." for about, each in cards)]
        case "changes":
            keys = ("title", "meaning", "argument_for", "argument_against", "cornerstone")
            body = [lines(of["stones"]), table(of["heads"], ([kind[key] for key in keys] for kind in of["kinds"]))]
        case "map":
            body = [of["choice"], bullets(of["lines"], "1.")]
        case "check":
            body = [lines(of["note"]), ", ".join(of["heads"]) + ":", bullets(of["rows"]), of["end"]]
        case "corners":
            body = [bullets(of["signs"])]
        case _:
            first = [of["first"]] if "first" in of else of["lines"][:1]
            body = [bullets([*first, *of["lines"][1:]]), lines(of.get("end") or of["general"])]
    return [f"### {of.get('head', of['title'])}", lines(of["copies"]), *body]


def document() -> str:
    """Give the whole document."""
    texts, made = words()["guide"], guide()
    about = texts["document"]
    parts = [f"# {about['title']}", lines(f"{about['lead']} {texts['intro']} {texts['made_up']}")]
    parts += [lines(f"{about['where']} {about['links']} {about['made']}"), f"## {texts['before_title']}"]
    for part in made["before"]:
        parts += [f"### {part['title']}", bullets(part["points"])]
    parts += [f"### {about['keys']}", bullets(f"**{key}**: {does}" for key, does in made["keys"])]
    for of in made["workshops"]:
        parts += workshop(of, texts)
    parts += [f"## {texts['handouts']}", lines(texts["handouts_note"])]
    for of in made["sheets"]:
        parts += sheet(of)
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the document."""
    DOCUMENT.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
