"""What everybody reads: the start page, the articles, their pictures. The same for every visitor: no session is touched."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.articles.content import ARTICLES, GUIDE
from helpcenter.articles.pages import Reading, addresses_in, redirect_to_written, render_article
from helpcenter.articles.printing import make_document
from helpcenter.articles.queries import find_source, translations_of_article
from helpcenter.i18n.locales import choose_locale
from helpcenter.web.context import services
from helpcenter.web.pages import external_url
from helpcenter.web.pdf_pages import answer_pdf

bp = Blueprint("articles", __name__)

# A picture is opened alone at most: it may style itself, and nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
A_YEAR = "public, max-age=31536000, immutable"


@bp.get("/")
def root() -> ResponseReturnValue:
    """Lead to the start page in the language of the browser."""
    # The one page here that depends on who asks, so it is kept by nobody.
    locale = choose_locale(request.accept_languages.values())
    response = redirect(url_for("articles.start", locale=locale))
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/<locale:locale>/")
def start(locale: str) -> str:
    """The start page."""
    reading = Reading(locale)
    reading.keep()
    addresses = addresses_in("articles.start", locale)
    return render_template(
        "articles/start.html", guide=GUIDE, settings=services().settings, addresses=addresses, shelves=reading.beginnings()
    )


@bp.get("/<locale:locale>/articles/")
def index(locale: str) -> str:
    """The sections, each with its first articles."""
    reading = Reading(locale)
    reading.keep_list()
    return render_template("articles/index.html", shelves=reading.beginnings(), addresses=addresses_in("articles.index", locale))


@bp.get("/<locale:locale>/articles/section/<section>")
def section(locale: str, section: str) -> str:
    """All articles of one section, page by page."""
    reading = Reading(locale)
    chosen = next((each for each in reading.sections if each.id == section), None)
    shelf = reading.lists.page(chosen, request.args.get("page", 1, type=int)) if chosen else None
    if shelf is None:
        abort(404)
    reading.keep_list()
    return render_template("articles/section.html", shelf=shelf, addresses=addresses_in("articles.section", locale, section=section))


@bp.get("/<locale:locale>/articles/<slug>")
def article(locale: str, slug: str) -> str:
    """One article, in another language when it is not translated."""
    reading = Reading(locale)
    found = reading.get_article(slug)
    reading.keep(*found.files)
    return render_article(reading, found)


@bp.get("/<locale:locale>/articles/<slug>.md")
def source(locale: str, slug: str) -> Response:
    """The same article as Markdown, for those who read or process plain text."""
    reading = Reading(locale)
    found = reading.get_article(slug)
    redirect_to_written(locale, found)
    text = find_source(services().library, slug, locale, reading.values, services().settings.public_url, reading.now)
    reading.keep(*found.files)
    canonical = external_url("articles.article", locale=locale, slug=slug)
    return Response(text, content_type="text/markdown; charset=utf-8", headers={"Link": f'<{canonical}>; rel="canonical"'})


@bp.get("/<locale:locale>/articles/<slug>.pdf")
def paper(locale: str, slug: str) -> ResponseReturnValue:
    """The same article to print; in plain words when it cannot be made now."""
    return answer_article_pdf(Reading(locale), slug)


@bp.get("/pictures/<folder>/<slug>/<name>")
def picture(folder: str, slug: str, name: str) -> Response:
    """A picture beside a text of content/; its address changes with its bytes."""
    found = services().library.find_picture(folder, slug, name)
    is_exact = found is not None and found.url.endswith(f"/{name}")
    # Who knows the hash has seen the picture. An older one is led to the present picture, but not to that of a text nobody may read yet.
    if found is None or not (is_exact or _is_public(folder, slug)):
        abort(404)
    response = make_response(found.data)
    response.content_type = found.media_type
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = A_YEAR if is_exact else "no-cache"
    return response


def _is_public(folder: str, slug: str) -> bool:
    return folder != ARTICLES.folder or bool(translations_of_article(services().library, slug, services().clock()))


def answer_article_pdf(reading: Reading, slug: str) -> ResponseReturnValue:
    """An article on paper for this reader; its canonical address is that of the page."""
    found = reading.get_article(slug)
    redirect_to_written(reading.locale, found)
    public_url = services().settings.public_url
    page = public_url + reading.place.article(found.locale, slug)
    answer = make_response(answer_pdf(make_document(found, reading.branding, public_url), f"{slug}-{found.locale}.pdf", page))
    canonical = external_url("articles.article", locale=found.locale, slug=slug)
    answer.headers["Link"] = f'<{canonical}>; rel="canonical"'
    return answer
