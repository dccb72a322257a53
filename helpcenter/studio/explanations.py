"""What the studio says: why something cannot be saved, and what a version changed."""

from helpcenter.i18n.locales import LOCALES
from helpcenter.studio.changes import LEFT_OUT, Change, Part
from helpcenter.studio.shape_form import Mistake
from helpcenter.studio.shelf import known_sheets
from helpcenter.studio.words_form import StepField, WordsMistake
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.shape import HELP_LENGTH, INSTRUCTION_LENGTH, WORDS_LENGTH, WORDS_LINES
from helpcenter.web.locale import _, request_locale


def explain(mistake: Mistake) -> str:
    """What to do about a mistake in the form of the sheets."""
    texts: dict[Mistake, str] = {
        Mistake.NO_SHEET: _("Choose at least one sheet."),
        Mistake.NO_LANGUAGE: _("Choose at least one language."),
        Mistake.WORDS_TOO_LONG: _("At most %(max)d characters.", max=WORDS_LENGTH),
        Mistake.TOO_MANY_LINES: _("At most %(max)d lines, empty ones too: more would not fit on the sheet.", max=WORDS_LINES),
        Mistake.CONTACT_TOO_LONG: _("This line is too long: at most 160 characters."),
        Mistake.NO_COLOUR: _("This is not a colour. Write it like #1d5f8a: a # and six digits or letters from a to f."),
    }
    return texts[mistake]


def explain_words(mistake: WordsMistake, step: StepField, name: str) -> str:
    """What to do about a mistake in own words; `name` is the field."""
    places = " ".join(f"{{{place}}}" for place in step.places)
    texts: dict[WordsMistake, str] = {
        WordsMistake.UNKNOWN_PLACE: _("Something in braces is not known here. Possible in this step: %(places)s", places=places),
        WordsMistake.SIGN: _("These signs are not possible here: < > ` * [ ] and single braces."),
        WordsMistake.TOO_LONG: _("At most %(max)d characters.", max=HELP_LENGTH if name == "help" else INSTRUCTION_LENGTH),
        WordsMistake.NO_INSTRUCTION: _("Write what to do. Leave both fields empty to take our words again."),
    }
    return texts[mistake]


def describe(change: Change) -> str:
    """What changed, as a heading."""
    texts: dict[Part, str] = {
        Part.TUTORIALS: _("Which sheets, and their order"),
        Part.LOCALES: _("Languages"),
        Part.INTRO: _("Words before the steps"),
        Part.CLOSING: _("Words after the steps"),
        Part.CONTACT: _("Contact line"),
        Part.CONTACT_LINE: _("Contact line"),
        Part.COLOUR: _("Main colour"),
        Part.LOGO: _("Logo"),
        Part.LOGO_POSITION: _("Place of the logo"),
        Part.SIZE: _("Size of the letters"),
        Part.OVERRIDES: _("Own words for a step"),
    }
    item = LOCALES[change.item].name if change.item in LOCALES else change.item.replace("/", " · ")
    return f"{texts[change.part]} ({item})" if item else texts[change.part]


def _titles(ids: list[str]) -> list[str]:
    """What these sheets are called; one that is gone keeps its id."""
    titles = {each.id: each.title for each in known_sheets(the_tutorials(), request_locale().code)}
    return [titles.get(each, each) for each in ids]


def _show_choice(value: str) -> str:
    chosen, _mark, declined = value.partition(LEFT_OUT)
    words = ", ".join(_titles(chosen.split())) or _("All of them, in our order")
    left_out = _("Left out: %(sheets)s", sheets=", ".join(_titles(declined.split())))
    return f"{words}\n{left_out}" if declined else words


def show_value(change: Change, value: str) -> str:
    """A value of a change in words."""
    if change.part is Part.TUTORIALS:
        return _show_choice(value)
    if change.part is Part.LOCALES:
        return ", ".join(LOCALES[code].name for code in value.split() if code in LOCALES)
    if change.part is Part.LOGO:
        return _("A logo") if value else _("No logo")
    if change.part is Part.OVERRIDES:
        return "\n".join(value.split("\n")[:2]).strip() or _("Our words")
    # Values are stored as words of the program.
    names = {
        "start": _("Where the line begins"),
        "centre": _("In the middle"),
        "end": _("Where the line ends"),
        "normal": _("Normal"),
        "large": _("Large"),
    }
    return names.get(value, value) or _("Nothing")
