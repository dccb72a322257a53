"""HTML of strangers: what would take a parser minutes is refused at once, what people wrote is not."""

import pytest

from helpcenter.writing.foreign_html import clean


@pytest.mark.parametrize("html", ["<div>", "<div></span>", "<b><i><u>", "<DIV\n CLASS=x>", "<a><p>", "<x1><x2><x3>", "<div/>"])
def test_elements_that_stay_open_are_refused(html: str) -> None:
    with pytest.raises(ValueError, match="nested more than 150 deep"):
        clean(html * 400_000)


@pytest.mark.parametrize(
    "html", ["<p>a", "<ul><li>a<li>b</ul>", "<table><tr><td>a<td>b</table>", "<br>", "<img src=a.png>", "<o:p>a</o:p>"]
)
def test_many_elements_one_after_the_other_are_read(html: str) -> None:
    assert clean(html * 1500).soup


def test_a_drawing_of_many_parts_is_named_and_dropped() -> None:
    dropped = clean(f"<svg>{'<path d=x />' * 3000}</svg><p>a</p>").dropped
    assert [what for what, _why in dropped] == ["a drawing inside the text"]
