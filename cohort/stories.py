"""The lives of families and of the vendor's team, as generators that say for how many days they wait."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from cohort.browsing import Browser, Page
from cohort.clock import SharedClock
from cohort.families import PAPER, Family, Mood, Slip, Wish
from cohort.people import Clerk, Letter, Person, Staff, StuckError
from cohort.programs import VISITORS
from helpcenter.consent.models import Carrier

Story = Iterator[float]
HOUR = 1 / 24
LONGEST_WAIT = 150
READS_AGAIN = 3
CALLS_AFTER = 20
ARRIVES = frozenset({"unblocked", "closed_corrected"})
ENDED = frozenset(
    {"verified", "closed_refused", "closed_wrong_person", "closed_expired", "closed_declined", "closed_duplicate", "closed_self_healed"}
)


@dataclass
class Diary:
    """What became of one family, for the report."""

    family: Family
    cases: list[int] = field(default_factory=list)
    codes: int = 0
    answered_by: str = ""
    problems: list[str] = field(default_factory=list)
    paused: int = 0
    other_address: int = 0
    expired: int = 0


@dataclass(frozen=True)
class World:
    """What all share."""

    port: int
    clock: SharedClock
    clerks: tuple[Clerk, ...]
    staff: Staff
    chance: random.Random
    moods: dict[str, Mood]
    # What a case stands at; the stories only look at it, all that they do goes through pages.
    status: Callable[[int], str]

    def clerk_of(self, family: Family) -> Clerk:
        """Every third family belongs to the town hall."""
        return self.clerks[1 if family.number % 3 == 2 else 0]


def live(world: World, family: Family, diary: Diary) -> Story:
    """One family, from the mail that did not arrive to the end of its case."""
    yield world.chance.uniform(0, 12)
    try:
        yield from _live_with(world, family, diary, family.entered)
        if family.second_address:
            yield from _second_mailbox(world, family, diary)
    except (StuckError, LookupError) as error:
        diary.problems.append(str(error))


def _live_with(world: World, family: Family, diary: Diary, entered: str) -> Story:
    clerk = world.clerk_of(family)
    last_mail = world.clock().date() - timedelta(days=2)
    case = clerk.open_case(family.label, entered, family.address, family.locale, last_mail)
    diary.cases.append(case)
    world.moods[entered] = world.moods[family.address] = family.mood
    yield from _ask(world, family, diary, case, _held(family))
    yield from _until_it_arrives(world, family, case)


def _held(family: Family) -> str:
    """The address that the organisation holds once the form named what it could."""
    return family.address if family.slip is Slip.DOMAIN else family.entered


def _ask(world: World, family: Family, diary: Diary, case: int, held: str) -> Story:
    """Invite, wait, and answer; what gets lost or too old is made anew."""
    carrier = family.carrier
    for attempt in range(READS_AGAIN):
        if world.status(case) == "closed_expired":
            yield from _renew(world, family, case)
        letter = world.clerk_of(family).invite(case, carrier.value)
        diary.codes += 1
        if family.is_scanned_first and carrier not in PAPER:
            _visit(world, family, letter)
        if family.wish is Wish.NOTHING:
            return
        is_lost = family.loses_paper and attempt == 0
        is_late = family.answers_late and attempt == 0
        yield 34 if is_late else world.chance.uniform(0.1, 9)
        if is_lost:
            carrier = Carrier.COUNTER
            continue
        page = Person(family, Browser(world.port, family.network)).open(letter)
        if page.status == 410:
            # The code is too old: the family calls, the clerk asks anew.
            diary.expired += 1
            yield 1
            continue
        yield from _answer(world, family, diary, letter, held)
        diary.answered_by = carrier.value
        return
    raise StuckError(f"case {case} could not be answered with {READS_AGAIN} codes")


def _renew(world: World, family: Family, case: int) -> Story:
    """Nobody had answered in time: the request is opened again."""
    clerk = world.clerk_of(family)
    if clerk.offers(case, "/reopening"):
        clerk.reopen(case)
    yield 1


def _visit(world: World, family: Family, letter: Letter) -> None:
    visitor = VISITORS[family.number % len(VISITORS)]
    visitor(Browser(world.port, f"127.200.{family.number % 250}.1"), letter.url, letter.text)


def _answer(world: World, family: Family, diary: Diary, letter: Letter, held: str) -> Story:
    person = Person(family, Browser(world.port, family.network))
    page = person.open(letter)
    mine = family.address.partition("@")[0]
    for number in range(family.mistypes):
        page = person.answer(page, "yes", mine[1:] + "?" if number else "moi")
        if page.status == 429:
            diary.paused += 1
            yield HOUR
            page = person.open(letter)
    for _ in range(6):
        page = _say(person, page, family, held, letter.digits, diary)
        if page.status != 429:
            break
        # A program before them used up the attempts: the page says to come back in a quarter of an hour.
        diary.paused += 1
        yield HOUR
        page = person.open(letter)
    _check(person, letter, family)
    if family.clicks_twice:
        person.browser.get(letter.url)
    yield from _afterwards(world, family, letter, person, held)


def moved_to(family: Family) -> str:
    """The new address of a family that has one."""
    return f"nouveau.{family.number}@boite.example" if family.wish is Wish.MOVED else ""


def _say(person: Person, page: Page, family: Family, held: str, digits: str, diary: Diary) -> Page:
    """What this person says; whose address was mistyped types their own, is asked, and confirms."""
    decision = {Wish.YES_THEN_NO: "yes"}.get(family.wish, family.wish.value)
    local = family.address.partition("@")[0]
    if digits and family.types_digits:
        return person.answer(page, decision, digits, moved_to(family))
    if family.wish is Wish.NOT_ME:
        # Somebody else reads the mailbox that the organisation holds.
        return person.answer(page, decision, held)
    if family.wish is Wish.MOVED:
        return person.answer(page, decision, held, moved_to(family))
    # The first try: the part before the @, as the page asks; a mistyped address needs the whole one.
    answered = person.answer(page, decision, _as_people_type(local, family.number))
    if answered.status == 422:
        answered = person.answer(answered, decision, family.address)
    if answered.status == 200 and any(("action", "hidden", "confirm") in form.fields for form in answered.forms):
        diary.other_address += 1
        answered = person.confirm(answered, local)
    return answered


def _as_people_type(local: str, number: int) -> str:
    return (local, local.upper(), f" {local} ", f"{local}@", local.capitalize())[number % 5]


def _check(person: Person, letter: Letter, family: Family) -> None:
    """The code shows a receipt from now on, and nothing of the family in it."""
    page = person.browser.get(letter.url)
    if page.status != 200 or any("decision" in form.names() for form in page.forms):
        raise StuckError(f"no receipt after an answer: {page.status} {page.text[:300]}")
    if family.label in page.text or family.address in page.text:
        raise StuckError("a receipt names the family or shows the address")


def _afterwards(world: World, family: Family, letter: Letter, person: Person, held: str) -> Story:
    if family.is_shared:
        # The other reader of the mailbox opens the same link, and sees the same receipt.
        other = Browser(world.port, "127.201.1.1").get(letter.url)
        if other.status != 200:
            raise StuckError(f"the other reader of a shared mailbox saw {other.status}")
    if family.wish is Wish.YES_THEN_NO and held == family.address:
        yield world.chance.uniform(2, 25)
        page = person.withdraw(letter, family.address.partition("@")[0])
        if page.status == 422:
            # A program could guess the first part of some addresses: then the page asks for the whole one.
            page = person.withdraw(letter, family.address)
        if page.status != 200:
            raise StuckError(f"a withdrawal was answered {page.status}")


def _until_it_arrives(world: World, family: Family, case: int) -> Story:
    """The clerk looks at the case now and then, and takes the one next action."""
    clerk, waited, pause = world.clerk_of(family), 0.0, 3.0
    is_right = family.slip is not Slip.LOCAL
    while waited < LONGEST_WAIT:
        status = world.status(case)
        if status in {"needs_organisation", "closed_declined"} and clerk.offers(case, "/correction"):
            clerk.correct(case)
            is_right = True
        elif status in ARRIVES and is_right and family.wish is not Wish.NOT_ME:
            clerk.say_that_it_arrived(case)
            return
        elif status in ENDED:
            return
        elif status == "unblocked" and waited > CALLS_AFTER and family.types_digits and family.wish is Wish.YES:
            # No mail arrived, and nobody said why: the clerk calls the family, and learns the right address.
            is_right = True
        yield pause
        waited, pause = waited + pause, min(pause * 1.5, 15)


def _second_mailbox(world: World, family: Family, diary: Diary) -> Story:
    """The same family receives nothing at its other address either."""
    if family.wish is not Wish.YES:
        return
    clerk = world.clerk_of(family)
    case = clerk.open_case(family.label, family.second_address, family.second_address, family.locale, world.clock().date())
    diary.cases.append(case)
    letter = clerk.invite(case, Carrier.LETTER.value)
    yield 2
    person = Person(family, Browser(world.port, family.network))
    person.answer(person.open(letter), "yes", family.second_address.partition("@")[0])
    yield from _until_it_arrives(world, family, case)


def serve(world: World) -> Story:
    """The vendor's team: a batch every working day while something is ready; the provider answers as it likes."""
    waiting: list[tuple[float, int]] = []
    tries: dict[str, int] = {}
    for day in range(LONGEST_WAIT):
        batch = world.staff.make_batch()
        while batch is not None:
            waiting.append((day + world.chance.uniform(1, 3), batch))
            batch = world.staff.make_batch()
        due = [each for each in waiting if each[0] <= day]
        waiting = [each for each in waiting if each[0] > day]
        for _, number in due:
            later = _hear(world, number, tries)
            if later:
                waiting.append((day + 9, number))
        yield 1


def _hear(world: World, batch: int, tries: dict[str, int]) -> bool:
    """The provider's answers about a batch; True when some come later."""
    answers, is_late = [], False
    for address in world.staff.addresses(batch):
        answer = _answer_of(world.moods.get(address, Mood.PROMPT), tries, address)
        if answer == "later":
            is_late = True
        else:
            answers.append((address, answer))
    if answers:
        world.staff.enter(batch, answers)
    world.staff.ask_again(batch)
    return is_late


def _answer_of(mood: Mood, tries: dict[str, int], address: str) -> str:
    count = tries[address] = tries.get(address, 0) + 1
    if mood is Mood.DECLINES:
        return "declined"
    if mood is Mood.LATE:
        return "later" if count == 1 else "done"
    patience = {Mood.DEAF_ONCE: 1, Mood.DEAF_TWICE: 2}.get(mood, 0)
    return "no_answer" if count <= patience else "done"
