"""One look at a code: the invitation, its organisation, the language and the notice of this moment."""

from dataclasses import dataclass
from typing import NoReturn

from flask import abort, make_response, render_template, request
from flask_babel import force_locale

from helpcenter.consent.addresses import domain_of, mask_address
from helpcenter.consent.codes import clean_code, group_code, hash_code, is_code
from helpcenter.consent.guesses import may_guess_again
from helpcenter.consent.models import Invitation
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.queries import GONE, CodeState, Receipt, find_invitation, find_receipt, is_paused, sender_of, state_of
from helpcenter.consent.setup import current_desk
from helpcenter.consent.stamps import Stamp, StampError, Stamps
from helpcenter.db import db
from helpcenter.i18n.locales import choose_locale
from helpcenter.organisations.models import Organisation
from helpcenter.web.context import services


@dataclass(frozen=True)
class Visit:
    """What the pages of one code need."""

    code: str
    invitation: Invitation
    organisation: Organisation
    locale: str
    notice: ShownNotice

    @property
    def state(self) -> CodeState:
        """What this code is now."""
        return state_of(self.invitation, services().clock())

    @property
    def receipt(self) -> Receipt | None:
        """The receipt, once the record was answered."""
        return find_receipt(db.session, self.invitation.record_id)

    @property
    def is_paused(self) -> bool:
        """True while this code rests after too many attempts."""
        return is_paused(self.invitation, services().clock())

    @property
    def masked_address(self) -> str:
        """The address as it may be shown."""
        return mask_address(self.invitation.address)

    @property
    def domain(self) -> str:
        """What is printed after the box."""
        return domain_of(self.invitation.address)

    @property
    def grouped_code(self) -> str:
        """The code as people read it."""
        return group_code(self.code)

    def stamp(self, other: str = "") -> str:
        """The signed field for a form on this page."""
        return _stamps().make(self.invitation.code_hash, self.notice.sha256, self.locale, other)

    def is_current(self, stamp: Stamp) -> bool:
        """True when the form that was sent stood under what is shown now."""
        return stamp.is_fresh(self.notice.sha256, services().clock())

    def render(self, template: str, **words: object) -> str:
        """A page in the language of this visit."""
        with force_locale(self.locale):
            return render_template(template, visit=self, **words)


def open_visit(typed: str, locale: str = "") -> Visit:
    """Find the invitation of a code; codes that cannot be answered all get the same page."""
    code = clean_code(typed)
    invitation = find_invitation(db.session, code) if is_code(code) else None
    if invitation is None or state_of(invitation, services().clock()) in GONE:
        turn_away()
    return _make_visit(code, invitation, locale or _asked_locale(invitation))


def turn_away() -> NoReturn:
    """The page for unknown, expired and revoked codes: it names the other ways, and nobody."""
    # Counted here only: a right code, whatever became of it, is no guess and is always answered.
    status = 410 if may_guess_again() else 429
    abort(make_response(render_template("consent/gone.html", is_paused=status != 410), status))


def read_stamp(typed: str) -> Stamp:
    """The signed field of the form that was sent for this code; 400 without one of ours."""
    try:
        return _stamps().read(request.form.get("stamp", ""), _hash_of(typed))
    except StampError:
        abort(400)


def _make_visit(code: str, invitation: Invitation, locale: str) -> Visit:
    desk = current_desk()
    organisation = db.session.get_one(Organisation, invitation.organisation_id)
    sender = sender_of(db.session, organisation, desk.settings)
    return Visit(code, invitation, organisation, locale, desk.show_notice(locale, organisation.name, sender))


def _asked_locale(invitation: Invitation) -> str:
    """The language chosen on the page, else the person's, else the browser's."""
    wanted = (request.args.get("locale", ""), invitation.locale)
    offered = current_desk().notices.locales()
    known = (locale for locale in wanted if locale in offered)
    return next(known, None) or choose_locale(request.accept_languages.values(), offered)


def _stamps() -> Stamps:
    return Stamps(services().settings.secret_key, services().clock)


def _hash_of(typed: str) -> str:
    return hash_code(clean_code(typed))
