"""Single sentences of servers in many languages and of many makers, as they are copied out of a log or a report."""

import pytest

from helpcenter.bounces.child import make_engine
from helpcenter.config import HOUSE
from tests.bounces.exam import Engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return make_engine(HOUSE / "content" / "bounces")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("553 5.1.1 Relaying disallowed as recipient user account does not exist", "unknown-user"),
        ("552 5.7.0 Rejected: disallowed attachment", "dangerous-content"),
        ("5.2.121 Recipient's per hour message receive limit from specific sender exceeded", "rate-limited"),
        ("554 5.2.0 STOREDRV.Submit.Exception:SubmissionQuotaExceededException", "rate-limited"),
        ("Uživatel famille.a@example.org neexistuje", "unknown-user"),
        ("Modtageren famille.a@example.org findes ikke", "unknown-user"),
        ("Vastaanottajaa famille.a@example.org ei ole", "unknown-user"),
        ("받는 사람을 찾을 수 없습니다 famille.a@example.org", "unknown-user"),
        ("收件人邮箱不存在 famille.a@example.org", "unknown-user"),
        ("Posta kutusu dolu famille.a@example.org", "mailbox-full"),
        ("صندوق البريد ممتلئ famille.a@example.org", "mailbox-full"),
        ("Mailbox van famille.a@example.org is vol", "mailbox-full"),
        ("Почтовый ящик переполнен famille.a@example.org", "mailbox-full"),
        ("550 This mailbox uses challenge-response: confirm that you are a real person", "challenge"),
    ],
)
def test_a_sentence_of_a_server_is_understood(engine: Engine, line: str, reason: str) -> None:
    assert engine(line.encode()).reason == reason
