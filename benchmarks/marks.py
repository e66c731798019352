"""Putting measured tables into README.md, between marks, so that the words around them stay."""

from pathlib import Path

README = Path(__file__).with_name("README.md")


def write(name: str, text: str) -> None:
    """Put a text between the two marks of this name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{README}: no marks {begin} and {end}")
    README.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
