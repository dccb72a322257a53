"""What the home pages show of the delivery picture."""

from flask import render_template

from helpcenter.db import db
from helpcenter.delivery import words
from helpcenter.delivery.counts import add_up
from helpcenter.delivery.pages import today
from helpcenter.delivery.picture import Period, read_recent, recent_period
from helpcenter.delivery.queries import has_counts
from helpcenter.delivery.ranking import rank
from helpcenter.organisations.models import Organisation


def home_card(organisation: Organisation) -> str:
    """On an organisation's home page: how many arrived, and the way to the pace check."""
    period = read_recent(db.session, today(), organisation.id)
    return render_template("delivery/home_card.html", period=period, words=words, is_known=has_counts(db.session, organisation.id))


def overview_card() -> str:
    """On the home page of staff: how many arrived, and how many organisations need a look."""
    rows = rank(db.session, today())
    first, last = recent_period(today())
    # Where an organisation is new, its weeks a year earlier are unknown, not nought.
    before = [row.period.before for row in rows if row.period.before]
    period = Period(first, last, add_up(row.period.counts for row in rows), add_up(before) if before else None)
    worrying = sum(row.is_worrying for row in rows)
    return render_template("delivery/overview_card.html", period=period, worrying=worrying, words=words)
