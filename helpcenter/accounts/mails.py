"""Mails about accounts: every link is made from the public address, never from what a request claims."""

from typing import Any

from flask_security import MailUtil, hash_password

from helpcenter.accounts.invitations import VALID_FOR, make_invitation
from helpcenter.accounts.models import User
from helpcenter.db import db
from helpcenter.web.context import services
from helpcenter.web.pages import external_url

RESET = "security/email/reset_instructions"
NAMES = {
    RESET: "password-reset",
    "security/email/reset_notice": "password-changed",
    "security/email/change_notice": "password-changed",
}


class AccountMails(MailUtil):
    """Hands the mails of Flask-Security to our mailer."""

    def send_mail(self, template: str, *ignored: Any, **context: Any) -> None:
        """Send the mail of ours that says what this template would."""
        user: User = context["user"]
        if template == RESET:
            # An unknown address costs one hash: a known one must not answer sooner.
            hash_password("as slow as for an unknown address")
            _send(NAMES[template], user, link=external_url("security.reset_password", token=context["reset_token"]))
            # Nothing else is stored when somebody has forgotten a password: Flask-Security does not commit.
            db.session.commit()
        else:
            # The password is not stored yet: no mail says so before it is.
            _send(NAMES[template], user, link=external_url("security.forgot_password"))


def send_invitation(user: User, invited_to: str) -> str:
    """Invite somebody to an organisation or to the vendor's team; returns the link that the mail holds. Does not commit."""
    if user.password:
        link = external_url("security.login")
        _send("account-added", user, link=link, invited_to=invited_to)
        return link
    token = make_invitation(user, services().settings.secret_key, services().clock)
    link = external_url("accounts.accept", token=token)
    _send("account-invitation", user, link=link, invited_to=invited_to, days=VALID_FOR.days)
    return link


def _send(name: str, user: User, **variables: object) -> None:
    services().mail.send(name, user.email, user.locale, variables, session=db.session)
