"""Articles in requests: which one, for which reader, and the way on when it is not there."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from flask import Response, abort, current_app, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from helpcenter.articles.addresses import Addresses, make_addresses
from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.former import Archived, Moved, find_former
from helpcenter.articles.lists import Reader, Shelved, Surroundings
from helpcenter.articles.places import ArticlePlace
from helpcenter.articles.queries import Article, find_article
from helpcenter.articles.sections import FILE, Section, read_sections
from helpcenter.articles.structured import describe
from helpcenter.documents.html_rewriting import rewrite_links
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import INTERFACE_LOCALES, get_locale
from helpcenter.organisations.public_pages import public_logo
from helpcenter.organisations.shown_branding import ShownBranding, vendor_branding
from helpcenter.web.breaking import break_code
from helpcenter.web.context import services
from helpcenter.web.kept import keep
from helpcenter.web.locale import _
from helpcenter.web.pages import external_url
from helpcenter.web.qr import qr_svg

# How long browsers may remember that an article has moved: an author may take it back.
REMEMBER_MOVE = "public, max-age=86400"


def the_catalogue() -> Catalogue:
    """The catalogue of this application."""
    found: Catalogue = current_app.extensions["catalogue"]
    return found


class Reading:
    """One request of a reader: the language asked for, and whose pages these are (the vendor's, or an organisation's)."""

    def __init__(self, locale: str, branding: ShownBranding | None = None) -> None:
        settings = services().settings
        self.locale = locale
        self.branding = branding or vendor_branding(settings)
        self.place = ArticlePlace(self.branding.slug)
        self.values: Mapping[str, str] = {**site_variables(settings), "sender_address": self.branding.sender_address}
        self.now: datetime = services().clock()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, as the files are now."""
        the_catalogue().look()
        return the_catalogue()

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections."""
        return read_sections(services().library)

    @cached_property
    def lists(self) -> Reader:
        """The lists that this reader sees."""
        return Reader(services().library, self.catalogue, self.values, self.locale, self.now)

    def get_article(self, slug: str) -> Article:
        """The article; else the answer that leads on: 301 where it moved, 410 when it is archived, 404."""
        found = find_article(services().library, slug, self.locale, self.values, self.now)
        return found or self._lead_on(slug)

    def beginnings(self) -> list[Shelved]:
        """The first articles of each section."""
        return self.lists.beginnings(self.sections)

    def around(self, article: Article) -> Surroundings:
        """What stands around an article."""
        return self.lists.around(article.row, self.sections)

    def keep(self, *files: Path) -> None:
        """Keep this page until one of the files or something that links to other articles show has changed."""
        lists = (self.catalogue.links_stamp_file, services().library.root / FILE)
        keep([*files, *lists], until=self.catalogue.next_publication(self.now))

    def keep_list(self, *files: Path) -> None:
        """Keep a page of lists: it also looks at all files, so that an edit is seen at once."""
        catalogue = self.catalogue
        lists = (catalogue.stamp_file, services().library.root / FILE)
        keep([*files, *lists], until=catalogue.next_publication(self.now), is_current=lambda: catalogue.look() > 0)

    def _lead_on(self, slug: str) -> NoReturn:
        former = find_former(self.catalogue, slug, self.locale, self.now)
        if isinstance(former, Moved):
            address = url_for(str(request.endpoint), **{**(request.view_args or {}), "slug": former.slug})
            moved = redirect(address, 301)
            moved.headers["Cache-Control"] = REMEMBER_MOVE
            abort(moved)
        if isinstance(former, Archived):
            abort(self._gone(former))
        abort(404)

    def _gone(self, former: Archived) -> Response:
        page = render_template("articles/gone.html", around=self.lists.around(former.row, self.sections), place=self.place)
        response = make_response(page, 410)
        # An archived article may be published again: nobody is to remember that it was gone.
        response.headers["Cache-Control"] = "no-store"
        return response


def redirect_to_written(locale: str, article: Article) -> None:
    """Lead files (.md, .pdf) to the language that exists: unlike a page they cannot say that it is another one."""
    if article.locale != locale:
        abort(redirect(url_for(str(request.endpoint), **{**(request.view_args or {}), "locale": article.locale})))


def render_article(reading: Reading, article: Article) -> str:
    """The page of an article."""
    around = reading.around(article)
    addresses = addresses_in("articles.article", article.locale, article.translations, slug=article.slug)
    page = services().settings.public_url + reading.place.article(article.locale, article.slug)
    sender = reading.branding.sender_address
    return render_template(
        "articles/article.html",
        article=article,
        html=break_code(rewrite_links(article.html, reading.place.adapt) if reading.branding.slug else article.html, sender),
        around=around,
        place=reading.place,
        branding=reading.branding,
        logo=public_logo(reading.branding),
        photo=_photo(article),
        addresses=addresses,
        page=page,
        qr=Markup(qr_svg(page)),  # noqa: S704 - drawn by our library from our own address
        structured=_structured(article, around, addresses),
        written_in=get_locale(article.locale),
        is_other=article.locale != reading.locale,
    )


def addresses_in(endpoint: str, locale: str, locales: tuple[str, ...] = INTERFACE_LOCALES, **values: str) -> Addresses:
    """The addresses of a page in each of these languages."""
    return make_addresses(lambda code: external_url(endpoint, locale=code, **values), locale, locales)


def _photo(article: Article) -> str:
    """The picture of a link preview: the first photo; drawings are not understood there."""
    photos = (picture.url for picture in article.pictures if picture.media_type != "image/svg+xml")
    url = next(photos, "")
    return services().settings.public_url + url if url else ""


def _structured(article: Article, around: Surroundings, addresses: Addresses) -> dict[str, object]:
    locale = article.locale
    crumbs = [(_("Start"), external_url("articles.start", locale=locale)), (_("Articles"), external_url("articles.index", locale=locale))]
    title = ""
    if around.section:
        title = around.section.title_in(locale)
        crumbs.append((title, external_url("articles.section", locale=locale, section=around.section.id)))
    crumbs.append((article.title, addresses.canonical))
    return describe(article, addresses.canonical, services().settings.vendor_name, title, crumbs)
