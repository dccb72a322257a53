"""Articles on paper: a document for the PDF room, complete in itself, that says which version it is and where the present one is."""

from helpcenter.articles.paper_pictures import for_paper
from helpcenter.articles.paper_text import PaperText, make_paper_text
from helpcenter.articles.places import ArticlePlace
from helpcenter.articles.queries import Article
from helpcenter.config import PACKAGE
from helpcenter.documents.outline import Entry
from helpcenter.i18n.locales import get_locale
from helpcenter.i18n.templating import make_environment
from helpcenter.organisations.colours import colour_rule
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.document import PdfDocument
from helpcenter.web.qr import qr_picture

STYLESHEET = PACKAGE / "static" / "css" / "article-paper.css"
LOGO, QR = "logo.png", "qr.svg"
# An article of more words than this goes over two pages, and its contents help to find one's way.
LONG_WORDS = 450
LONG_CHAPTERS = 3
CONTENTS_LINES = 18


def make_document(article: Article, branding: ShownBranding, public_url: str) -> PdfDocument:
    """The article as a document for paper, with the vendor's head or an organisation's."""
    place = ArticlePlace(branding.slug)
    page = public_url + place.article(article.locale, article.slug)
    pictures = {picture.url: (picture.url.rpartition("/")[2], for_paper(picture)) for picture in article.pictures}
    names = {url: name for url, (name, data) in pictures.items() if data}
    text = make_paper_text(article.html, lambda url: _complete(place.adapt(url), public_url), names)
    html = _render(article, branding, text, page)
    held = {name: data for name, data in pictures.values() if data} | {QR: qr_picture(page)}
    if branding.logo:
        held[LOGO] = branding.logo
    title = f"{article.title} – {branding.name}"
    return PdfDocument(html, _stylesheet(branding.colour), held, title, get_locale(article.locale).tag, branding.owner)


def is_long(article: Article) -> bool:
    """True when the paper gets a table of contents."""
    return len(article.contents) >= LONG_CHAPTERS and len(article.html.striptags().split()) > LONG_WORDS


def _render(article: Article, branding: ShownBranding, text: PaperText, page: str) -> str:
    values = {
        "article": article,
        "branding": branding,
        "text": text,
        "page": page,
        "short_page": page.partition("://")[2],
        "logo": f"picture:{LOGO}" if branding.logo else "",
        "qr": f"picture:{QR}",
        "contents": _contents(article) if is_long(article) else (),
    }
    return make_environment(article.locale).get_template("articles/paper.html").render(values)


def _contents(article: Article) -> tuple[Entry, ...]:
    """The chapters, and what is below them as long as all of it stays easy to look through."""
    lines = sum(1 + len(entry.children) for entry in article.contents)
    return article.contents if lines <= CONTENTS_LINES else tuple(Entry(each.anchor, each.text) for each in article.contents)


def _complete(url: str, public_url: str) -> str:
    return public_url + url if url.startswith("/") else url


def _stylesheet(colour: str) -> str:
    return STYLESHEET.read_text(encoding="utf-8") + colour_rule(colour)
