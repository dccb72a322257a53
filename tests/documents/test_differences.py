"""Changes by line and by word."""

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.documents.differences import Kind, Line, compare

TEXT = st.lists(st.sampled_from(["a b c", "a x c", "d", "", "e f"]), max_size=12).map("\n".join)


def words(line: Line, kind: Kind) -> list[str]:
    """The pieces of a kind."""
    return [piece.text for piece in line.pieces if piece.kind is kind]


def test_the_same_text_has_no_changes() -> None:
    assert compare("one\ntwo\n", "one\ntwo\n") == ()


def test_a_changed_word_is_shown_within_its_line() -> None:
    [hunk] = compare("The mail is blocked today.\n", "The mail is delivered today.\n")
    removed, added = hunk.lines
    assert (removed.kind, words(removed, Kind.REMOVED)) == (Kind.REMOVED, ["blocked"])
    assert (added.kind, words(added, Kind.ADDED)) == (Kind.ADDED, ["delivered"])


def test_lines_that_share_little_are_shown_whole() -> None:
    [hunk] = compare("Nothing like it.\n", "Quite another sentence here!\n")
    assert [words(line, line.kind) for line in hunk.lines] == [["Nothing like it."], ["Quite another sentence here!"]]


def test_unchanged_lines_far_from_a_change_are_counted_not_shown() -> None:
    old = "\n".join(str(number) for number in range(100))
    first, second = compare(old, old.replace("\n20\n", "\nx\n").replace("\n80\n", "\ny\n"))
    assert (first.skipped, second.skipped) == (18, 55)
    assert [line.number for line in first.lines] == [19, 20, 21, 21, 22, 23]


def test_an_endless_line_is_compared_as_a_whole() -> None:
    [hunk] = compare("a " * 5000, "a " * 5000 + "b")
    assert len(hunk.lines[0].pieces) == 1


@given(old=TEXT, new=TEXT)
def test_what_is_removed_and_added_leads_from_one_text_to_the_other(old: str, new: str) -> None:
    before, after = old.splitlines(), new.splitlines()
    for hunk in compare(old, new):
        for line in hunk.lines:
            text = "".join(piece.text for piece in line.pieces)
            assert text == (before if line.kind is Kind.REMOVED else after)[line.number - 1]
            assert all(piece.kind in {Kind.SAME, line.kind} for piece in line.pieces)
