"""The words of the dossier on paper, which is made outside requests."""

from collections.abc import Callable


def on_paper(gettext: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """The words that stand on paper, in the language of this gettext: paper is made outside requests."""
    kinds = {
        "spam": gettext("Reported as spam"),
        "hard_bounce": gettext("Permanent error"),
        "soft": gettext("Temporary errors"),
        "unsubscribe": gettext("Unsubscribed"),
        "manual": gettext("Entered by hand"),
        "unknown": gettext("Not known yet"),
    }
    methods = {
        "web_form": gettext("on our page"),
        "mail_reply": gettext("by mail"),
        "paper_form": gettext("on paper, signed"),
        "counter": gettext("at the counter"),
        "phone": gettext("on the telephone"),
    }
    carriers = {
        "mailbox": gettext("mail of the organisation"),
        "sms": gettext("text message"),
        "letter": gettext("letter or slip"),
        "counter": gettext("counter"),
        "messenger": gettext("messenger"),
        "phone": gettext("telephone"),
    }
    return {"kinds": kinds, "methods": methods, "carriers": carriers}
