"""Reading a survey: one row for each family, one column for each question, as spreadsheets and form programs save them.

What is wrong with the table itself is raised, all at once; an answer that is not understood is kept with its line, and the rest counts.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coprod_sim.errors import ScenarioError
from coprod_sim.place.table_text import MARKS, TextTable, table_of
from coprod_sim.scenario.setting_checks import quoted
from coprod_sim.study.survey.answers import USUAL, AnswerScale, Number, is_no_answer, number_in, scale_in, word_share
from coprod_sim.study.survey.questions import QUESTIONS, SurveyQuestion, is_question, survey_question, understood

MOST_BYTES: Final = 10_000_000
STDIN: Final = "-"
TOTALS: Final = frozenset(("total", "totals", "sum", "average", "averages", "mean", "median", "count", "grand total"))
"""How a row begins that a spreadsheet has added below the families."""
FEW_TO_JUDGE: Final = 5
"""From so many numbers on it is noticed that none is in the upper half of the scale."""
MOST_FAULTS: Final = 10


@dataclass
class Column:
    """The answers to one question: the line of each with what it says (0 to 1), and who gave none that is understood.

    scale: on which numbers were read, None where there were none.
    """

    question: SurveyQuestion
    header: str
    shares: list[tuple[int, float]] = field(default_factory=list)
    no_answer: int = 0
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    scale: AnswerScale | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def values(self) -> list[float]:
        """What the answers say, without their lines."""
        return [share for _, share in self.shares]


@dataclass
class Survey:
    """A survey that was read: where it stands, how many families it has, its columns by question, and the names of the others."""

    where: str
    families: int
    columns: dict[str, Column]
    unused: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the file is called, without its folder."""
        return self.where if self.where == STANDARD_INPUT else Path(self.where).name


STANDARD_INPUT: Final = "standard input"


def read_survey(path: str | Path) -> Survey:
    """Read a survey from a file, or from standard input for "-"; raises ScenarioError with all that is wrong with its table."""
    where = STANDARD_INPUT if str(path) == STDIN else str(path)
    content, notes = in_utf8(bytes_of(path, where), where)
    table = table_of(content, where, is_question)
    columns, unused = columns_of(table, where)
    faults = [*doubles(table, columns, where), *table.faults]
    if not columns:
        raise ScenarioError(no_column(table, where), *faults)
    rows = families_of(table, where, notes, faults)
    if not rows and not faults:
        faults.append(
            f"{where}: no families: needs a row for each family below the header. Give the table with its rows."
        )
    if faults:
        more = [f"{where}: and {len(faults) - MOST_FAULTS} faults more."] if len(faults) > MOST_FAULTS else []
        raise ScenarioError(*faults[:MOST_FAULTS], *more)
    for place, column in columns:
        fill(column, [(line, cells[place] if place < len(cells) else "") for line, cells in rows])
        notes += [f"{quoted(column.header)}: {note}" for note in column.notes]
    read = {column.question.name: column for _, column in columns}
    in_order = {name: read[name] for name in QUESTIONS if name in read}
    return Survey(where, len(rows), in_order, unused, notes)


def bytes_of(path: str | Path, where: str) -> bytes:
    """Give what a file, or standard input, holds."""
    try:
        if where == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise ScenarioError(f"{where}: {reason}: a CSV file of a survey is read here. Check the name.") from error
    if len(content) > MOST_BYTES:
        raise ScenarioError(f"{where}: over 10 MB: a survey has one row for each family. Give the table of answers.")
    if not content.strip():
        raise ScenarioError(f"{where}: is empty: must hold the table of a survey. Is this the right file?")
    return content


def in_utf8(content: bytes, where: str) -> tuple[bytes, list[str]]:
    """Give a table in UTF-8 where it is in the encoding of an older Excel, with a note; any other as it is."""
    if any(mark and content.startswith(mark) for mark, _ in MARKS):
        return content, []
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252").encode(), [
                f"{where}: is not UTF-8, and is read as Windows-1252, as Excel saves."
            ]
        except UnicodeDecodeError:
            pass
    return content, []


