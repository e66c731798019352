"""A page as one HTML file that fetches nothing: a template filled with a date and a version, and written whole or not at all."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION, write_whole

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The templates, read once; everything put into them is escaped."""
    loader = FileSystemLoader(TEMPLATES, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def filled(template: str, content: Mapping[str, Any], today: date | None) -> str:
    """Fill a template; the date is today's unless it is given."""
    day = today or datetime.now().astimezone().date()
    return environment().get_template(template).render(content, version=VERSION, today=f"{day.day} {day:%B} {day.year}")


def write_page(text: str, path: str | Path, kind: str) -> Path:
    """Write a page; `kind` says what it is, if it cannot be written and a ScenarioError is raised."""
    target = Path(path)
    try:
        if target.is_dir():
            raise IsADirectoryError(None, "Is a directory")
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text.encode())
    except OSError as error:
        raise ScenarioError(f"{target}: {error.strerror}: the {kind} is written here. Choose another file.") from error
    return target
