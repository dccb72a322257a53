"""Answers on the page of a code, with all that people do there: mistyping, coming back, sharing a mailbox, changing their mind."""

from cohort.browsing import Browser, Page
from cohort.families import Family, Wish, moved_to
from cohort.people import Letter, Person, StuckError
from cohort.world import HOUR, Diary, Story, World


def answer_on_page(world: World, family: Family, diary: Diary, letter: Letter, held: str) -> Story:
    """Type, mistype, answer, and look at the receipt."""
    person = world.person_of(family)
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
    check_receipt(person, letter, family)
    if family.clicks_twice:
        person.browser.get(letter.url)
    yield from afterwards(world, family, letter, person, held)


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


def check_receipt(person: Person, letter: Letter, family: Family) -> None:
    """The code shows a receipt from now on, and nothing of the family in it."""
    page = person.browser.get(letter.url)
    if page.status != 200 or any("decision" in form.names() for form in page.forms):
        raise StuckError(f"no receipt after an answer: {page.status} {page.text[:300]}")
    if family.label in page.text or family.address in page.text:
        raise StuckError("a receipt names the family or shows the address")


def afterwards(world: World, family: Family, letter: Letter, person: Person, held: str) -> Story:
    """Somebody else opens the link too; some change their mind."""
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
