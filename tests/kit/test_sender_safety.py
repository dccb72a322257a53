"""What a domain publishes, judged; nothing is green that nobody has seen."""

import base64
from collections.abc import Collection, Mapping

import pytest
from flask import Flask

from helpcenter.kit.domain_records import NotAnsweredError
from helpcenter.kit.findings import Finding, Reason, Subject, Verdict
from helpcenter.kit.safety_words import say, say_overall
from helpcenter.kit.sender_safety import Overall, Provider, SenderSafety, check_sender

ADDRESS = "accueil@mairie.example"
INCLUDE = "spf.provider.example"
PROVIDER = Provider(INCLUDE, ("provider", "other"))
KEY = base64.b64encode(b"k" * 162).decode()
GOOD = {
    "mairie.example": ("some other text", f"v=spf1 include:{INCLUDE} mx -all"),
    INCLUDE: ("v=spf1 ip4:192.0.2.0/24 ?all",),
    "provider._domainkey.mairie.example": (f"v=DKIM1; k=rsa; p={KEY}",),
    "_dmarc.mairie.example": ("v=DMARC1; p=quarantine; rua=mailto:dmarc@mairie.example",),
}


class FakeRecords:
    """Records from a dictionary; some names get no answer."""

    def __init__(self, records: Mapping[str, tuple[str, ...]], unanswered: Collection[str] = ()) -> None:
        self.records = records
        self.unanswered = unanswered
        self.asked: list[str] = []

    def find_texts(self, name: str) -> tuple[str, ...] | None:
        """What stands there."""
        self.asked.append(name)
        if name in self.unanswered:
            raise NotAnsweredError(name)
        return self.records.get(name)


def safety(unanswered: Collection[str] = (), address: str = ADDRESS, **changes: tuple[str, ...] | None) -> SenderSafety:
    """The check of the good domain with some records changed: spf, dkim, dmarc."""
    names = {"spf": "mairie.example", "dkim": "provider._domainkey.mairie.example", "dmarc": "_dmarc.mairie.example", "include": INCLUDE}
    records = dict(GOOD)
    for name, texts in changes.items():
        records.pop(names[name])
        if texts is not None:
            records[names[name]] = texts
    return check_sender(address, FakeRecords(records, unanswered), PROVIDER)


def finding(found: SenderSafety, subject: Subject) -> Finding:
    return next(each for each in found.findings if each.subject is subject)


def test_a_domain_that_publishes_all_three_is_good() -> None:
    found = safety()
    assert [each.verdict for each in found.findings] == [Verdict.GOOD] * 4
    assert found.overall is Overall.GOOD


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (None, Reason.NO_DOMAIN),
        ((), Reason.SPF_MISSING),
        (("v=spf10 -all",), Reason.SPF_MISSING),
        (("v=spf1 -all", "v=spf1 mx -all"), Reason.SPF_SEVERAL),
        ((f"v=spf1 include:{INCLUDE} +all",), Reason.SPF_EVERYBODY),
        ((f"v=spf1 include:{INCLUDE} all",), Reason.SPF_EVERYBODY),
        ((f"v=spf1 include:{INCLUDE} ip4:0.0.0.0/0 -all",), Reason.SPF_EVERYBODY),
        ((f"v=spf1 include:{INCLUDE} ?all",), Reason.SPF_OPEN),
        ((f"v=spf1 include:{INCLUDE}",), Reason.SPF_OPEN),
        (("v=spf1 mx -all",), Reason.SPF_PROVIDER),
        ((f"v=spf1 include:{INCLUDE} {'a ' * 10}-all",), Reason.SPF_LOOKUPS),
        ((f"v=spf1 include:{INCLUDE} include:nowhere.example -all",), Reason.SPF_BROKEN),
        ((f"v=spf1 include:{INCLUDE} ipv4:192.0.2.1 -all",), Reason.SPF_BROKEN),
        ((f"v=spf1 include:{INCLUDE} redirect=nowhere.example",), Reason.SPF_BROKEN),
    ],
)
def test_what_is_wrong_with_spf_is_named(record: tuple[str, ...] | None, reason: Reason) -> None:
    found = safety(spf=record)
    assert (finding(found, Subject.SPF).verdict, finding(found, Subject.SPF).reason) == (Verdict.TO_MEND, reason)
    assert found.overall is Overall.TO_MEND


def test_exactly_ten_look_ups_are_good() -> None:
    assert finding(safety(spf=(f"v=spf1 include:{INCLUDE} {'a ' * 9}-all",)), Subject.SPF).verdict is Verdict.GOOD


def test_look_ups_of_included_records_are_counted_too() -> None:
    found = safety(spf=(f"v=spf1 include:{INCLUDE} a a a a a -all",), include=("v=spf1 a a a a a -all",))
    assert finding(found, Subject.SPF).reason is Reason.SPF_LOOKUPS


def test_an_include_that_lets_everybody_send_is_found() -> None:
    assert finding(safety(include=("v=spf1 +all",)), Subject.SPF).reason is Reason.SPF_EVERYBODY


def test_a_record_that_includes_itself_ends() -> None:
    found = safety(include=(f"v=spf1 include:{INCLUDE} -all",))
    assert finding(found, Subject.SPF).reason is Reason.SPF_LOOKUPS


def test_a_macro_cannot_be_followed_and_is_not_called_good() -> None:
    found = safety(spf=(f"v=spf1 include:{INCLUDE} include:%{{i}}.mairie.example -all",))
    assert finding(found, Subject.SPF).verdict is Verdict.NOT_CHECKED


