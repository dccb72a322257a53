"""Counts: what is a mail, what failed, which share may be told."""

from helpcenter.delivery.counts import Counts, add_up


def test_the_share_is_of_mails_whose_end_is_known() -> None:
    counts = Counts(sent=120, delivered=90, temporary=4, permanent=3, blocked=3, complaints=2)
    assert (counts.failed, counts.known, counts.mails, counts.open) == (10, 100, 120, 20)
    assert counts.share == 0.9


def test_a_provider_that_does_not_tell_what_arrived_gives_no_share() -> None:
    assert Counts(sent=100, permanent=3).share is None
    assert Counts().share is None
    # Nothing was taken: what is known failed, all of it.
    assert Counts(blocked=5).share == 0
    assert Counts(sent=5, permanent=5).share == 0


def test_outcomes_count_as_mails_where_nobody_says_that_a_mail_was_taken() -> None:
    assert Counts(delivered=40, blocked=2).mails == 42


def test_counts_add_up() -> None:
    assert add_up([Counts(delivered=3), Counts(delivered=1, complaints=1)]) == Counts(delivered=4, complaints=1)
