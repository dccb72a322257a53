"""`helpcenter feedback`: what the queue process does by itself, at once; the figures for machines."""

from dataclasses import asdict

import click

from helpcenter.db import db
from helpcenter.feedback.desk import all_current
from helpcenter.feedback.figures import Rating, read_figures
from helpcenter.feedback.missing import Missing
from helpcenter.feedback.retention import count_overdue, remove_overdue
from helpcenter.feedback.tasks import update as run_update
from helpcenter.feedback.wilson import Share
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services


@click.group("feedback")
def feedback_group() -> None:
    """What readers say, and what they look for."""


@feedback_group.command("update")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def update(as_json: bool) -> None:
    """Take in the counts of the web processes, and write to those who wait for a corrected article."""
    done = run_update()
    text = f"{done.files} files of counts, {done.texts} new versions of articles, {done.mails} mails"
    answer(asdict(done), text, as_json=as_json)


@feedback_group.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def retention(dry_run: bool, as_json: bool) -> None:
    """Remove what was kept long enough: free text, addresses, words of searches, old counts."""
    now = services().clock()
    removed = count_overdue(db.session, now) if dry_run else remove_overdue(db.session, now)
    db.session.commit()
    verb = "To remove" if dry_run else "Removed"
    text = f"{verb}: {removed.texts} texts, {removed.addresses} addresses, {removed.words} rows of searches, {removed.views} of views"
    answer(removed.as_dict(), text, as_json=as_json)


@feedback_group.command("figures")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def figures(as_json: bool) -> None:
    """How helpful each article is, low-rated first, and what was searched in vain."""
    found = read_figures(db.session, house_day(services().clock()), all_current(), INTERFACE_LOCALES)
    value = {"ratings": [_describe(each) for each in found.ratings], "missing": [_describe_words(each) for each in found.missing]}
    lines = [f"{each.slug}\t{each.locale}\t{_in_words(each.before)}\t{_in_words(each.after)}" for each in found.ratings]
    lines += [f"{each.words}\t{each.locale}\t{each.searches} searches, {each.vain} in vain" for each in found.missing]
    answer(value, "\n".join(lines) or "Nothing yet.", as_json=as_json)


def _describe(rating: Rating) -> dict[str, object]:
    shares = {"before": rating.before, "after": rating.after}
    numbers = {
        name: share and {"positive": share.positive, "total": share.total, "low": share.low, "high": share.high}
        for name, share in shares.items()
    }
    return {"slug": rating.slug, "locale": rating.locale, "views": rating.views, **numbers}


def _describe_words(missing: Missing) -> dict[str, object]:
    return {**asdict(missing), "last_on": missing.last_on.isoformat()}


def _in_words(share: Share | None) -> str:
    return f"{share.percent} % (n={share.total})" if share else "-"


COMMANDS: tuple[click.Command, ...] = (feedback_group,)
