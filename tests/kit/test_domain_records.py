"""Asking a real server on this machine."""

import pytest

from helpcenter.kit.domain_records import DnsRecords, NotAnsweredError
from tests.kit.dns_server import serve_dns

QUICK = 0.4


def test_records_are_found_and_their_pieces_are_put_together() -> None:
    long = "v=DKIM1; p=" + "A" * 500
    with serve_dns({"mairie.example": ("v=spf1 -all", "other"), "key.mairie.example": (long,)}) as address:
        records = DnsRecords([address])
        assert sorted(records.find_texts("mairie.example") or ()) == ["other", "v=spf1 -all"]
        assert records.find_texts("key.mairie.example") == (long,)


def test_a_name_without_records_is_not_a_name_that_does_not_exist() -> None:
    with serve_dns({"mairie.example": ()}) as address:
        records = DnsRecords([address])
        assert records.find_texts("mairie.example") == ()
        assert records.find_texts("nowhere.example") is None


@pytest.mark.parametrize("trouble", ["failing", "silent", "cut"])
def test_a_server_that_fails_is_silent_or_breaks_off_has_not_answered(trouble: str) -> None:
    troubles = {trouble: ["mairie.example"]}
    with serve_dns({"mairie.example": ("v=spf1 -all",)}, **troubles) as address, pytest.raises(NotAnsweredError):
        DnsRecords([address], QUICK).find_texts("mairie.example")


def test_without_a_server_there_is_no_answer() -> None:
    with pytest.raises(NotAnsweredError):
        DnsRecords(["127.0.0.1:9"], QUICK).find_texts("mairie.example")


@pytest.mark.parametrize("name", ["..", "a" * 70 + ".example", "é" * 90])
def test_what_is_no_name_is_not_answered(name: str) -> None:
    with serve_dns({}) as address, pytest.raises(NotAnsweredError):
        DnsRecords([address], QUICK).find_texts(name)


def test_what_nobody_can_see_in_a_record_is_marked() -> None:
    with serve_dns({"mairie.example": ("v=spf1\x00\x1b[2J -all",)}) as address:
        assert DnsRecords([address]).find_texts("mairie.example") == ("v=spf1\ufffd\ufffd[2J -all",)
