"""Families find their sheet: which mailbox, which device, then the best sheet. Plain links; nothing depends on who looks."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.articles.addresses import make_addresses
from helpcenter.db import db
from helpcenter.documents.typography import typeset
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.public_pages import get_public_branding, public_logo, public_stamp
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.shown_branding import ShownBranding, vendor_branding
from helpcenter.tutorials.choices import files_of_choices, list_tutorials
from helpcenter.tutorials.choosing import Chooser, Mailbox, read_ending
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.places import sheet_path
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.tutorial import GENERIC, Device, Tutorial
from helpcenter.web.context import services
from helpcenter.web.kept import keep
from helpcenter.web.kit import csrf
from helpcenter.web.limits import limiter

bp = Blueprint("tutorials_finder", __name__)
# The form only leads on: nothing is written, nobody is signed in.
csrf.exempt(bp)
# Posted, for what is typed may be a whole address, and addresses of pages stand in logs and histories.
ASKED = ["GET", "POST"]
RECENT_SECONDS = 10


@dataclass(frozen=True)
class Finder:
    """One look at the sheets of an organisation, or of the vendor, in one language."""

    locale: str
    branding: ShownBranding
    custom: Customisation

    @cached_property
    def chooser(self) -> Chooser:
        """The rule, with the sheets that may be chosen; made once for a page, for it reads every tutorial."""
        return make_chooser(self.locale, self.custom)

    def path(self, *parts: str) -> str:
        """The address of a page of this search: `path()` is its beginning, `path("for", "gmail", "phone")` one answer."""
        return "/".join((sheet_path(self.branding, "", self.locale).rstrip("/"), *(parts or ("",))))

    def files(self) -> set[Path]:
        """What these pages are kept by."""
        stamps = {public_stamp(self.branding.slug)} if self.branding.slug else set()
        return files_of_choices(the_tutorials(), self.locale) | stamps

    def mailbox(self, slug: str) -> Mailbox:
        """The mailbox that an address names; 404 when there is no sheet for it."""
        return self.chooser.find(slug) or abort(404)

    def render(self, template: str, *tail: str, **words: object) -> str:
        """A page of this search, kept until a sheet or the organisation changes."""
        keep(self.files())
        site = services().settings.public_url
        addresses = make_addresses(lambda code: site + Finder(code, self.branding, self.custom).path(*tail), self.locale, FAMILY_LOCALES)
        return render_template(
            template,
            finder=self,
            branding=self.branding,
            logo=public_logo(self.branding),
            addresses=addresses,
            address_of=self.sheet,
            typeset=lambda text: typeset(text, self.locale),
            **words,
        )

    def sheet(self, tutorial: Tutorial) -> str:
        """The address of a sheet."""
        return sheet_path(self.branding, tutorial.id, self.locale)


def make_chooser(locale: str, custom: Customisation) -> Chooser:
    """The rule over all sheets of a language."""
    return Chooser(*_read_sheets(the_tutorials(), locale), custom)


def recent_chooser(locale: str, custom: Customisation) -> Chooser:
    """The same over the sheets of some seconds ago: for a page that is made for one person, and for which reading them all is too slow."""
    return Chooser(*_read_sheets_at(the_tutorials(), locale, int(services().clock().timestamp()) // RECENT_SECONDS), custom)


def _read_sheets(tutorials: Tutorials, locale: str) -> tuple[tuple[Tutorial, ...], dict[str, tuple[str, ...]]]:
    return list_tutorials(tutorials, locale), domains_by_client(tutorials)


def domains_by_client(tutorials: Tutorials) -> dict[str, tuple[str, ...]]:
    """How addresses of each mail client end; one whose file is broken is left out, as its sheets are."""
    return {client.client: client.domains for client in tutorials.readable_clients()}


@lru_cache(maxsize=16)
def _read_sheets_at(tutorials: Tutorials, locale: str, moment: int) -> tuple[tuple[Tutorial, ...], dict[str, tuple[str, ...]]]:
    return _read_sheets(tutorials, locale)


def neutral_finder(locale: str) -> Finder:
    """The sheets that belong to no organisation."""
    return Finder(locale, vendor_branding(services().settings), PLAIN)


def branded_finder(locale: str, slug: str) -> Finder:
    """The sheets of an organisation, those that it chose."""
    branding = get_public_branding(slug)
    organisation = find_organisation(db.session, slug)
    custom = find_customisation(db.session, organisation.id) if organisation else PLAIN
    return Finder(locale, custom.in_language(branding, locale), custom)


def render_start(finder: Finder) -> str:
    """Which mailbox?"""
    return finder.render("tutorials/index.html", mailboxes=finder.chooser.mailboxes())


@bp.route("/<family:locale>/tutorials/for", methods=ASKED)
@limiter.limit("120 per minute")
def find(locale: str) -> ResponseReturnValue:
    """How does your address end? Leads on to the mailbox."""
    return _lead_on(neutral_finder(locale))


@bp.get("/<family:locale>/tutorials/for/<mailbox>")
def mailbox(locale: str, mailbox: str) -> str:
    """This phone or a computer?"""
    return _ask_device(neutral_finder(locale), mailbox)


@bp.get("/<family:locale>/tutorials/for/<mailbox>/<any(computer,phone):device>")
def ways(locale: str, mailbox: str, device: str) -> str:
    """The sheets, the best first."""
    return _show_ways(neutral_finder(locale), mailbox, Device(device))


@bp.route("/<family:locale>/o/<organisation>/for", methods=ASKED)
@limiter.limit("120 per minute")
def branded_find(locale: str, organisation: str) -> ResponseReturnValue:
    """The same for an organisation's families."""
    return _lead_on(branded_finder(locale, organisation))


@bp.get("/<family:locale>/o/<organisation>/for/<mailbox>")
def branded_mailbox(locale: str, organisation: str, mailbox: str) -> str:
    """The same for an organisation's families."""
    return _ask_device(branded_finder(locale, organisation), mailbox)


@bp.get("/<family:locale>/o/<organisation>/for/<mailbox>/<any(computer,phone):device>")
def branded_ways(locale: str, organisation: str, mailbox: str, device: str) -> str:
    """The same for an organisation's families."""
    return _show_ways(branded_finder(locale, organisation), mailbox, Device(device))


def _lead_on(finder: Finder) -> ResponseReturnValue:
    """A redirect to the mailbox, which names nobody; whole addresses that arrive anyway end here."""
    ending = read_ending(request.values.get("end", ""))
    found = finder.chooser.find_by_domain(ending) if ending else None
    # 303: the browser goes on with GET, and a reload does not send what was typed once more.
    response = redirect(finder.path("for", found.slug) if found else finder.path(), 303)
    response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
    return response


def _ask_device(finder: Finder, slug: str) -> str:
    found = finder.mailbox(slug)
    return finder.render("tutorials/device.html", "for", slug, mailbox=found)


def _show_ways(finder: Finder, slug: str, device: Device) -> str:
    found = finder.mailbox(slug)
    if device not in found.devices:
        abort(404)
    chooser = finder.chooser
    ways = chooser.ways(found, device)
    # A program whose sheets stand above already is not offered a second time.
    others = [each for each in chooser.programs(device) if each.client != found.client and not set(each.sheets) & set(ways.in_order)]
    generic = next((each for each in chooser.mailboxes() if each.is_generic), None)
    is_known = not all(sheet.id == GENERIC for sheet in ways.in_order)
    return finder.render(
        "tutorials/ways.html", "for", slug, device.value, mailbox=found, ways=ways, others=others, generic=generic if is_known else None
    )
