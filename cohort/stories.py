"""The lives of families, as generators that say for how many days they wait. Ways to answer stand in answering.py and ways.py."""

from datetime import timedelta

from cohort.answering import answer_on_page
from cohort.browsing import Browser
from cohort.families import UNREAD, Family, Slip, Way, Wish
from cohort.papers import UnreadableError
from cohort.people import Letter, Person, StuckError
from cohort.programs import VISITORS
from cohort.ways import PLACES, answer_by_mail, hand_over, prepare, return_paper, speak
from cohort.world import Diary, Story, World
from helpcenter.consent.models import Carrier

LONGEST_WAIT = 150
READS_AGAIN = 3
CALLS_AFTER = 20
ARRIVES = frozenset({"unblocked", "closed_corrected"})
ENDED = frozenset(
    {"verified", "closed_refused", "closed_wrong_person", "closed_expired", "closed_declined", "closed_duplicate", "closed_self_healed"}
)


def live(world: World, family: Family, diary: Diary) -> Story:
    """One family, from the mail that did not arrive to the end of its case."""
    yield world.chance.uniform(0, 12)
    try:
        yield from _live_with(world, family, diary, family.entered)
        if family.second_address:
            yield from _second_mailbox(world, family, diary)
    except (StuckError, UnreadableError, LookupError) as error:
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
    """Invite, wait, and answer; what gets lost, too old or proves nothing is asked anew."""
    way = family.way
    for attempt in range(READS_AGAIN):
        if world.status(case) == "closed_expired":
            yield from _renew(world, family, case)
        if family.wish is Wish.NOTHING:
            hand_over(world, family, case, way)
            return
        is_late = family.answers_late and attempt == 0
        yield from _try(world, family, diary, case, held, way, is_late=is_late, is_lost=family.loses_paper and attempt == 0)
        if diary.answered_by:
            return
        way = Way.COUNTER if way in {Way.MAIL, Way.PAPER_FORM} or family.loses_paper else way
    raise StuckError(f"case {case} could not be answered with {READS_AGAIN} codes")


def _try(world: World, family: Family, diary: Diary, case: int, held: str, way: Way, *, is_late: bool, is_lost: bool) -> Story:
    """One code: handed over, perhaps opened by programs, lost or too old, and answered."""
    wait = 34 if is_late else world.chance.uniform(0.1, 9)
    if way in PLACES:
        yield world.chance.uniform(0.1, 9)
        yield from speak(world, family, diary, case, held, way)
        return
    letter = hand_over(world, family, case, way)
    diary.codes += 1
    if family.is_scanned_first and way not in UNREAD:
        _visit(world, family, letter)
    pdf = world.clerk_of(family).print_out(letter, "form").pdf if way is Way.PAPER_FORM else b""
    draft = prepare(world, family, letter) if way is Way.MAIL else None
    yield wait
    if is_lost:
        return
    if way is Way.PAPER_FORM:
        if world.status(case) == "closed_expired":
            yield from _renew(world, family, case)
        yield from return_paper(world, family, diary, case, held, letter, pdf)
        return
    if draft is not None:
        yield from answer_by_mail(world, family, diary, case, held, letter, draft)
        if diary.answered_by:
            return
        # The mail proved nothing, or came too late: the clerk reads so on the page of the request, and calls.
        diary.unproved_mails += 1
        if "mail" not in world.clerk_of(family).look(case).text:
            raise StuckError("the page of a request does not tell of a mail")
    if world.person_of(family).open(letter).status == 410:
        # The code is too old: the family calls, the clerk asks anew.
        diary.expired += 1
        yield 1
        return
    yield from answer_on_page(world, family, diary, letter, held)
    diary.answered_by = "web_form"


def _renew(world: World, family: Family, case: int) -> Story:
    """Nobody had answered in time: the request is opened again."""
    clerk = world.clerk_of(family)
    if clerk.offers(case, "/reopening"):
        clerk.reopen(case)
    yield 1


def _visit(world: World, family: Family, letter: Letter) -> None:
    visitor = VISITORS[family.number % len(VISITORS)]
    visitor(Browser(world.port, f"127.200.{family.number % 250}.1"), letter.url, letter.text)


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
