"""What Flask-Security says, in our plain words where its own are technical, else in its own translation."""

from functools import cache
from importlib.resources import files

from babel.support import NullTranslations, Translations
from flask_security.babel import FsDomain

from helpcenter.web.locale import _, request_locale


def our_words() -> dict[str, str]:
    """Its messages, by their English text, in words that clerks understand."""
    return {
        "Email Address": _("E-mail address"),
        "Password": _("Password"),
        "New Password": _("New password"),
        "Retype Password": _("The same password again"),
        "Authentication failed - identity or password/passcode invalid": _(
            "This address and this password do not go together. Check both, or ask for a new password."
        ),
        "Instructions to reset your password have been sent to %(email)s.": _(
            "If %(email)s belongs to an account, a mail with a link is on its way. Look in the spam folder too."
        ),
        "Invalid reset password token.": _("This link is not valid any more. You can ask for a new one here."),
        "You did not reset your password within %(within)s. ": _(
            "This link was valid for %(within)s and has expired. You can ask for a new one here."
        ),
        "You successfully reset your password. Please authenticate using your new password.": _(
            "Your password is saved. You can sign in with it now."
        ),
        "You successfully changed your password.": _("Your new password is saved. Other devices have been signed out."),
        "Your new password must be different than your previous password.": _("The new password must differ from the one before."),
        "Password must be at least %(length)s characters": _(
            "This password is too short or too long: at least %(length)s characters, at most 128."
        ),
        "Password not provided": _("Type a password."),
        "Passwords do not match": _("The two passwords are not the same."),
        "Invalid password": _("This is not your current password."),
        "Email not provided": _("Type your e-mail address."),
        "Invalid email address": _("This is not an e-mail address. Example: name@town-hall.example"),
        "You must sign in to view this resource.": _("Please sign in to see this page."),
        "Redirections outside the domain are forbidden": _("This link leads away from this site and was not followed."),
    }


class SecurityWords(FsDomain):
    """Translates for Flask-Security."""

    def gettext(self, string: str, **variables: object) -> str:
        """The text in the language of the request."""
        # Put together for each request: its texts depend on who reads.
        text = our_words().get(string) or _catalog(request_locale().code).gettext(string)
        return text % variables if variables else text


@cache
def _catalog(locale: str) -> NullTranslations:
    # Its folders carry a region (fr_FR), which gettext does not find by the language alone.
    folder = files("flask_security") / "translations"
    names = [entry.name for entry in folder.iterdir() if entry.name == locale or entry.name.startswith(f"{locale}_")]
    return Translations.load(str(folder), sorted(names), "flask_security")
