"""A page taken apart, for tests that ask what is on it."""

from html.parser import HTMLParser

VOID = {"meta", "br", "path", "line", "rect"}


class Page(HTMLParser):
    """What a page is made of: all tags with their attributes, and rows of tables by their marks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.row = ""
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; a row with a mark begins a list of cells."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.row = given.get("data-indicator") or given.get("data-quarter") or given.get("data-group") or ""
        if tag in {"td", "th"} and self.row:
            self.rows.setdefault(self.row, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Every tag that is opened is closed, in order."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text, and that of a cell."""
        self.words += data
        if self.row and self.rows.get(self.row) and "tr" in self.open:
            self.rows[self.row][-1] += data
