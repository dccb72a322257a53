"""What the queue process does for this room: lift blocks by a program, one call after the other."""

from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.batches.models import ProviderRequest
from helpcenter.batches.queries import due_calls
from helpcenter.batches.removing import STOPPING, claim, may_call, settle
from helpcenter.consent.desk import Desk
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.jobs import Jobs
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.providers.removal import Remover
from helpcenter.providers.setup import the_policy, the_remover

REMOVE = "batches_remove"
EVERY_MINUTES = 1


def register(app: Flask, jobs: Jobs) -> None:
    """Make the queue process able to do this, on request and by itself (a provider may have asked for a pause)."""

    def work() -> None:
        with app.app_context():
            remover = the_remover()
            if remover is not None:
                remove_due(db.session, current_desk(), remover, the_policy())

    jobs.register(REMOVE, work)
    jobs.register_every(REMOVE, work, minutes=EVERY_MINUTES)


def remove_due(session: Session, desk: Desk, remover: Remover, policy: ProviderPolicy) -> int:
    """Call about everything that is due, until the provider wants a pause; how many calls were made. Commits around each call."""
    calls = 0
    for request_id in due_calls(session, desk.clock()):
        request = session.get_one(ProviderRequest, request_id)
        if not may_call(request, policy) or not claim(session, request_id, desk.clock()):
            session.commit()
            continue
        # Read before the commit: afterwards each look at the row would begin a transaction, and hold the write lock during the call.
        address = request.address
        session.commit()
        removed = remover.remove(address)
        calls += 1
        settle(session, desk, session.get_one(ProviderRequest, request_id), removed)
        session.commit()
        if removed.outcome in STOPPING:
            break
    session.commit()
    return calls
