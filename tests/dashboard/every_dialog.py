"""Every dialog of the trainer's page, and a way to look at each in turn."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Locator

from tests.dashboard.serving import Visit

OPENERS: Final = {
    "rules": "rules",
    "open-view": "view",
    "open-setup": "setup",
    "open-share": "share",
    "open-keys": "keys",
    "open-ladder": "ladder-dialog",
    "add-change": "change-form",
    "open-story": "story-drawer",
    "guess": "guess-dialog",
}
"""The button that opens a dialog, and the dialog."""
IN_EVENT_PANEL: Final = ("open-ladder", "open-story")
"""What stands in the panel of what happened."""


def opener(visitor: Visit, name: str) -> Locator:
    """Give the button that opens a dialog, with its panel in front where one panel is shown at a time."""
    if name in IN_EVENT_PANEL and visitor.at("panel-told").is_visible():
        visitor.at("panel-told").click()
    return visitor.page.locator(f"button[data-testid={name}]")


def whole(visitor: Visit, dialog: str) -> Locator:
    """Wait until a dialog has all of its content."""
    box = visitor.page.locator(f"dialog[data-testid={dialog}]")
    box.wait_for()
    if dialog == "story-drawer":
        visitor.at("story-a").wait_for()
    return box


def each_dialog(visitor: Visit) -> Iterator[tuple[str, Locator]]:
    """Open every dialog, one after another: give its name and its box, and close it by Esc."""
    for name, dialog in OPENERS.items():
        opener(visitor, name).click()
        box = whole(visitor, dialog)
        yield dialog, box
        visitor.page.keyboard.press("Escape")
        box.wait_for(state="detached")
