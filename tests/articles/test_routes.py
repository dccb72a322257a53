import json
import os
import re
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient
from PIL import Image

from helpcenter.config import HOUSE
from helpcenter.documents.pictures import hashed_name
from tests.articles.conftest import OpenSite
from tests.documents.elements import elements_of, links_of
from tests.documents.texts import SVG, write_text

ARTICLE = "/fr/articles/mail-delivery"
PAGES = ["/fr/", "/en/", "/fr/articles/", "/en/articles/", "/fr/articles/section/why", ARTICLE, "/en/articles/mail-delivery"]
SUMMARY = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}


def meta_of(page: str) -> dict[str, str]:
    """The properties for link previews."""
    return {item["property"]: item["content"] for tag, item in elements_of(page) if tag == "meta" and "property" in item}


def alternates_of(page: str) -> dict[str, str]:
    """The translations that a page names, and its canonical address."""
    links = [item for tag, item in elements_of(page) if tag == "link"]
    named = {item["hreflang"]: item["href"] for item in links if "hreflang" in item}
    return {**named, "canonical": next(item["href"] for item in links if item.get("rel") == "canonical")}


@pytest.mark.parametrize(
    ("accepted", "locale"), [("en-GB,en;q=0.9,fr;q=0.5", "en"), ("fr-CA", "fr"), ("de,en;q=0.4", "en"), ("ja", "fr"), ("", "fr")]
)
def test_the_root_leads_to_the_language_of_the_browser(client: FlaskClient, accepted: str, locale: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.location) == (302, f"/{locale}/")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_for_every_visitor_and_sets_no_cookie(client: FlaskClient, path: str) -> None:
    plain = client.get(path)
    client.set_cookie("helpcenter", "whatever")
    other = client.get(path, headers={"Accept-Language": "de", "User-Agent": "Something else"})
    assert plain.status_code == 200
    assert plain.data == other.data
    for answer in (plain, other):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    for link in links_of(text):
        url, anchor = urldefrag(link)
        target = client.get(url, follow_redirects=True) if url else client.get(path)
        assert target.status_code == 200, link
        if anchor and anchor != "main":
            assert f'id="{anchor}"' in target.text, link


@pytest.mark.parametrize("path", PAGES)
def test_no_anchor_is_given_twice_on_a_page(client: FlaskClient, path: str) -> None:
    anchors = [item["id"] for _tag, item in elements_of(client.get(path).text) if "id" in item]
    assert len(anchors) == len(set(anchors))


def test_the_start_page_offers_an_entrance_for_each_visitor(client: FlaskClient) -> None:
    links = links_of(client.get("/fr/").text)
    for anchor in ("errors", "temporary", "permanent", "blocked", "practices", "procedure", "step-ticket", "step-consent"):
        assert f"{ARTICLE}#{anchor}" in links
    assert {"/fr/tutorials/", "/fr/assistance", "/c/?locale=fr"} <= set(links)


def test_the_table_of_contents_names_every_heading_of_the_text(client: FlaskClient) -> None:
    text = client.get(ARTICLE).text
    contents = text.split("data-contents")[1].split("</nav>")[0]
    anchors = [item["id"] for tag, item in elements_of(text.split('class="prose"')[1].split("feedback-ask")[0]) if tag in {"h2", "h3"}]
    assert [link[1:] for link in links_of(contents) if link.startswith("#")] == anchors


def test_search_engines_learn_the_address_of_each_language(client: FlaskClient) -> None:
    base = "http://localhost"
    assert alternates_of(client.get("/en/articles/mail-delivery").text) == {
        "canonical": f"{base}/en/articles/mail-delivery",
        "fr": f"{base}{ARTICLE}",
        "en": f"{base}/en/articles/mail-delivery",
        "x-default": f"{base}{ARTICLE}",
    }
    assert alternates_of(client.get("/fr/").text)["en"] == f"{base}/en/"


def test_a_link_preview_has_title_summary_and_language(client: FlaskClient) -> None:
    meta = meta_of(client.get(ARTICLE).text)
    assert meta["og:title"] == "Pourquoi des mails n’arrivent pas, et que faire"
    assert meta["og:type"] == "article"
    assert meta["og:locale"] == "fr_FR"
    written = (HOUSE / "content/articles/mail-delivery/fr.md").read_text(encoding="utf-8")
    assert f"\nupdated_on: {meta['article:modified_time']}\n" in written


def test_addresses_come_from_the_settings_and_never_from_the_host_header(open_site: OpenSite) -> None:
    site = open_site(public_url="https://aide.example", trusted_hosts=("localhost",))
    assert alternates_of(site.get(ARTICLE).text)["canonical"] == f"https://aide.example{ARTICLE}"


def test_the_text_speaks_of_this_installation(open_site: OpenSite) -> None:
    site = open_site(vendor_name="Autre & Cie", sender_address="mails@autre.example", block_days=30)
    text = site.get(ARTICLE).text
    assert "Autre &amp; Cie" in text
    assert "mails@autre.example" in text
    assert "30 jours" in text
    assert "90 jours" not in text


