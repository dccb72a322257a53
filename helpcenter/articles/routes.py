"""What everybody reads: the start page, the articles, their pictures. The same for every visitor: no session is touched."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.articles.addresses import Addresses, make_addresses
from helpcenter.articles.content import GUIDE
from helpcenter.articles.queries import files_of_article, files_of_list, find_article, find_source, list_articles
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import INTERFACE_LOCALES, choose_locale, get_locale
from helpcenter.web.context import services
from helpcenter.web.kept import keep
from helpcenter.web.pages import external_url

bp = Blueprint("articles", __name__)

# A picture is opened alone at most: it may style itself, and nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
A_YEAR = "public, max-age=31536000, immutable"


@bp.get("/")
def root() -> ResponseReturnValue:
    """Lead to the start page in the language of the browser."""
    locale = choose_locale(request.accept_languages.values())
    response = redirect(url_for("articles.start", locale=locale))
    response.vary.add("Accept-Language")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/<locale:locale>/")
def start(locale: str) -> str:
    """The start page."""
    keep([])
    settings = services().settings
    return render_template("articles/start.html", guide=GUIDE, settings=settings, addresses=_addresses("articles.start", locale))


@bp.get("/<locale:locale>/articles/")
def index(locale: str) -> str:
    """All articles."""
    library = services().library
    articles = list_articles(library, locale, site_variables(services().settings))
    keep(files_of_list(library))
    return render_template("articles/index.html", articles=articles, addresses=_addresses("articles.index", locale))


@bp.get("/<locale:locale>/articles/<slug>")
def article(locale: str, slug: str) -> str:
    """One article, in another language when it is not translated."""
    found = find_article(services().library, slug, locale, site_variables(services().settings))
    if found is None:
        abort(404)
    keep(found.files)
    addresses = _addresses("articles.article", found.locale, found.translations, slug=slug)
    written_in = get_locale(found.locale)
    return render_template(
        "articles/article.html", article=found, addresses=addresses, written_in=written_in, is_other=found.locale != locale
    )


@bp.get("/<locale:locale>/articles/<slug>.md")
def source(locale: str, slug: str) -> Response:
    """The same article as Markdown, for those who read or process plain text."""
    settings = services().settings
    text = find_source(services().library, slug, locale, site_variables(settings), settings.public_url)
    if text is None:
        abort(404)
    keep(files_of_article(services().library, slug))
    canonical = external_url("articles.article", locale=locale, slug=slug)
    return Response(text, content_type="text/markdown; charset=utf-8", headers={"Link": f'<{canonical}>; rel="canonical"'})


@bp.get("/pictures/<folder>/<slug>/<name>")
def picture(folder: str, slug: str, name: str) -> Response:
    """A picture beside a text of content/; its address changes with its bytes."""
    found = services().library.find_picture(folder, slug, name)
    if found is None:
        abort(404)
    response = make_response(found.data)
    response.content_type = found.media_type
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = A_YEAR if found.url.endswith(f"/{name}") else "no-cache"
    return response


def _addresses(endpoint: str, locale: str, locales: tuple[str, ...] = INTERFACE_LOCALES, **values: str) -> Addresses:
    return make_addresses(lambda code: external_url(endpoint, locale=code, **values), locale, locales)
