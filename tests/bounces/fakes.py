"""An explainer that answers by a word of the message: for the pages, which must not care how it is found."""

from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs
from helpcenter.bounces.worker import Refused

ADDRESS = "famille.a@mail.example"
ANSWERS: dict[bytes, Explanation | Refused] = {
    b"slow": Refused("too_slow"),
    b"perhaps": Explanation(Kind.PERMANENT, reason="mailbox-inactive", who_acts=WhoActs.ORGANISATION, is_certain=False),
    b"unknown": Explanation(
        Kind.PERMANENT,
        (ADDRESS,),
        "5.1.1",
        "unknown-user",
        Cause.RECIPIENT,
        WhoActs.ORGANISATION,
        "mistyped-address#check",
        f"550 5.1.1 <{ADDRESS}>: user unknown",
    ),
    b"preblocked": Explanation(
        Kind.BLOCKED, (ADDRESS,), "", "suppressed", Cause.SUPPRESSED, WhoActs.ORGANISATION, "blocked-mail#what-to-do", "preblocked"
    ),
    b"complaint": Explanation(Kind.COMPLAINT, (ADDRESS, "famille.b@mail.example"), "", "reported", Cause.REPORTED, WhoActs.ORGANISATION),
    b"listed": Explanation(
        Kind.BLOCKED, (ADDRESS,), "5.7.1", "reputation", Cause.SENDER_SIDE, WhoActs.VENDOR, "", f"554 5.7.1 <{ADDRESS}> refused: listed"
    ),
    b"full": Explanation(Kind.TEMPORARY, (ADDRESS,), "4.2.2", "mailbox-full", Cause.RECIPIENT, WhoActs.FAMILY),
}
ORDINARY = Explanation(Kind.NOT_A_BOUNCE, reason="ordinary-mail")


class FakeExplainer:
    """Knows a few words."""

    def explain(self, message: bytes) -> Explanation | Refused:
        """The answer of the first word that the message holds."""
        return next((answer for word, answer in ANSWERS.items() if word in message), ORDINARY)
