"""Commands: take in events from a file again, delete what is old."""

import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import click

from helpcenter.db import db
from helpcenter.events.forgetting import count_old
from helpcenter.events.provider import Provider, UnreadableError
from helpcenter.events.registry import PROVIDERS
from helpcenter.events.replaying import Piece, count_unknown, read_pieces
from helpcenter.events.service import store
from helpcenter.events.tasks import forget_old
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services

MOST_NAMED = 10


@dataclass
class Replayed:
    """What a file held."""

    new: int = 0
    known: int = 0
    too_old: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    unreadable: list[int] = field(default_factory=list)


@click.group("events")
def events_group() -> None:
    """What mail providers said became of each mail."""


@events_group.command("replay")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", "provider_id", type=click.Choice(sorted(PROVIDERS)), help="Whose events these are; else the setting.")
@click.option("--dry-run", is_flag=True, help="Only say what would be stored.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def replay(file: Path, provider_id: str | None, dry_run: bool, as_json: bool) -> None:
    """Take in events from FILE (JSON or JSON Lines); what is known already changes nothing. Exit code 1 when lines cannot be read."""
    provider = PROVIDERS.get(provider_id or services().settings.provider)
    if provider is None:
        raise click.ClickException("say whose events these are: --provider")
    try:
        done = _replay(file, provider, is_dry=dry_run)
    except UnreadableError as error:
        raise click.ClickException(str(error)) from error
    value = {"new": done.new, "known": done.known, "too_old": done.too_old, "unreadable": done.unreadable, "by_kind": dict(done.by_kind)}
    answer(value, _in_words(done, is_dry=dry_run), as_json=as_json)
    if done.unreadable:
        raise SystemExit(1)


@events_group.command("forget")
@click.option("--dry-run", is_flag=True, help="Only say how many would be deleted.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def forget(dry_run: bool, as_json: bool) -> None:
    """Delete events that are older than they are kept; the counts by day stay. The queue process does it every night."""
    found = services()
    count = count_old(db.session, found.clock(), found.settings.keep_events_days) if dry_run else forget_old(found)
    answer({"events": count}, f"{'To delete' if dry_run else 'Deleted'}: {count} events", as_json=as_json)


def _replay(file: Path, provider: Provider, *, is_dry: bool) -> Replayed:
    done, seen = Replayed(), set[str]()
    with file.open("rb") as source, click.progressbar(length=file.stat().st_size, label="Reading", file=sys.stderr) as bar:
        for piece in read_pieces(source, provider, services().clock()):
            done.unreadable += piece.unreadable
            done.by_kind += Counter(each.kind.value for each in piece.events)
            if is_dry:
                _try(done, piece, provider, seen)
            else:
                _take_in(done, piece)
            bar.update(piece.size)
    return done


def _try(done: Replayed, piece: Piece, provider: Provider, seen: set[str]) -> None:
    since = services().clock() - timedelta(days=services().settings.keep_events_days)
    added = count_unknown(db.session, provider, piece.events, seen, since)
    db.session.rollback()
    old = sum(each.happened_at < since for each in piece.events)
    done.new, done.known, done.too_old = done.new + added, done.known + len(piece.events) - added - old, done.too_old + old


def _take_in(done: Replayed, piece: Piece) -> None:
    found = services()
    # Each piece is a transaction of its own: nobody waits long, and a file that is broken off goes on where it stood.
    stored = store(db.session, piece.events, found.clock, found.events.publish, found.settings.keep_events_days)
    db.session.commit()
    done.new, done.known, done.too_old = done.new + stored.new, done.known + stored.known, done.too_old + stored.too_old


def _in_words(done: Replayed, *, is_dry: bool) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(done.by_kind.items()))
    lines = [f"{done.new} {'would be new' if is_dry else 'new'}, {done.known} known already, {done.too_old} older than events are kept"]
    lines += [f"kinds: {kinds}"] if kinds else []
    if done.unreadable:
        named = ", ".join(map(str, done.unreadable[:MOST_NAMED])) + (", …" if len(done.unreadable) > MOST_NAMED else "")
        lines.append(f"{len(done.unreadable)} lines cannot be read: {named}")
    return "\n".join(lines)


COMMANDS: tuple[click.Command, ...] = (events_group,)
