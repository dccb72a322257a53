"""What differs between two versions, and both together when two people saved at once."""

from dataclasses import dataclass
from enum import StrEnum

from helpcenter.tutorials.shape import Shape


class Part(StrEnum):
    """A part of a version that can change by itself."""

    TUTORIALS = "tutorials"
    """Which sheets, in which order."""
    LOCALES = "locales"
    """The languages."""
    INTRO = "intro"
    """The words before the steps."""
    CLOSING = "closing"
    """The words after the steps."""
    CONTACT = "contact"
    """Whom to ask, in one language."""
    CONTACT_LINE = "contact_line"
    """Whom to ask."""
    COLOUR = "colour"
    """The main colour."""
    LOGO = "logo_hash"
    """The logo."""
    LOGO_POSITION = "logo_position"
    """Where it stands."""
    SIZE = "size"
    """The size of the letters."""
    OVERRIDES = "overrides"
    """The organisation's own words for single steps."""


@dataclass(frozen=True)
class Change:
    """One part, before and after; texts and steps by what they belong to ("fr", "gmail-web-filter/fr/gear")."""

    part: Part
    item: str
    before: str
    after: str


OF_LOOK = {Part.LOCALES, Part.CONTACT_LINE, Part.COLOUR, Part.LOGO}
BY_LANGUAGE = {Part.INTRO, Part.CLOSING, Part.CONTACT}
# No id holds it: between the sheets that are chosen and those that are left out.
LEFT_OUT = " / "


def list_changes(before: Shape, after: Shape) -> tuple[Change, ...]:
    """Everything that differs, in the order of the form."""
    first, second = _flat(before), _flat(after)
    keys = sorted({*first, *second}, key=lambda key: (list(Part).index(key[0]), key[1]))
    return tuple(Change(*key, first.get(key, ""), second.get(key, "")) for key in keys if first.get(key, "") != second.get(key, ""))


def merge(base: Shape, mine: Shape, theirs: Shape) -> Shape | None:
    """Both changes of the same version; None when both changed the same thing differently."""
    # Who changed the same thing to the same value agrees.
    both = _keys(base, mine) & _keys(base, theirs)
    if any(_flat(mine).get(key, "") != _flat(theirs).get(key, "") for key in both):
        return None
    merged = mine
    for part, item in _keys(base, theirs) - both:
        merged = _take(merged, theirs, part, item)
    return merged


def _keys(before: Shape, after: Shape) -> set[tuple[Part, str]]:
    return {(change.part, change.item) for change in list_changes(before, after)}


def _take(shape: Shape, source: Shape, part: Part, item: str) -> Shape:
    """The shape with one thing of another."""
    if part in OF_LOOK:
        return shape.with_changes(look=shape.look.model_copy(update={part.value: getattr(source.look, part.value)}))
    if part in BY_LANGUAGE:
        # An empty text is none: versions hold only what somebody wrote.
        texts = {**getattr(shape, part.value), item: getattr(source, part.value).get(item, "")}
        return shape.with_changes(**{part.value: {code: text for code, text in texts.items() if text}})
    if part is Part.OVERRIDES:
        tutorial, locale, step = item.split("/")
        own = source.find_words(tutorial, locale, step)
        # Without own words there, theirs took ours again.
        return shape.with_words(own) if own else shape.without_words((tutorial, locale, step))
    if part is Part.TUTORIALS:
        # What is left out belongs to what is chosen: without it, one's choice would offer what the other one declined.
        return shape.with_changes(tutorials=source.tutorials, declined=source.declined)
    return shape.with_changes(**{part.value: getattr(source, part.value)})


def _flat(shape: Shape) -> dict[tuple[Part, str], str]:
    """Each thing that can change, as text."""
    look = shape.look
    flat = {
        (Part.TUTORIALS, ""): _flat_choice(shape),
        (Part.LOCALES, ""): " ".join(look.locales),
        (Part.CONTACT_LINE, ""): look.contact_line,
        (Part.COLOUR, ""): look.colour,
        (Part.LOGO, ""): look.logo_hash or "",
        (Part.LOGO_POSITION, ""): shape.logo_position.value,
        (Part.SIZE, ""): shape.size.value,
    }
    flat |= {(Part.INTRO, code): text for code, text in shape.intro.items()}
    flat |= {(Part.CLOSING, code): text for code, text in shape.closing.items()}
    flat |= {(Part.CONTACT, code): text for code, text in shape.contact.items()}
    # The digest too: to keep one's words although ours changed is a decision worth remembering.
    return flat | {(Part.OVERRIDES, "/".join(own.place)): f"{own.instruction}\n{own.help}\n{own.original}" for own in shape.overrides}


def _flat_choice(shape: Shape) -> str:
    chosen, declined = " ".join(shape.tutorials or ()), " ".join(sorted(shape.declined or ()))
    return f"{chosen}{LEFT_OUT}{declined}" if declined else chosen
