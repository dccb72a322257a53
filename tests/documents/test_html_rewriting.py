import pytest

from helpcenter.documents.html_rewriting import rewrite_links

PLAIN = [
    "<p>A &amp; B &lt;b&gt; &#39;c&#39; <code>&quot;</code></p>",
    '<img src="/pictures/a.svg" alt="&quot;x&quot; &amp; y"><br><hr>',
    '<table class="table"><tbody><tr><td colspan="2">é</td></tr></tbody></table>',
    "<details><summary>More</summary><p>Text</p></details>",
]


@pytest.mark.parametrize("html", PLAIN)
def test_what_is_no_link_comes_out_as_it_went_in(html: str) -> None:
    assert rewrite_links(html, lambda url: "changed") == html


def test_links_get_their_new_address_escaped() -> None:
    html = '<a href="/a?x=1&amp;y=2" title="T">a</a> <a href="#b">b</a>'
    changed = '<a href="/a?x=1&amp;y=2&quot;&gt;&lt;i&gt;" title="T">a</a> <a href="#b&quot;&gt;&lt;i&gt;">b</a>'
    assert rewrite_links(html, lambda url: f'{url}"><i>') == changed
