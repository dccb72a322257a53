from helpcenter.documents.blocks import Block, Kind, blocks_of
from helpcenter.documents.outline import Lines


def test_marks_of_another_kind_do_not_end_code() -> None:
    body = "One.\n\n```\n~~~\nno text\n```python\n```\n\nTwo.\n"
    assert list(blocks_of(body)) == [Block(Kind.PROSE, 1, "One."), Block(Kind.PROSE, 9, "Two.")]


def test_code_in_one_line_begins_no_block_of_code() -> None:
    assert [block.text for block in blocks_of("```here``` is code.\n\nTwo.")] == ["```here``` is code.", "Two."]


def test_a_heading_below_code_that_holds_marks_of_another_kind_is_found() -> None:
    assert Lines("~~~\n```\n## none\n~~~\n\n## Heading\n", 1).headings == [6]


def test_a_picture_that_nobody_closed_takes_no_other_one_along() -> None:
    pictures = [block.text for block in blocks_of("![begun and ![words](a.png)") if block.kind is Kind.PICTURE]
    assert pictures == ["words"]


def test_pictures_that_nobody_closes_cost_no_more_than_their_number() -> None:
    assert len(list(blocks_of("![" * 50_000))) == 1