def test_a_missing_translation_is_said_and_the_text_keeps_its_language(open_site: OpenSite, content: Path) -> None:
    (content / "articles" / "mail-delivery" / "en.md").unlink()
    text = open_site().get("/en/articles/mail-delivery").text
    assert '<html lang="en"' in text
    assert "This article does not exist in this language yet" in text
    assert '<div class="prose" lang="fr" dir="ltr"' in text
    assert alternates_of(text).keys() == {"canonical", "fr", "x-default"}
    assert alternates_of(text)["canonical"] == f"http://localhost{ARTICLE}"


def test_a_broken_article_does_not_take_the_others_down(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/broken/fr", title="Cassé", colour="red", **SUMMARY)
    site = open_site()
    answer = site.get("/fr/articles/broken")
    assert answer.status_code == 500
    assert "colour" not in answer.text
    assert site.get(ARTICLE).status_code == 200
    assert "Cassé" not in site.get("/fr/articles/").text


def test_an_edited_article_is_served_at_the_next_request(open_site: OpenSite, content: Path) -> None:
    file = content / "articles" / "mail-delivery" / "fr.md"
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns - 10_000_000_000))
    site = open_site()
    assert "Trois mots à connaître" in site.get(ARTICLE).text
    file.write_text(file.read_text(encoding="utf-8").replace("Trois mots à connaître", "Les mots utiles"), encoding="utf-8")
    assert "Les mots utiles" in site.get(ARTICLE).text


def test_a_new_article_appears_in_the_list(open_site: OpenSite, content: Path) -> None:
    site = open_site()
    assert "Une note" not in site.get("/fr/articles/").text
    write_text(content, "articles/note/fr", title="Une note", **SUMMARY)
    assert "Une note" in site.get("/fr/articles/").text


def test_hostile_content_never_reaches_the_page(open_site: OpenSite, content: Path) -> None:
    body = "<script>alert(1)</script> [x](javascript:alert(1)) ![x](../../secret.svg)\n\n## Titre {: #t onclick=alert(1) }"
    write_text(content, "articles/hostile/fr", body, title="<script>alert(2)</script>", **SUMMARY)
    site = open_site()
    for path in ("/fr/articles/hostile", "/fr/articles/"):
        elements = elements_of(site.get(path).text)
        assert not [item for tag, item in elements if tag == "script" and "src" not in item and item != {"type": "application/ld+json"}]
        assert not [item for _tag, item in elements if "onclick" in item or item.get("href", "").startswith("javascript:")]
        assert not [item for _tag, item in elements if "secret" in item.get("src", "")]


@pytest.mark.parametrize(
    "path",
    [
        "/fr/articles/nothing",
        "/fr/articles/../../../etc/passwd",
        "/fr/articles/..%2f..%2fetc%2fpasswd",
        "/fr/articles/%2e%2e",
        "/fr/articles/mail-delivery%00",
        "/fr/articles/nothing.md",
        "/de/articles/mail-delivery",
        "/pictures/articles/mail-delivery/fr.md",
        "/pictures/articles/mail-delivery/fr.000000000000.md",
        "/pictures/articles/mail-delivery/path-of-a-mail.fr.svg",
        "/pictures/mails/mail-delivery/path-of-a-mail.fr.000000000000.svg",
        "/pictures/articles/..%2f..%2f/x.000000000000.svg",
    ],
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_article_is_there_as_markdown_too(client: FlaskClient) -> None:
    answer = client.get(f"{ARTICLE}.md")
    assert answer.content_type == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# Pourquoi des mails n’arrivent pas")
    assert "{{" not in answer.text
    assert "](http://localhost/fr/assistance)" in answer.text
    assert f'<http://localhost{ARTICLE}>; rel="canonical"' in answer.headers["Link"]


def test_pictures_are_kept_for_ever_and_can_do_nothing(client: FlaskClient) -> None:
    sources = re.findall(r'src="(/pictures/[^"]+)"', client.get(ARTICLE).text)
    assert len(sources) == 2
    for source in sources:
        answer = client.get(source)
        assert answer.content_type == "image/svg+xml"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")


def test_an_older_address_of_a_picture_shows_the_present_one_and_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/pictures/articles/mail-delivery/path-of-a-mail.fr.000000000000.svg")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_sitemap_holds_the_articles(client: FlaskClient) -> None:
    text = client.get("/sitemap.xml").text
    for path in ("/fr/", "/en/articles/", ARTICLE):
        assert f"<loc>http://localhost{path}</loc>" in text


def test_the_way_to_an_article_leads_through_its_section(client: FlaskClient) -> None:
    breadcrumb = client.get(ARTICLE).text.split('class="breadcrumb"')[1].split("</nav>")[0]
    assert links_of(breadcrumb) == ["/fr/", "/fr/articles/", "/fr/articles/section/why"]


def test_machines_are_told_of_the_article_and_the_way_to_it(client: FlaskClient) -> None:
    text = client.get(ARTICLE).text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    article, breadcrumb = data["@graph"]
    assert (article["@type"], article["inLanguage"], article["dateModified"]) == (
        "TechArticle",
        "fr",
        meta_of(text)["article:modified_time"],
    )
    assert article["url"] == f"http://localhost{ARTICLE}"
    assert [step["position"] for step in breadcrumb["itemListElement"]] == [1, 2, 3, 4]
    assert breadcrumb["itemListElement"][2]["item"] == "http://localhost/fr/articles/section/why"


def test_a_hostile_title_does_not_leave_its_data_block(open_site: OpenSite, content: Path) -> None:
    title = "</script><script>alert(1)</script>"
    write_text(content, "articles/hostile/fr", title=title, **SUMMARY)
    text = open_site().get("/fr/articles/hostile").text
    block = text.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["@graph"][0]["headline"] == title


def test_an_article_names_its_version_and_its_paper(client: FlaskClient) -> None:
    text = client.get(ARTICLE).text
    digest = the_digest(text)
    assert f"version {digest[:8]}" in text
    assert f'href="{ARTICLE}.pdf"' in text
    stamp = text.split('class="paper-stamp"')[1].split("</div>")[0]
    assert "<svg" in stamp
    assert f"http://localhost{ARTICLE}" in stamp


def the_digest(text: str) -> str:
    """The version of an article, as machines read it."""
    version: str = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])["@graph"][0]["version"]
    return version


