"""How the code reaches a family, and the ways to answer that are no page: said aloud, signed on paper, sent as a mail."""

from dataclasses import replace
from urllib.parse import urlsplit

from cohort.answering import afterwards, answer_on_page, check_receipt
from cohort.browsing import Page
from cohort.families import Family, Post, Way, Wish, carrier_of, moved_to
from cohort.mails import Draft, open_draft, write, write_notice_of_absence
from cohort.papers import read_screen, read_square, sign, wrong_file
from cohort.people import Heard, Letter, StuckError
from cohort.world import Diary, Story, World
from helpcenter.consent.models import Carrier

PLACES = {Way.SPOKEN_PHONE: "phone", Way.SPOKEN_COUNTER: "counter-answer"}
UNANSWERED = frozenset({"to_invite", "invited", "expired"})
# The mailbox is read at the end of the day, and what came is read by staff the day after.
UNTIL_READ = 2.5


def hand_over(world: World, family: Family, case: int, way: Way) -> Letter:
    """Make a code, and let the person take it in: a link, a square, or something to type."""
    carrier, clerk = carrier_of(way, family), world.clerk_of(family)
    letter = clerk.invite(case, carrier.value)
    if way is Way.PAPER_FORM:
        return letter
    if carrier is Carrier.LETTER:
        paper = clerk.print_out(letter, "slip" if way is Way.SLIP else "letter")
        is_square_read = way is Way.LETTER and family.has_smartphone
        return (
            replace(letter, link=_led_to(read_square(paper.pdf)))
            if is_square_read
            else replace(letter, code=_typed(paper.code), is_typed=True)
        )
    if carrier is Carrier.COUNTER and family.has_smartphone:
        return replace(letter, link=_led_to(read_screen(letter.page.body)))
    return letter


def speak(world: World, family: Family, diary: Diary, case: int, held: str, way: Way) -> Story:
    """The clerk reads aloud; the person answers, notes the code, and looks at the receipt one day."""
    heard = _heard(family, held)
    letter = world.clerk_of(family).note_spoken(case, PLACES[way], heard, family.locale)
    diary.codes += 1
    diary.answered_by = "phone" if way is Way.SPOKEN_PHONE else "counter"
    yield 1
    person = world.person_of(family)
    check_receipt(person, letter, family)
    yield from afterwards(world, family, letter, person, held)


def return_paper(world: World, family: Family, diary: Diary, case: int, held: str, letter: Letter, pdf: bytes) -> Story:
    """The signed paper comes back; the clerk scans it, at first perhaps wrongly, and some papers come twice."""
    heard, clerk = _heard(family, held), world.clerk_of(family)
    scan = sign(pdf, heard.new_address or held)
    good, wrong = ("scan.jpg", scan), wrong_file(family.scan, scan)
    place = carrier_of(Way.PAPER_FORM, family).value
    page = clerk.record_signed(case, heard, place, wrong or good)
    if wrong:
        diary.refused_scans += 1
        page = clerk.record_signed(case, heard, place, good) if _is_lost(page) else clerk.choose_another_scan(_kept(page, heard), good)
    if page.status != 200 or not page.url.endswith(f"/cases/{case}"):
        raise StuckError(f"a signed paper could not be recorded: {page.status} {page.url} {page.text[:400]}")
    if world.consent(case) in UNANSWERED:
        raise StuckError(f"a signed paper was not taken: {page.text[:300]}")
    diary.answered_by = "paper_form"
    if family.comes_twice:
        yield 1
        again = clerk.record_signed(case, heard, place, good)
        diary.refused_papers += "notice-error" in again.body or "flash-error" in again.body
    yield 1
    person = world.person_of(family)
    check_receipt(person, letter, family)
    yield from afterwards(world, family, letter, person, held)


def prepare(world: World, family: Family, letter: Letter) -> Draft:
    """Open the page of the code, and press its link for a mail."""
    page = world.person_of(family).open(letter)
    draft = open_draft(page)
    if draft is None:
        raise StuckError(f"no answer by mail is offered: {page.status} {page.text[:300]}")
    return draft


def answer_by_mail(world: World, family: Family, diary: Diary, case: int, held: str, letter: Letter, draft: Draft) -> Story:
    """Send it; what proves nothing is followed by a call, and an answer on the page."""
    person = world.person_of(family)
    if family.post is Post.AFTER_ANSWER:
        yield from answer_on_page(world, family, diary, letter, held)
        diary.answered_by = "web_form"
    if family.post is Post.AUTOMATIC:
        _deliver(world, family, write_notice_of_absence(family, draft, letter.message or draft.body, world.clock()))
        yield UNTIL_READ
        if world.consent(case) not in UNANSWERED:
            raise StuckError("an automatic reply counted as an answer")
    raw = write(draft, family, family.post, world.clock(), letter.message)
    _deliver(world, family, raw)
    yield UNTIL_READ
    if family.comes_twice:
        diary.known_mails += _comes_again(world, raw)
    if diary.answered_by or world.consent(case) in UNANSWERED:
        return
    diary.answered_by = "mail_reply"
    check_receipt(person, letter, family)
    yield from afterwards(world, family, letter, person, held)


def _deliver(world: World, family: Family, raw: bytes) -> None:
    """Every second mail arrives in the mailbox that the site reads; the others somebody receives, and attaches."""
    if family.number % 2:
        world.post(raw)
        return
    page = world.staff.attach(raw)
    if page.status != 200 or "/staff/replies/" not in page.url:
        raise StuckError(f"a mail could not be attached: {page.status} {page.text[:400]}")
    kept = world.staff.browser.get(f"{page.url}/mail.eml")
    if kept.status == 200 and kept.data != raw:
        raise StuckError("a mail is not kept as it came")


def _comes_again(world: World, raw: bytes) -> bool:
    """Somebody attaches what was received before."""
    page = world.staff.attach(raw)
    if page.status != 422:
        raise StuckError(f"a mail was taken twice: {page.status} {page.url}")
    return True


def _is_lost(page: Page) -> bool:
    """True for a file so large that nothing of the form was read: the page says so beside the field."""
    return page.status == 413 and 'id="scan-error"' in page.body


def _kept(page: Page, heard: Heard) -> Page:
    """The answer to a wrong file keeps the rest of the form."""
    if page.status != 422 or ("decision", "checked", heard.decision) not in page.form("decision", "scan").fields:
        raise StuckError(f"a wrong scan lost the form: {page.status} {page.text[:400]}")
    return page


def _heard(family: Family, held: str) -> Heard:
    """What the clerk hears or reads: whose address was mistyped names the own one."""
    if family.wish is Wish.MOVED:
        return Heard("moved", moved_to(family))
    if family.wish is not Wish.NOT_ME and held != family.address:
        return Heard("moved", family.address)
    return Heard("yes" if family.wish is Wish.YES_THEN_NO else family.wish.value)


def _led_to(url: str) -> str:
    return urlsplit(url).path


def _typed(code: str) -> str:
    return code.replace("-", "")