@pytest.mark.parametrize(
    ("record", "proposal"),
    [
        ((), f"v=spf1 include:{INCLUDE} ~all"),
        (("v=spf1 mx -all",), f"v=spf1 include:{INCLUDE} mx -all"),
        ((f"v=spf1 include:{INCLUDE} mx ?all",), f"v=spf1 include:{INCLUDE} mx ~all"),
        (("v=spf1 mx -all", f"v=spf1 include:{INCLUDE} mx ~all"), f"v=spf1 mx include:{INCLUDE} ~all"),
    ],
)
def test_the_line_to_publish_keeps_what_stands_there(record: tuple[str, ...], proposal: str) -> None:
    line = finding(safety(spf=record), Subject.SPF).lines[0]
    assert (line.name, line.value) == ("mairie.example", proposal)


def test_a_key_under_no_known_name_proves_nothing() -> None:
    found = safety(dkim=None)
    assert (finding(found, Subject.DKIM).verdict, finding(found, Subject.DKIM).reason) == (Verdict.NOT_CHECKED, Reason.DKIM_NOT_FOUND)
    assert found.overall is Overall.NOT_CHECKED


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("v=DKIM1; p=", Reason.DKIM_REVOKED),
        ("v=DKIM1; p=AAAA", Reason.DKIM_WEAK),
        ("v=DKIM1; p=not base64 é", Reason.DKIM_WEAK),
        ("k=rsa", Reason.DKIM_NOT_FOUND),
    ],
)
def test_a_key_that_does_not_work_is_not_good(record: str, reason: Reason) -> None:
    assert finding(safety(dkim=(record,)), Subject.DKIM).reason is reason


def test_a_short_key_of_the_newer_kind_is_good() -> None:
    key = base64.b64encode(b"k" * 32).decode()
    assert finding(safety(dkim=(f"v=DKIM1; k=ed25519; p={key}",)), Subject.DKIM).verdict is Verdict.GOOD


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (None, Reason.DMARC_MISSING),
        (("v=DMARC2; p=reject",), Reason.DMARC_MISSING),
        (("v=DMARC1; p=none",), Reason.DMARC_NONE),
        (("v=DMARC1; p=reject; pct=0",), Reason.DMARC_NONE),
        (("v=DMARC1; rua=mailto:a@b.example",), Reason.DMARC_BROKEN),
        (("v=DMARC1; p=reject", "v=DMARC1; p=none"), Reason.DMARC_SEVERAL),
        (("v=DMARC1; p=reject; adkim=s",), Reason.DMARC_STRICT),
        (("v=DMARC1;p=REJECT",), Reason.DMARC_GOOD),
    ],
)
def test_the_policy_is_read_as_mailbox_providers_read_it(records: tuple[str, ...] | None, reason: Reason) -> None:
    assert finding(safety(dmarc=records), Subject.DMARC).reason is reason


@pytest.mark.parametrize(("parent", "reason"), [("p=reject", Reason.DMARC_GOOD), ("p=reject; sp=none", Reason.DMARC_NONE)])
def test_a_domain_without_policy_has_the_one_of_the_domain_above(parent: str, reason: Reason) -> None:
    records = FakeRecords({**GOOD, "mails.mairie.example": GOOD["mairie.example"], "_dmarc.mairie.example": (f"v=DMARC1; {parent}",)})
    found = check_sender("accueil@mails.mairie.example", records, PROVIDER)
    assert finding(found, Subject.DMARC).reason is reason
    assert "_dmarc.example" not in records.asked


def test_the_policy_of_a_domain_with_many_names_is_its_own_however_deep_it_lies() -> None:
    domain = "a.b.c.d.e.f.g.h.i.mairie.example"
    records = FakeRecords({**GOOD, f"_dmarc.{domain}": ("v=DMARC1; p=reject",)})
    assert finding(check_sender(f"accueil@{domain}", records, PROVIDER), Subject.DMARC).reason is Reason.DMARC_GOOD
    asked = FakeRecords({})
    check_sender(f"accueil@{domain}", asked, PROVIDER)
    assert len([name for name in asked.asked if name.startswith("_dmarc.")]) == 7


@pytest.mark.parametrize("name", ["mairie.example", INCLUDE, "_dmarc.mairie.example", "provider._domainkey.mairie.example"])
def test_no_unanswered_question_ends_in_green(name: str) -> None:
    assert safety(unanswered=[name]).overall is Overall.NOT_CHECKED


def test_without_network_nothing_but_the_address_is_judged() -> None:
    every = [*GOOD, "other._domainkey.mairie.example"]
    verdicts = [each.verdict for each in safety(unanswered=every).findings]
    assert verdicts == [Verdict.GOOD, *[Verdict.NOT_CHECKED] * 3]


def test_a_mailbox_for_everybody_is_no_sender_address() -> None:
    records = FakeRecords(GOOD)
    found = check_sender("mairie@GMAIL.com", records, PROVIDER, {"gmail.com"})
    assert found.overall is Overall.TO_MEND
    assert found.findings[0].reason is Reason.FREE_MAIL
    assert records.asked == []


def test_what_was_found_survives_being_stored() -> None:
    found = safety(spf=())
    assert SenderSafety.from_json(found.to_json()) == found


def test_every_finding_has_words(app: Flask) -> None:
    with app.test_request_context("/?locale=en"):
        for reason in Reason:
            said = say(Finding(Subject.SPF, Verdict.TO_MEND, reason, "detail"))
            assert said.title
            assert said.meaning
        assert all(map(say_overall, Overall))
