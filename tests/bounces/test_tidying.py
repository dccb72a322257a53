import pytest

from helpcenter.bounces.tidying import tidy

LINE = "550 5.1.1 Boîte inconnue\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mail_saved_by_a_text_editor_is_read_as_any_other(encoding: str) -> None:
    assert tidy(LINE.encode(encoding)) == LINE.encode()


def test_the_other_byte_order_is_read_as_well() -> None:
    assert tidy(b"\xfe\xff" + LINE.encode("utf-16-be")) == LINE.encode()


def test_lines_that_end_as_on_an_old_mac_end() -> None:
    assert tidy(b"Subject: x\r\r550 x\r") == b"Subject: x\n\n550 x\n"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\xff\xfe\x00", b"\xff\xfe\x00\xd8\x00\xd8x", b"\xff\xfe\x00\x00\xff\xff\xff\xff"])
def test_what_only_looks_like_unicode_harms_nobody(data: bytes) -> None:
    tidy(data).decode("utf-8")


def test_accents_that_were_broken_on_the_way_are_mended() -> None:
    assert tidy(LINE.encode().decode("cp1252").encode()) == LINE.encode()


def test_a_portuguese_word_is_no_broken_accent() -> None:
    assert tidy("NÃO foi entregue\n".encode()) == "NÃO foi entregue\n".encode()
