"""A document read the quick way has the very tree that the engine's parser makes of it; what may differ is left to that parser."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5  # type: ignore[import-untyped]

from helpcenter.pdf.markup import read_plain
from tests.pdf.samples import make_sheet

PAGE = """<!doctype html>
<html lang="fr" dir="ltr">
<head>
  <meta charset="utf-8">
  <title>A &amp; B</title>
</head>
<body>
%s
</body>
</html>
"""


@pytest.mark.parametrize(
    "body",
    [
        make_sheet().html.partition("<body>")[2].partition("</body>")[0],
        '<p>&lt;b&gt; &#34;x&#39; été<br>\nع <a href="https://a.example/?b=1&amp;c=2">d<bdi lang="ar">e</bdi></a></p>',
        '<div><ul>\n<li>un<div><ul><li>deux</li></ul></div></li></ul><img src="picture:a" alt="a &gt; b"></div>',
        "",
    ],
)
def test_a_plain_document_has_the_same_tree(body: str) -> None:
    assert _tree_of(read_plain(PAGE % body)) == _tree_of(tinyhtml5.parse(PAGE % body, namespace_html_elements=False))


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<div>b</div></p>",
        "<p/>a",
        "<br></br>",
        "<ul><li>a<li>b</ul>",
        "<div><li>a<div><li>b</li></div></li></div>",
        '<a href="a">b<span><a href="c">d</a></span></a>',
        "<h1>a<h2>b</h2></h1>",
        "<b><p>a</b>b</p>",
        "<table><tr><td>a</td></tr></table>",
        "<pre>\na</pre>",
        "<P>a</P>",
        '<p Class="a">b</p>',
        '<p xml:lang="fr">b</p>',
        '<p xmlns="urn:a">b</p>',
        "<p title=a>b</p>",
        '<p title="a\nb">c</p>',
        '<p title="a" title="b">c</p>',
        "<p>a<!-- b -->c</p>",
        "<p><![CDATA[a]]></p>",
        "<p>a<?b?></p>",
        "<p>&nbsp;&#128;&#0;</p>",
        "<p>a\r\nb</p>",
        "<p>a\0b\x01</p>",
        "<svg><title>a</title></svg>",
        "<script>a < b</script>",
        '<img alt="a" src=">">',
        "</body>a<body>",
        "</body></html><p>a</p>",
        "<title><b>a</b></title>",
        "<head></head>",
        "]]>",
    ],
)
def test_what_may_come_out_differently_is_left_to_the_engine(body: str) -> None:
    for text in (PAGE % body, PAGE.replace("<title>", body + "<title>") % ""):
        found = read_plain(text)
        assert found is None or _tree_of(found) == _tree_of(tinyhtml5.parse(text, namespace_html_elements=False))


def test_entities_of_the_document_are_not_read() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">]>\n' + PAGE.partition("\n")[2] % "<p>&a;</p>"

    assert read_plain(bomb) is None
    assert read_plain(PAGE.partition("\n")[0] + "\n" + bomb) is None


def _tree_of(element: Element | None) -> tuple[Any, ...] | None:
    if element is None:
        return None
    # Comments have a function as their tag.
    return str(element.tag), dict(element.attrib), element.text or "", element.tail or "", [_tree_of(child) for child in element]
