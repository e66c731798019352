"""Surveys as files: separators, encodings, lines that are not families, and every fault of a table at once."""

from pathlib import Path

import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.study.survey.read import Survey, read_survey


def survey_of(folder: Path, text: str | bytes) -> Survey:
    """Read a survey that is written into a folder."""
    file = folder / "survey.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_survey(file)


def faults_of(folder: Path, text: str | bytes) -> tuple[str, ...]:
    """Read a survey that is wrong, and give its faults without the folder."""
    with pytest.raises(ScenarioError) as refused:
        survey_of(folder, text)
    return tuple(fault.replace(f"{folder}/", "") for fault in refused.value.faults)


@pytest.mark.parametrize(
    "content",
    [
        "asked,trust\nyes,4\nno,\n".encode("utf-8-sig"),
        b"asked;trust\r\nyes;4\r\nno;\r\n",
        b"sep=\t\nasked\ttrust\nyes\t4\nno\t\n",
        b"Our survey of 2024,,\n,,\nFamily,Asked?,Trust\n1,yes,4\n2,no,\nTotal,1,4\n",
        'asked,trust\n"yes","4/10"\n"no","prefer not to say"\n'.encode("utf-16"),
    ],
)
def test_tables_are_read_however_they_were_saved(tmp_path: Path, content: bytes) -> None:
    """Marks, separators, titles above the header and totals below the rows change nothing of what families said."""
    survey = survey_of(tmp_path, content)
    assert survey.families == 2
    assert survey.columns["asked"].values == [1.0, 0.0]
    assert survey.columns["trust"].values == [pytest.approx(1 / 3)]
    assert survey.columns["trust"].no_answer == 1


def test_what_an_older_excel_saves_is_read(tmp_path: Path) -> None:
    """Windows-1252 is understood, with a note: its dashes and apostrophes are no fault of the survey."""
    survey = survey_of(tmp_path, "Trust (1\u201310),asked\n10,Don\u2019t know\n".encode("cp1252"))
    assert survey.columns["trust"].values == [1.0]
    assert survey.columns["asked"].no_answer == 1
    assert "Windows-1252" in survey.notes[0]


def test_what_is_not_understood_keeps_its_line(tmp_path: Path) -> None:
    """Answers in other words, and numbers beyond the scale, are listed with their lines and count for nothing."""
    survey = survey_of(tmp_path, "Trust (1-5),asked\n6,yes\n5,maybe\n0,7/10\n1,no\n")
    assert survey.columns["trust"].unreadable == [(2, "6"), (4, "0")]
    assert survey.columns["trust"].values == [1.0, 0.0]
    assert survey.columns["asked"].unreadable == [(3, "maybe"), (4, "7/10")]


def test_a_scale_that_does_not_fit_is_noticed(tmp_path: Path) -> None:
    """A 0 makes the scale begin there, and numbers that all stay below 6 are a reason to ask."""
    from_0 = survey_of(tmp_path, "trust\n0\n10\n")
    assert from_0.columns["trust"].values == [0.0, 1.0]
    assert "0 to 10" in from_0.notes[0]
    low = survey_of(tmp_path, "trust\n1\n2\n5\n4\n3\n")
    assert low.columns["trust"].values[2] == pytest.approx(4 / 9)
    assert "(1-5)" in low.notes[0]


def test_other_columns_are_named_as_not_used(tmp_path: Path) -> None:
    """A column that asks nothing that is understood is no fault."""
    assert survey_of(tmp_path, "Timestamp,asked,Comments\n1,yes,\n").unused == ["Timestamp", "Comments"]


def test_all_faults_of_a_table_come_at_once(tmp_path: Path) -> None:
    """Two columns with one question, and rows with too many cells, are refused together, each with its line."""
    faults = faults_of(tmp_path, "asked,Were you asked?,trust\nyes,no,3\nyes,no,3,4\n")
    assert faults == (
        'survey.csv line 1: "asked" and "Were you asked?" ask the same (asked): must be one column. Take out or rename the others.',
        "survey.csv line 3: 4 cells: must be 3, as in line 1. Put quotation marks around answers with a comma.",
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"asked,trust\n", "no families"),
        (b"colour,size\nred,3\n", "no column is understood: found are"),
        (b"PK\x03\x04", "an Excel or LibreOffice workbook"),
        (b'asked,trust\n"yes,3\n', "not CSV"),
    ],
)
def test_what_is_no_survey_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """A file without families, without a question or without a table says what it is instead."""
    assert any(words in fault for fault in faults_of(tmp_path, content))


def test_many_faults_are_cut_short(tmp_path: Path) -> None:
    """Of more than ten faults the rest is counted."""
    faults = faults_of(tmp_path, "asked\n" + "yes,no\n" * 15)
    assert len(faults) == 11
    assert faults[-1] == "survey.csv: and 5 faults more."
