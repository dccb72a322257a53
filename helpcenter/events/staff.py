"""Page of staff: what the mail providers send, and whether they still do."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.events import words
from helpcenter.events.desk import the_receiver
from helpcenter.events.picture import DAYS, Picture, draw, first_day
from helpcenter.events.queries import count_nobodys, list_arrivals, list_last_arrivals, list_latest
from helpcenter.organisations.models import Organisation
from helpcenter.web.context import services
from helpcenter.web.logs import mask

bp = Blueprint("events_staff", __name__)
LATEST = 20
# A server's sentence often names the address that it refuses.
bp.add_app_template_filter(mask, "masked")


@bp.get("/staff/events")
@staff_required
def events() -> ResponseReturnValue:
    """What arrived in the last two weeks, by provider and day; what was of no use; the newest events, without addresses."""
    picture, latest = read_picture(), list_latest(db.session, LATEST)
    numbers = {each.organisation_id for each in latest if each.organisation_id}
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(numbers)))
    return render_template(
        "events/staff.html",
        picture=picture,
        latest=latest,
        names=dict(rows.all()),
        nobodys=count_nobodys(db.session, first_day(services().clock())),
        number_of_days=DAYS,
        words=words,
        provider_names={each.id: each.name for each in the_receiver().providers.values()},
    )


def read_picture() -> Picture:
    """What arrived lately."""
    receiver, now = the_receiver(), services().clock()
    arrivals, last = list_arrivals(db.session, first_day(now)), list_last_arrivals(db.session)
    return draw(receiver.providers, receiver.secrets, arrivals, last, now)


def overview_card() -> str:
    """How much came in, on the staff's overview."""
    return render_template("events/overview_card.html", picture=read_picture(), number_of_days=DAYS)
