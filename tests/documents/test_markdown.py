import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.documents.markdown import Rendered, render_markdown
from helpcenter.documents.outline import Entry
from helpcenter.documents.pictures import Picture
from helpcenter.documents.sanitise import TAGS
from tests.documents.elements import elements_of

FILE = Path("content/notes/a/en.md")


def render(source: str, locale: str = "en", heading_link: str = "") -> Rendered:
    return render_markdown(source, file=FILE, locale=locale, resolve_link=resolve, find_picture=find, heading_link=heading_link)


def resolve(target: str) -> str | None:
    return "/en/notes/b" if target.startswith("../b/en.md") else None


def find(name: str) -> Picture:
    return Picture(Path(name), (0, 0, 0), b"", "image/svg+xml", 40, 30, f"/pictures/notes/a/{name}")


def html(source: str, **options: str) -> str:
    return str(render(source, **options).fill({}).html)


def test_a_heading_has_the_anchor_that_its_author_chose_and_a_link_to_itself() -> None:
    page = html("## The kinds {#kinds}", heading_link="Link to:")
    assert '<h2 id="kinds">The kinds</h2>' in page
    assert 'class="heading-link" href="#kinds"' in page
    assert 'aria-label="Link to: The kinds"' in page


def test_the_table_of_contents_holds_two_levels_as_data() -> None:
    rendered = render("## A & B {#a}\n\n### C {#c}\n\n#### D {#d}\n\n## {{ name }} {#e}\n")
    contents = rendered.fill({"name": "E < F"}).contents
    assert contents == (Entry("a", "A & B", (Entry("c", "C"),)), Entry("e", "E < F"))


def test_headings_know_their_lines_whatever_stands_in_code() -> None:
    rendered = render("Text\n\n```\n## not a heading\n```\n\n## One {#one}\n\nTwo\n---\n")
    assert [(heading.text, heading.line, heading.is_explicit) for heading in rendered.headings] == [("One", 7, True), ("Two", 9, False)]


def test_a_table_scrolls_in_a_frame_that_the_keyboard_reaches() -> None:
    page = html("| Kind | Cause |\n|---|---|\n| a | b |\n")
    assert 'class="table-frame"' in page
    assert 'tabindex="0"' in page
    assert 'aria-label="Kind, Cause"' in page
    assert page.count('scope="col"') == 2


def test_a_box_has_a_title_and_a_role() -> None:
    page = html('!!! warning "Take care"\n    Text\n')
    assert 'class="admonition warning"' in page
    assert 'role="note"' in page
    assert '<p class="admonition-title">Take care</p>' in page


def test_a_picture_alone_becomes_a_figure_with_its_size_and_caption() -> None:
    page = html('![A way](way.svg "The way of a mail")')
    assert page.startswith("<figure>")
    assert 'width="40"' in page
    assert 'height="30"' in page
    assert "<figcaption>The way of a mail</figcaption>" in page


def test_a_link_to_another_text_gets_the_address_of_its_page() -> None:
    assert 'href="/en/notes/b"' in html("[b](../b/en.md)")


def test_french_marks_are_typeset_outside_code_only() -> None:
    page = html("Quoi ? `a ?`", locale="fr")
    assert "Quoi\u202f?" in page
    assert "<code>a ?</code>" in page


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x](//evil.example/)",
    "[x](/\\evil.example)",
    "[x](file:///etc/passwd)",
    "[x](http:javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "text {: onclick=alert(1) style=color:red }",
    "## Title {: #x onmouseover=alert(1) }",
    "[x](https://ok.example){: onclick=alert(1) target=_blank }",
    '![x](way.svg){: onerror=alert(1) srcset="https://evil.example/x 2x" }',
    "text {: #main class=button }\n",
    '!!! note "x" onclick\n    <script>alert(1)</script>\n',
    "\x02wzxhzdk:0\x03 \x02amp\x03",
    "`<script>`\n\n```html\n<script>alert(1)</script>\n```",
]


def assert_harmless(page: str) -> None:
    """Nothing but the elements, attributes and addresses that our Markdown makes."""
    for tag, attributes in elements_of(page):
        assert tag in TAGS
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "srcset", "target", "name"}]
        assert attributes.get("src", "/pictures/").startswith("/pictures/")
        assert re.match(r"https?://[^\s]|mailto:|tel:|#|/(?!/)|$", attributes.get("href", ""))
        assert "evil" not in attributes.get("href", "")


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markdown_never_reaches_the_page(source: str) -> None:
    assert_harmless(html(source, heading_link="Link:"))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab \n<>[](){}#*_`:/\\\"'=&;!|-\x02\x03\ue000\ue0010"), max_size=80))
def test_no_mixture_of_signs_breaks_the_page_or_leaves_its_frame(source: str) -> None:
    assert_harmless(render(source).html)


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("Text\n\n[x](javascript:alert(1))", 3, "the link to javascript:alert(1) is none that a page may have"),
        ("Text\n\n[x](../gone.md)", 3, "the link to ../gone.md is none"),
        ("Text\n\n<b>bold</b>", 3, "HTML is shown as text here"),
        ("Text\n\n![](way.svg)", 3, "has no text for people who do not see it"),
        ('Text\n\n!!! danger "x"\n    y', 3, "a box is one of note, tip, warning"),
        ("Text\n\n!!! note\n    y", 3, "a box needs its title"),
    ],
)
def test_what_is_left_out_is_reported_with_its_line(source: str, line: int, words: str) -> None:
    (problem, *_rest) = render(source).problems
    assert problem.line == line
    assert words in problem.message


def test_a_text_that_stands_alone_has_neither_relative_links_nor_pictures() -> None:
    rendered = render_markdown("[b](../b/en.md) ![x](way.svg)", file=FILE, locale="en")
    assert len(rendered.problems) == 2
    assert "<img" not in rendered.html
    assert "href" not in rendered.html


def test_links_to_the_web_and_to_mailboxes_stay() -> None:
    page = html("[a](https://www.example/?b=1&c=2) <d@e.example> [f](tel:+33100000000)")
    assert 'href="https://www.example/?b=1&amp;c=2"' in page
    assert 'href="mailto:d@e.example"' in page
    assert 'href="tel:+33100000000"' in page