def test_an_article_is_there_on_paper_and_is_made_once(client: FlaskClient) -> None:
    answer = client.get(f"{ARTICLE}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'inline; filename="mail-delivery-fr.pdf"'
    assert answer.headers["Link"] == f'<http://localhost{ARTICLE}>; rel="canonical"'
    assert client.get(f"{ARTICLE}.pdf", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_large_section_is_shown_page_by_page_and_the_index_shows_its_beginning(open_site: OpenSite, guide_alone: Path) -> None:
    for number in range(45):
        write_text(guide_alone, f"articles/many-{number:02}/fr", title=f"Titre {number}", order=100 + number, **SUMMARY)
    site = open_site()
    index = site.get("/fr/articles/").text
    assert "Les 46 articles de cette partie" in index
    assert "/fr/articles/many-20" not in index
    first, second = (site.get(f"/fr/articles/section/why?page={number}").text for number in (1, 2))
    assert "?page=2" in links_of(first)
    assert "?page=1" in links_of(second)
    assert "/fr/articles/many-44" in links_of(second)
    assert alternates_of(first)["canonical"] == "http://localhost/fr/articles/section/why"
    for page in ("3", "0", "-1", "9" * 30):
        assert site.get(f"/fr/articles/section/why?page={page}").status_code == 404


def test_a_section_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.get("/fr/articles/section/nothing").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light(client: FlaskClient, path: str) -> None:
    assert len(client.get(path).data) < 60_000


def test_the_page_of_an_article_does_not_grow_with_the_number_of_articles(open_site: OpenSite, content: Path) -> None:
    site = open_site()
    for number in range(6):
        write_text(content, f"articles/few-{number}/fr", title=f"Titre {number}", order=100 + number, **SUMMARY)
    before = len(site.get(ARTICLE).data)
    for number in range(120):
        write_text(content, f"articles/many-{number:03}/fr", title=f"Titre {number}", order=200 + number, **SUMMARY)
    site.get("/fr/articles/")
    assert len(site.get(ARTICLE).data) == before


def test_the_address_of_the_sender_stands_in_titles_too(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/note/fr", "Mot.", title="Écrire depuis {{ sender_address }}", **SUMMARY)
    text = open_site(sender_address="mails@autre.example").get("/fr/articles/").text
    assert "Écrire depuis mails@autre.example" in text


def test_a_photo_is_the_picture_of_a_link_preview(open_site: OpenSite, content: Path) -> None:
    write_text(content, "articles/note/fr", "![Un carré](square.png)", title="Une note", **SUMMARY)
    Image.new("RGB", (30, 30)).save(content / "articles" / "note" / "square.png")
    meta = meta_of(open_site().get("/fr/articles/note").text)
    assert meta["og:image"].startswith("http://localhost/pictures/articles/note/square.")
    assert "og:image" not in meta_of(open_site().get(ARTICLE).text)


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"publish_at": "2999-01-01 08:00"}, {"status": "archived"}], ids=str)
def test_the_picture_of_a_text_that_nobody_may_read_is_not_guessed_by_its_name(
    open_site: OpenSite, content: Path, fields: dict[str, str]
) -> None:
    write_text(content, "articles/secret/fr", "![Un dessin](plan.svg)", title="Une note", **SUMMARY, **fields)
    (content / "articles" / "secret" / "plan.svg").write_text(SVG, encoding="utf-8")
    site = open_site()
    assert site.get("/pictures/articles/secret/plan.000000000000.svg").status_code == 404
    # Those who write meet it under the address that their preview names.
    assert site.get(f"/pictures/articles/secret/{hashed_name('plan.svg', SVG.encode())}").status_code == 200