def columns_of(table: TextTable, where: str) -> tuple[list[tuple[int, Column]], list[str]]:
    """Give the columns that ask what is understood, each with its place, and the names of those that do not."""
    del where
    found = [(place, survey_question(header), header) for place, header in enumerate(table.header)]
    known = [(place, Column(question, header)) for place, question, header in found if question]
    return known, [header for _, question, header in found if header and question is None]


def doubles(table: TextTable, columns: list[tuple[int, Column]], where: str) -> list[str]:
    """Refuse a question that two columns ask: only one can be meant."""
    times = Counter(column.question.name for _, column in columns)
    faults = []
    for name in (name for name, count in times.items() if count > 1):
        headers = " and ".join(quoted(column.header) for _, column in columns if column.question.name == name)
        asks = QUESTIONS[name].title.lower()
        faults.append(
            f"{where} line {table.header_line}: {headers} ask the same ({asks}): must be one column. Take out or rename the others."
        )
    return faults


def no_column(table: TextTable, where: str) -> str:
    """Say that no column is understood, which are there, and which would be."""
    there = ", ".join(quoted(header) for header in table.header[:12] if header) or "nothing"
    more = ", ..." if len(table.header) > 12 else ""
    return f"{where} line {table.header_line}: no column is understood: found are {there}{more}: must have one of {understood()}. Rename the columns."


def families_of(table: TextTable, where: str, notes: list[str], faults: list[str]) -> list[tuple[int, list[str]]]:
    """Give the rows of families; notes those that add others up, and refuses those with too many cells."""
    rows = []
    for line, cells in table.rows:
        if len(cells) > len(table.header) and any(cells[len(table.header) :]):
            faults.append(
                f"{where} line {line}: {len(cells)} cells: must be {len(table.header)}, as in line {table.header_line}. "
                "Put quotation marks around answers with a comma."
            )
        elif next(cell for cell in cells if cell).casefold().rstrip(":") in TOTALS:
            notes.append(
                f"{where} line {line}: begins with {quoted(next(cell for cell in cells if cell))}, and is left out."
            )
        else:
            rows.append((line, cells))
    return rows


def fill(column: Column, cells: list[tuple[int, str]]) -> None:
    """Understand the answers of a column, the scale first."""
    numbers = [number for _, text in cells if not is_no_answer(text) and (number := number_in(text))]
    column.scale = scale_of(column, numbers)
    for line, text in cells:
        if is_no_answer(text):
            column.no_answer += 1
            continue
        share = answer_share(text, column)
        if share is None:
            column.unreadable.append((line, text))
        else:
            column.shares.append((line, share))


def scale_of(column: Column, numbers: list[Number]) -> AnswerScale | None:
    """Give the scale of a column's numbers: as its header names it, 1 to 10 otherwise; notes what speaks against that."""
    values = [number.value for number in numbers if number.out_of is None]
    if not numbers:
        return None
    if column.question.fact or (column.question.name in ("listened", "satisfied") and values and set(values) <= {0, 1}):
        return AnswerScale(0, 1)
    named = scale_in(column.header)
    if named:
        if named.turned:
            column.notes.append(f"{named.high:g} means the least, as the header says.")
        return named
    if values and min(values) == 0 and max(values) <= USUAL.high:
        column.notes.append(
            "there is an answer of 0, so the scale is read as 0 to 10. Write (1-10) into the header if it is not."
        )
        return AnswerScale(0, USUAL.high)
    if len(values) >= FEW_TO_JUDGE and max(values) <= USUAL.high / 2:
        column.notes.append(
            "no number is above 5, and the scale is read as 1 to 10. Write (1-5) into the header if it is not."
        )
    return USUAL


def answer_share(text: str, column: Column) -> float | None:
    """Give what an answer says, or None where it is not understood."""
    number = number_in(text)
    if number is None:
        return word_share(text, column.question.fact)
    scale = column.scale or USUAL
    if number.out_of == 100:
        scale = AnswerScale(0, 100, scale.turned)
    elif number.out_of is not None:
        scale = AnswerScale(min(scale.low, 1), number.out_of, scale.turned)
    if column.question.fact and number.value not in (0, 1):
        return None
    return scale.share(number.value) if scale.low <= number.value <= scale.high and scale.low < scale.high else None
