"""`helpcenter retention`, and what `helpcenter evidence` can do beyond the chain itself: bundle, keys, rotation."""

from collections import Counter
from pathlib import Path

import click

from helpcenter.consent.commands import evidence
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.retention import service, stamp_commands
from helpcenter.retention.erasing import find_subject, request_erasure
from helpcenter.retention.erasure_log import read_entries
from helpcenter.retention.everywhere import Held, erase_everywhere, find_everywhere
from helpcenter.retention.evidence_bundle import EVERYTHING, note_export, write_bundle
from helpcenter.retention.forms import read_address
from helpcenter.retention.keys import KeyState, list_keys
from helpcenter.retention.models import Reason
from helpcenter.retention.outcomes import count_outcomes, remove_outcomes
from helpcenter.retention.rules import Rule
from helpcenter.retention.setup import current_custody
from helpcenter.retention.wiping import scrub
from helpcenter.web.cli import answer, with_app

BUSY = "The database was read meanwhile: erased data leaves its files with the next run."


@click.group()
def retention() -> None:
    """How long things are kept, and what is erased."""


@retention.command("run")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def run(dry_run: bool, as_json: bool) -> None:
    """Apply every rule to what is due; the queue process does this every night."""
    custody = current_custody()
    if dry_run:
        due = service.preview(db.session, custody)
        counts = Counter(each.rule.value for each in due)
        every = {rule.value: counts[rule.value] for rule in Rule} | count_outcomes(db.session, custody.settings, custody.clock())
        answer(every, _in_words(every, "to do"), as_json=as_json)
        return
    done = service.run(db.session, custody)
    db.session.commit()
    # Apart from the run: events are many, and each part is stored by itself.
    done |= remove_outcomes(db.session, custody.settings, custody.clock(), db.session.commit)
    custody.drop_dossiers()
    if any(done.values()) and not scrub(db.engine):
        click.echo(BUSY, err=True)
    answer(done, _in_words(done, "done"), as_json=as_json)


@retention.command("erase")
@click.argument("record_id")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def erase(record_id: str, as_json: bool) -> None:
    """Erase one record at the person's request, and list who holds a copy."""
    subject = find_subject(db.session, record_id)
    if subject is None:
        raise click.ClickException(f"there is no record {record_id}")
    erasure = request_erasure(db.session, current_custody(), subject, Reason.REQUEST, "command")
    told = [{"what": each.what, "to": each.recipient, "at": each.left_at.isoformat()} for each in erasure.notices]
    is_erased = erasure.erased_at is not None
    db.session.commit()
    current_custody().drop_dossiers()
    if is_erased and not scrub(db.engine):
        click.echo(BUSY, err=True)
    state = "Erased." if is_erased else "The agreement is withdrawn; the record goes once the block is back."
    lines = [f"{each['what']} to {each['to']} on {each['at']}: must be told" for each in told]
    answer({"erased": is_erased, "notices": told}, "\n".join([state, *lines]), as_json=as_json)


@retention.command("erase-address")
@click.option("--address", default="", help="Asked for when left out: so it stands in no history of the shell.")
@click.option("--yes", "is_sure", is_flag=True, help="Erase; without it, only say what would go.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def erase_address(address: str, is_sure: bool, as_json: bool) -> None:
    """Forget what became of the mails to an address, at every organisation of which no request speaks of it."""
    # On the other stream: standard output may be a JSON answer that a program reads.
    found = read_address(address or click.prompt("Address", err=True))
    if not found:
        raise click.ClickException("this is not a whole mail address")
    held = find_everywhere(db.session, found)
    gone = erase_everywhere(db.session, current_custody(), found) if is_sure else []
    db.session.commit()
    if gone and not scrub(db.engine):
        click.echo(BUSY, err=True)
    value = [_describe_held(each) for each in held]
    lines = [_held_in_words(each, "erased" if each in gone else "would go" if each.is_erasable else "stays") for each in held]
    answer({"erased": bool(gone), "held": value}, "\n".join(lines) or "Nothing stands here about this address.", as_json=as_json)


@retention.command("replay")
@click.option("--log", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A copy of the log kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def replay(file: Path | None, as_json: bool) -> None:
    """Erase again what a restored database brought back; `helpcenter restore` does this by itself."""
    custody = current_custody()
    if file:
        custody.log.add(read_entries(file))
    count = service.replay(db.session, custody, custody.log.read())
    db.session.commit()
    # After the commit: a paper that is printed anew meanwhile would name whoever was erased.
    service.drop_copies(db.session, custody)
    if count and not scrub(db.engine):
        click.echo(BUSY, err=True)
    answer({"replayed": count}, f"{count} erasures done again", as_json=as_json)


@evidence.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--to", "recipient", default="", help="For whom: an erasure later lists who holds a copy.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def bundle(file: Path, recipient: str, as_json: bool) -> None:
    """Write the chain, the notices and the script that checks them into one ZIP."""
    # Written down before it leaves: a copy that nobody knows of could not be named when somebody is erased.
    head = note_export(db.session, EVERYTHING, "evidence_export", recipient, current_custody().clock())
    db.session.commit()
    with only_looking(db.session):
        write_bundle(db.session, file, head)
    answer({"file": str(file), "head": str(head)}, f"{file}: head {head}", as_json=as_json)


@evidence.command("keys")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def keys(as_json: bool) -> None:
    """List the keys of the hashes; exit code 1 when one that evidence needs is missing."""
    found = list_keys(db.session, current_custody().settings.instance / "keys")
    value = [{"key": each.key_id, "there": each.is_there, "used": each.is_used} for each in found]
    answer(value, "\n".join(map(_describe_key, found)) or "No keys yet.", as_json=as_json)
    if any(not each.is_there for each in found):
        raise SystemExit(1)


@evidence.command("rotate-key")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def rotate_key(as_json: bool) -> None:
    """Make the key for all new hashes; older evidence keeps its own, which must be kept."""
    made = current_custody().desk.keys.rotate()
    answer({"key": made}, f"{made} makes the new hashes. Keep the older keys, and make a backup now.", as_json=as_json)


def _describe_key(key: KeyState) -> str:
    made = f"{key.made_at:%Y-%m-%d}" if key.made_at else "MISSING"
    return f"{key.key_id}\t{made}\t{'used' if key.is_used else 'not used yet'}"


def _describe_held(held: Held) -> dict[str, object]:
    holding = held.holding
    counts: dict[str, object] = {"blocks": holding.blocks, "events": holding.events, "questions": holding.proposals}
    return {"organisation": held.organisation or None, **counts, "requests": list(holding.cases), "providers": list(holding.providers)}


def _held_in_words(held: Held, state: str) -> str:
    holding = held.holding
    counts = f"{holding.blocks} blocks, {holding.events} events, {holding.proposals} questions"
    requests = f"; erase it with request {', '.join(map(str, holding.cases))}" if holding.cases else ""
    return f"{held.organisation or 'nobody knows whose mail'}: {counts}: {state}{requests}"


def _in_words(counts: dict[str, int], verb: str) -> str:
    return "\n".join(f"{name:12} {count} {verb}" for name, count in counts.items() if count) or "Nothing is due."


# Imported so that its commands stand under `helpcenter evidence`.
MORE = (stamp_commands,)
COMMANDS: list[click.Command] = [retention]
