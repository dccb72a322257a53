"""Articles of another help centre become drafts: what their HTML becomes, what is dropped, and that the result is correct."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.documents.commands import make_content_commands
from helpcenter.writing.bundles import Bundle
from helpcenter.writing.commands import make_commands
from helpcenter.writing.importing import Imported, ImportOptions, plan_import
from tests.articles.writing import make_content, write_article
from tests.writing.exports import SOLUTIONS_XML, data_url, make_article, make_picture, write_json, write_zip

TODAY = date(2026, 11, 26)


def run(root: Path, *arguments: str) -> Result:
    library = make_content(root / "content")
    commands = make_commands(lambda: (library, []), lambda: TODAY)
    return CliRunner().invoke(make_content_commands(lambda: (library, []), commands), ["import-freshdesk", *arguments])


def plan(html: str, pictures: dict[str, bytes] | None = None, **fields: Any) -> Imported:
    bundle = Bundle(texts={"a.json": json.dumps([make_article(html=html, **fields)]).encode()}, pictures=pictures or {})
    (article,) = plan_import(bundle, ImportOptions("why", TODAY), lambda slug: False).articles
    return article


def markdown(html: str) -> str:
    return plan(html).texts["fr"].partition("---\n\n")[2]


def test_an_import_writes_drafts_without_errors_and_says_how_to_go_on(tmp_path: Path) -> None:
    html = f'<h1>Étape</h1><p>Lire <a href="/support/solutions/articles/2-x">la suite</a>.</p><img src="{data_url(make_picture())}">'
    export = write_json(tmp_path, make_article(1, html=html), make_article(2, "La suite", "<p>Voilà la suite de tout cela.</p>"))
    result = run(tmp_path, str(export), "--section", "families")
    assert result.exit_code == 0
    assert "2 articles written, all drafts." in result.output
    assert "error:" not in result.output
    text = (tmp_path / "content/articles/debloquer-une-adresse/fr.md").read_text(encoding="utf-8")
    for line in ("title: Débloquer une adresse", "section: families", "status: draft", "updated_on: 2024-05-06", "keywords: [mail, spam]"):
        assert line in text.split("\n")
    assert "## Étape {#etape}" in text
    assert "[la suite](../la-suite/fr.md)" in text
    assert (tmp_path / "content/articles/debloquer-une-adresse/picture.fr.png").is_file()
    assert "to do: fr: say in picture.fr.png what the picture shows" in result.output


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    export = write_json(tmp_path, make_article(1))
    result = run(tmp_path, str(export), "--dry-run")
    assert "1 article would be written." in result.output
    assert [item.name for item in (tmp_path / "content/articles").iterdir()] == ["sections.yaml"]


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    write_article(tmp_path / "content", "debloquer-une-adresse")
    before = (tmp_path / "content/articles/debloquer-une-adresse/fr.md").read_bytes()
    result = run(tmp_path, str(write_json(tmp_path, make_article(1), make_article(2, "Débloquer une adresse"))))
    assert "articles/debloquer-une-adresse exists already and is left as it is" in result.output
    assert (tmp_path / "content/articles/debloquer-une-adresse/fr.md").read_bytes() == before


def test_two_articles_of_one_title_get_two_addresses_and_two_titles(tmp_path: Path) -> None:
    result = run(tmp_path, str(write_json(tmp_path, make_article(1), make_article(2))), "--json")
    value = json.loads(result.output)
    assert [article["slug"] for article in value["articles"]] == ["debloquer-une-adresse", "debloquer-une-adresse-2"]
    assert value["errors"] == []
    assert "title: Débloquer une adresse (2)" in (tmp_path / "content/articles/debloquer-une-adresse-2/fr.md").read_text(encoding="utf-8")


def test_languages_with_the_same_headings_become_one_article_that_was_compared(tmp_path: Path) -> None:
    export = write_zip(tmp_path, {"x/Solutions.xml": SOLUTIONS_XML.encode()})
    value = json.loads(run(tmp_path, str(export), "--json").output)
    (article,) = value["articles"]
    assert (article["slug"], article["locales"], article["freshdesk"], value["errors"]) == (
        "lire-un-mail",
        ["fr", "en"],
        ["9001", "9002"],
        [],
    )
    english = (tmp_path / "content/articles/lire-un-mail/en.md").read_text(encoding="utf-8")
    assert "## Heading {#titre}" in english
    assert "translation:\n  of: fr\n  sections:\n    introduction:" in english


def test_languages_with_other_headings_become_two_articles_and_are_named(tmp_path: Path) -> None:
    english = make_article(1, "Unblocking an address", "<h2>One</h2><h2>Two</h2>", language="en")
    value = json.loads(run(tmp_path, str(write_json(tmp_path, make_article(1, html="<h2>Un</h2>"), english)), "--json").output)
    assert [(article["slug"], article["locales"]) for article in value["articles"]] == [
        ("debloquer-une-adresse", ["fr"]),
        ("debloquer-une-adresse-en", ["en"]),
    ]
    assert value["errors"] == []
    assert "join them by hand" in value["articles"][0]["to_do"][-1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h4>B</h4><h2>C</h2>", "## A {#a}\n\n### B {#b}\n\n### C {#c}\n"),
        ("<h3>A</h3><h2></h2><h3>A</h3>", "## A {#a}\n\n## A {#a-2}\n"),
        ("<h2>1. {x}</h2>", "## 1\\. (x) {#part-1-x}\n"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul><ol start=3><li>c</li></ol>", "-   a\n    -   b\n\n3.  c\n"),
        ("<p>1. a<br>- b</p>", "1\\. a  \n\\- b\n"),
        ("<p>*x* _y_ {{ vendor }} &lt;b&gt; [z](w) a|b</p>", "\\*x\\* \\_y\\_ \\{\\{ vendor \\}\\} &lt;b> \\[z\\](w) a&#124;b\n"),
        (
            "<table><tr><td>A</td><td>B</td></tr><tr><td>c<br>d</td><td>e|f</td></tr></table>",
            "| A | B |\n| --- | --- |\n| c d | e&#124;f |\n",
        ),
        ("<table><tr><td><p>Mise en page</p></td></tr></table>", "Mise en page\n"),
        ("<table><tr><td><h2>A</h2></td><td>b</td></tr></table>", "| **A** | b |\n| --- | --- |\n"),
        ("<pre>a {{ b }}\n```</pre>", "```\na { { b }}\n` ` `\n```\n"),
        ("<p>a&nbsp;b\u200bc <span style='x'>d</span> <font>e</font></p>", "a bc d e\n"),
        ('<p><a href="MAILTO:a@b.example?subject=x">a</a></p>', "[a](MAILTO:a@b.example)\n"),
        ('<p><a href="tel:+33 (0)1 23">a</a></p>', "[a](tel:+330123)\n"),
        ('<p><a href="https://a.example/b_(c) d">a</a></p>', "[a](https://a.example/b_%28c%29%20d)\n"),
        ('<h2 id="x">A</h2><p id="y"></p><p><a href="#y">a</a> <a href="#z">b</a></p>', "## A {#a}\n\n[a](#a) b\n"),
        ("<blockquote><p>a</p></blockquote><hr><dl><dt>a</dt><dd>b</dd></dl>", "> a\n\n---\n\na\n:   b\n"),
    ],
)
def test_html_becomes_the_markdown_of_this_house(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("html", "dropped"),
    [
        ("<script>alert(1)</script>", "fr: a script"),
        ("<style>p{}</style>", "fr: a style sheet"),
        ('<iframe src="https://video.example/1"></iframe>', "fr: a frame of another site (https://video.example/1)"),
        ("<video src='https://a.example/v.mp4'></video>", "fr: a video (https://a.example/v.mp4)"),
        ("<svg><path/></svg>", "fr: a drawing inside the text"),
        ("<form><input></form>", "fr: a form"),
        ('<a href="javascript:alert(1)">x</a>', "fr: the link “x” to javascript:alert(1)"),
        ('<a href="/support/solutions/folders/4">x</a>', "fr: the link “x” to /support/solutions/folders/4"),
        ('<a href="/support/solutions/articles/999">x</a>', "fr: the link “x” to /support/solutions/articles/999"),
        ('<img src="https://s3.example/a.png" alt="Vue">', "fr: the picture https://s3.example/a.png “Vue”"),
        ('<img src="data:image/png;base64,AAAA">', "fr: the picture in the text"),
        ('<img src="../../../etc/passwd">', "fr: the picture ../../../etc/passwd"),
    ],
)
def test_what_has_no_place_here_is_dropped_and_named_with_its_reason(html: str, dropped: str) -> None:
    article = plan(f"<p>Bonjour.</p>{html}")
    assert [(what, bool(why)) for what, why in article.dropped] == [(dropped, True)]
    assert "alert" not in article.texts["fr"]
    assert article.pictures == {}


def test_pictures_of_the_export_are_checked_renamed_and_stored_once() -> None:
    pictures = {"files/Capture d’écran.PNG": make_picture(), "logo.gif": make_picture("GIF", "blue"), "evil.svg": b"<svg><script/></svg>"}
    screen = "<img src='https://x.example/a/Capture%20d%E2%80%99%C3%A9cran.PNG?1' alt='Un [écran]'>"
    html = f"<p>{screen}<img src='logo.gif'><img src='evil.svg'></p>"
    article = plan(html + f"<img src='{data_url(make_picture())}' alt='Le même'>", pictures)
    assert set(article.pictures) == {"capture-d-ecran.fr.png", "logo.fr.png"}
    assert "![Un (écran)](capture-d-ecran.fr.png)" in article.texts["fr"]
    assert "![Le même](capture-d-ecran.fr.png)" in article.texts["fr"]
    assert "evil.svg" in article.dropped[0][0]


def test_titles_and_summaries_fit_and_hold_no_variables() -> None:
    article = plan("<p>Court.</p>", title="{{ secret }} " + "très " * 30)
    head = article.texts["fr"].split("\n")
    assert len(head[1]) < 100
    assert "{{" not in article.texts["fr"]
    assert head[2].startswith("summary: ")
    assert "the title was cut" in article.to_do[0]
    assert "keywords: [x]" in plan("<p>Court.</p>", title="A", seo_data={}, tags=["x"]).texts["fr"]


def test_hostile_texts_end_in_the_report_and_not_the_import(tmp_path: Path) -> None:
    deep = make_article(1, "Profond", "<div>" * 5000 + "x" + "</div>" * 5000)
    large = make_article(2, "Grand", "x" * (17 * 1024 * 1024))
    good = make_article(3, "Bon", "<p>Bonjour à tous.</p>")
    value = json.loads(run(tmp_path, str(write_json(tmp_path, deep, large, good)), "--json").output)
    assert "bon" in [article["slug"] for article in value["articles"]]
    assert value["errors"] == []
    assert [each["reason"] for each in value["skipped"]] == ["its elements are nested more than 150 deep", "its text is larger than 16 MB"]


def test_attachments_are_named_for_articles_have_none() -> None:
    article = plan("<p>Bonjour.</p>", attachments=[{"id": 1, "name": "guide.pdf"}])
    assert article.dropped == [("fr: the attachment guide.pdf", "articles have no attachments")]


@pytest.mark.parametrize(
    ("arguments", "code", "said"), [(["gone.json"], 1, "does not exist"), (["gone.json", "--section", "x"], 2, "no section x")]
)
def test_what_cannot_be_imported_is_refused_in_words(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code == code
    assert said in result.output
