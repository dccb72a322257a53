"""Calendar files: what other programs demand of every line."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.delivery.calendar_file import Entry, fold, write_calendar

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_a_long_line_is_folded_by_bytes_and_unfolds_to_itself(line: str) -> None:
    parts = list(fold(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join(part[1:] if number else part for number, part in enumerate(parts)) == line


def test_each_day_is_a_whole_day_with_inert_words() -> None:
    entry = Entry("tilleuls-2026-12-07-4-1", date(2026, 12, 31), "Groupe 1 ; 250, \\o/", "une ligne\nEND:VEVENT\r\nX:y")
    text = write_calendar([entry, entry], "aide.example", NOW)
    lines = text.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert (text.count("BEGIN:VEVENT\r\n"), lines.count("END:VEVENT"), "\n" in text.replace("\r\n", "")) == (2, 2, False)
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert r"SUMMARY:Groupe 1 \; 250\, \\o/" in lines
    assert r"DESCRIPTION:une ligne\nEND:VEVENT\nX:y" in lines
    assert "UID:tilleuls-2026-12-07-4-1@aide.example" in lines
