"""Sheets made ahead: after a change, the queue prints an organisation's sheets before somebody asks for one.

The newest wish comes first; a wish that is superseded while it is worked on starts again; what is kept already costs nothing.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.db.clock import Clock
from helpcenter.db.engine import only_looking
from helpcenter.db.upserts import insert_into
from helpcenter.documents.errors import ContentError
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_organisations
from helpcenter.organisations.shown_branding import find_public_branding
from helpcenter.pdf import PdfDocument, PdfError
from helpcenter.tutorials.choices import in_order, list_tutorials
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.render_models import RenderWish
from helpcenter.tutorials.sheet import make_sheet

Render = Callable[[PdfDocument], bytes]


@dataclass(frozen=True)
class Press:
    """What prints: the tutorials, the settings, and whoever makes a PDF of a document unless it is kept."""

    tutorials: Tutorials
    settings: Settings
    render: Render
    clock: Clock
    workers: int = 1

    def document(self, session: Session, organisation: Organisation, tutorial_id: str, locale: str) -> PdfDocument | None:
        """The sheet as families of this organisation get it; None when it has none any more, or not yet."""
        branding = find_public_branding(session, organisation, self.settings)
        tutorial = self.tutorials.find(tutorial_id, locale)
        if branding is None or tutorial is None:
            return None
        custom = find_customisation(session, organisation.id)
        return make_document(make_sheet(self.tutorials, tutorial, branding, custom=custom), self.settings.public_url)

    def chosen(self, session: Session, organisation: Organisation) -> Iterator[tuple[str, str]]:
        """The tutorials and languages that this organisation offers; none while its sender address waits for staff."""
        if find_public_branding(session, organisation, self.settings) is None:
            return
        wanted = find_customisation(session, organisation.id)
        for locale in organisation.locales:
            for each in in_order(list_tutorials(self.tutorials, locale), wanted):
                yield each.id, locale


def wish(session: Session, clock: Clock, organisation_ids: list[int]) -> None:
    """Remember that these organisations' sheets are to be made ahead."""
    # Sorted: two changes that wait for each other's rows would end in a deadlock. This runs inside the saving of somebody else.
    for organisation_id in sorted(organisation_ids):
        row = insert_into(session, RenderWish).values(organisation_id=organisation_id, number=1, wished_at=clock())
        again = {"number": RenderWish.number + 1, "wished_at": row.excluded.wished_at}
        session.execute(row.on_conflict_do_update(index_elements=["organisation_id"], set_=again))


def wish_for_all(session: Session, clock: Clock) -> None:
    """The same for every organisation: a text or a label has changed."""
    wish(session, clock, [each.id for each in list_organisations(session)])


def fulfil_wishes(session: Session, press: Press) -> int:
    """Make what is wished for, the newest wish first, until nothing is left for this process; commits. Gives the number of sheets."""
    number, passed = 0, set[int]()
    while (organisation_id := _newest(session, passed)) is not None:
        with try_lock(press.settings.instance / "pdf" / f"ahead-{organisation_id}.lock") as is_mine:
            # Another process is at it; it looks at newer wishes itself.
            made = _fulfil(session, press, organisation_id) if is_mine else None
        if made is None:
            passed.add(organisation_id)
        else:
            number += made
    return number


def _fulfil(session: Session, press: Press, organisation_id: int) -> int | None:
    """Make one organisation's sheets; stop as soon as anything newer is wished for. None: it can wait for the next time."""
    wanted = session.get(RenderWish, organisation_id, populate_existing=True)
    organisation = session.get(Organisation, organisation_id, populate_existing=True)
    if wanted is None or organisation is None:
        return None
    begun, number = (organisation_id, wanted.number), 0
    # Texts are read and drawn here, which takes seconds when none is known yet: nobody's write may wait for that.
    with only_looking(session):
        chosen = list(press.chosen(session, organisation))
    for tutorial_id, locale in chosen:
        # No transaction while a PDF is made: others may write.
        with only_looking(session):
            document = _document(session, press, organisation, tutorial_id, locale)
        if document is not None:
            _render(press, document)
            number += 1
        # Somebody saved meanwhile: theirs comes first, and what is kept by now costs nothing when this one's turn comes again.
        if _first(session) != begun:
            return number
    _forget(session, *begun)
    return number


def _document(session: Session, press: Press, organisation: Organisation, tutorial_id: str, locale: str) -> PdfDocument | None:
    try:
        return press.document(session, organisation, tutorial_id, locale)
    except (ContentError, LookupError, PdfError):
        # Whoever opens it is told; the others are made.
        return None


def _render(press: Press, document: PdfDocument) -> None:
    try:
        press.render(document)
    except PdfError:
        # It is logged there, and told to whoever asks for it.
        return


def _newest(session: Session, passed: set[int]) -> int | None:
    query = select(RenderWish.organisation_id).order_by(RenderWish.wished_at.desc(), RenderWish.organisation_id)
    with only_looking(session):
        return next((each for each in session.scalars(query) if each not in passed), None)


def _first(session: Session) -> tuple[int, int] | None:
    """The newest wish; sheets of an older one are left for it."""
    query = select(RenderWish.organisation_id, RenderWish.number).order_by(RenderWish.wished_at.desc(), RenderWish.organisation_id)
    with only_looking(session):
        found = session.execute(query.limit(1)).first()
    return (found[0], found[1]) if found else None


def _forget(session: Session, organisation_id: int, number: int) -> None:
    # The number stands in the statement: a wish that comes between a look and the deletion would be lost.
    session.execute(delete(RenderWish).where(RenderWish.organisation_id == organisation_id, RenderWish.number == number))
    session.commit()


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """True for the only one who holds this lock now; the kernel frees it when its process ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The file stays: once unlinked, it could be locked twice, each time under its own name.
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)
