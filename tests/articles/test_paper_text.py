from helpcenter.articles.paper_text import PaperText, make_paper_text

PICTURE = '<img src="/pictures/articles/a/x.svg" alt="A &quot;drawing&quot;" width="40" height="30" loading="lazy" decoding="async">'


def on_paper(html: str, **pictures: str) -> PaperText:
    return make_paper_text(html, lambda url: f"https://aide.example{url}" if url.startswith("/") else url, pictures)


def test_links_are_numbered_and_their_addresses_are_given_once() -> None:
    text = on_paper('<p><a href="/fr/a">a</a> <a href="https://b.example/">b</a> <a href="/fr/a">again</a></p>')
    assert text.links == ("https://aide.example/fr/a", "https://b.example/")
    assert text.html.count('<sup class="paper-note">1</sup>') == 2
    assert '<a href="https://b.example/">b</a><sup class="paper-note">2</sup>' in text.html


def test_links_inside_the_article_name_their_page_and_those_to_a_mailbox_nothing() -> None:
    text = on_paper('<p><a href="#x">here</a> <a href="mailto:a@ani.example">a@ani.example</a></p>')
    assert text.links == ()
    assert (
        text.html
        == '<p><a href="#x">here</a> <span class="paper-page" data-target="#x"></span> <a href="mailto:a@ani.example">a@ani.example</a></p>'
    )


def test_what_only_works_on_a_screen_is_left_out() -> None:
    heading = '<div class="heading-row"><h2 id="x">X</h2><a class="heading-link" href="#x" aria-label="Link">#</a></div>'
    table = '<div class="table-frame" role="region" tabindex="0" aria-label="A, B"><table class="table"></table></div>'
    assert on_paper(heading).html == '<div class="heading-row"><h2 id="x">X</h2></div>'
    assert on_paper(table).html == '<div class="table-frame"><table class="table"></table></div>'


def test_a_picture_is_named_and_keeps_its_alternative_text() -> None:
    text = make_paper_text(PICTURE, str, {"/pictures/articles/a/x.svg": "x.svg"})
    assert text.html == '<img src="picture:x.svg" alt="A &quot;drawing&quot;">'


def test_a_picture_that_paper_cannot_show_is_replaced_by_its_words() -> None:
    assert on_paper(f"<figure>{PICTURE}</figure>").html == '<figure><span class="paper-instead">A &quot;drawing&quot;</span></figure>'


def test_what_was_escaped_stays_escaped() -> None:
    html = "<p>&lt;script&gt; &amp; &#39;</p>"
    assert on_paper(html).html == html
