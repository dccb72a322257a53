"""The report of a run: what became of the families, against what would be true."""

from collections import Counter
from collections.abc import Callable, Iterable

from benchmarks.goals import MET, MISSED, at_most
from cohort.families import Family, labels
from cohort.simulation import Outcome
from cohort.truth import true_ends
from cohort.world import Diary

GOAL = 0.98


def write_report(outcome: Outcome) -> list[str]:
    """Tables and goals."""
    diaries = outcome.diaries
    ended = [each for each in diaries if is_true(outcome, each)]
    shut_out = [each for each in diaries if each.problems]
    share = len(ended) / len(diaries)
    unexplained = [each for each in diaries if each not in ended and not explain(outcome, each)]
    return [
        f"{len(diaries)} invented families drive the site over HTTP for {outcome.days} days of its clock (took {outcome.seconds:.0f} s).",
        "Members open requests and hand codes over, programs come, persons answer, staff make batches, a provider answers as it likes.",
        "",
        f"{MET if share >= GOAL else MISSED} families whose case reached its true end: {share:.1%} (at least {GOAL:.0%})",
        at_most("families that were shut out", len(shut_out), 0),
        at_most("families that did not reach it and whom nothing explains", len(unexplained), 0),
        at_most("answers caused by a program", _false_answers(diaries), 0),
        at_most("records in which two answers stand", outcome.answered_twice, 0),
        at_most("answers whose evidence names another way than the one taken", len(_misnamed(outcome)), 0),
        f"{MET if outcome.is_sound else MISSED} the ledger's chain of {outcome.rows} events is sound: {outcome.is_sound}",
        "",
        *_table("What befell them", "what", labels([each.family for each in diaries]).items(), len(diaries)),
        *_by("wants", diaries, outcome, lambda family: family.wish.value),
        *_by("language", diaries, outcome, lambda family: family.locale),
        *_by("way", diaries, outcome, lambda family: family.way.value),
        *_by("provider", diaries, outcome, lambda family: family.mood.value),
        *_table("How the answers came, as the evidence says", "method, carrier", _ways(outcome), len(outcome.ways)),
        *_table("Mails that came as answers", "worth: what became of it", sorted(outcome.mails.items()), sum(outcome.mails.values())),
        *_table("How the cases stand", "status", sorted(Counter(outcome.statuses.values()).items()), len(outcome.statuses)),
        *_table("The ledger", "event", sorted(outcome.evidence.items()), outcome.rows),
        *_counts(outcome),
        *_not_ended(outcome, [each for each in diaries if each not in ended]),
    ]


def is_true(outcome: Outcome, diary: Diary) -> bool:
    """True when every case of this family says what is true."""
    return bool(diary.cases) and all(outcome.statuses[case] in true_ends(diary.family) for case in diary.cases)


def explain(outcome: Outcome, diary: Diary) -> str:
    """Why a family did not reach its true end; empty when nothing explains it."""
    family = diary.family
    statuses = {outcome.statuses[case] for case in diary.cases}
    if family.wish.value == "nothing" and statuses <= {
        "unblocked",
        "waiting_person",
        "waiting_provider",
        "closed_expired",
        "closed_declined",
    }:
        return "answers nothing, and the organisation's address is wrong or unproved: no mail arrives, and nobody says why"
    if family.wish.value in {"no", "yes_then_no", "not_me"} and statuses <= {"verified", "unblocked", "closed_declined"}:
        return "a mail had arrived, or the block was lifted, before the answer"
    return ""


def _false_answers(diaries: list[Diary]) -> int:
    """Families that found a receipt where they had given no answer."""
    return sum("decision, proof" in problem for each in diaries for problem in each.problems)


def _misnamed(outcome: Outcome) -> list[Diary]:
    """Families whose first case says another method than the one by which they answered."""
    answered = [each for each in outcome.diaries if each.answered_by and not each.problems and each.cases[0] in outcome.ways]
    return [each for each in answered if outcome.ways[each.cases[0]].method != each.answered_by]


def _ways(outcome: Outcome) -> list[tuple[str, int]]:
    return sorted(Counter(f"{each.method}, {each.carrier}" for each in outcome.ways.values()).items())


def _by(name: str, diaries: list[Diary], outcome: Outcome, key: Callable[[Family], str]) -> list[str]:
    groups: dict[str, list[bool]] = {}
    for each in diaries:
        groups.setdefault(key(each.family), []).append(is_true(outcome, each))
    rows = [f"| {value} | {len(found)} | {sum(found) / len(found):.1%} |" for value, found in sorted(groups.items())]
    return [f"| {name} | families | true end |", "|---|--:|--:|", *rows, ""]


def _table(title: str, name: str, rows: Iterable[tuple[str, int]], total: int) -> list[str]:
    lines = [f"| {value} | {count} | {count / max(total, 1):.1%} |" for value, count in rows]
    return [f"## {title}", "", f"| {name} | number | share |", "|---|--:|--:|", *lines, ""]


def _counts(outcome: Outcome) -> list[str]:
    diaries = outcome.diaries
    return [
        f"- codes made: {sum(each.codes for each in diaries)}",
        f"- expired codes shown to a person, who then got a new one: {sum(each.expired for each in diaries)}",
        f"- pauses after too many attempts, all waited out: {sum(each.paused for each in diaries)}",
        f"- scans refused at first, and chosen anew in the same form: {sum(each.refused_scans for each in diaries)}",
        f"- signed papers handed in again, and not written down twice: {sum(each.refused_papers for each in diaries)}",
        f"- mails that proved nothing or came too late, followed by an answer on the page: {sum(each.unproved_mails for each in diaries)}",
        f"- mails attached again, and known: {sum(each.known_mails for each in diaries)}",
        f"- mistyped addresses found by the person: {sum(each.other_address for each in diaries)}",
        f"- actions of staff in batches: {outcome.staff_actions}",
        "",
    ]


def _not_ended(outcome: Outcome, diaries: list[Diary]) -> list[str]:
    reasons = Counter(explain(outcome, each) or "**unexplained**" for each in diaries)
    lines = ["## Who did not reach the true end, and why", "", *(f"- {count} × {reason}" for reason, count in reasons.most_common())]
    unclear = [each for each in diaries if each.problems or not explain(outcome, each)][:40]
    for each in unclear:
        states = ", ".join(outcome.statuses[case] for case in each.cases) or "no case"
        family = each.family
        lines.append(
            f"- Family {family.number} ({family.wish.value}, {family.slip.value}, {family.mood.value}, {family.way.value};"
            f" {', '.join(family.traits) or 'nothing special'}): {states}. {' '.join(each.problems)}"
        )
    return [*lines, *(f"- Broken off: {each}" for each in outcome.lost_stories), ""]
