"""What the pages of writers say: what became of a text, and mistakes in the language of the person who reads them."""

import re

from helpcenter.web.locale import _, _l
from helpcenter.writing.service import Action

# The checks speak English, for those who run them on a command line; here each of their sentences is said to staff.
# A sentence that is not known here is shown as it is.
SENTENCES = (
    (r"there is no text yet", _l("There is no text yet.")),
    (r"this section does not exist", _l("Choose a section.")),
    (r"the start page leads to this article: it must stay public", _l("The start page leads to this article: it must stay public.")),
    (r"(?P<a>\S+) has the same title: .*", _l("The article %(a)s has the same title: nobody could tell the two apart.")),
    (r"there is no other article (?P<a>\S+)", _l("There is no other article %(a)s.")),
    (r"(?P<a>\S+) is the address of an article that exists", _l("%(a)s is the address of an article that exists.")),
    (r"lacks the headings (?P<a>.+), to which the start page leads", _l("The start page leads to headings that are missing here: %(a)s")),
    (
        r"HTML is shown as text here, write Markdown instead of (?P<a>.+)",
        _l("HTML is shown as text here: write Markdown instead of %(a)s."),
    ),
    (r"(?P<a>.+) is no variable: .*", _l("%(a)s is no variable. Choose one with the button of the toolbar.")),
    (
        r"uses the unknown variable (?P<a>\{\{.*?\}\}) .*",
        _l("The variable %(a)s does not exist. Choose one with the button of the toolbar."),
    ),
    (
        r"the link to (?P<a>.+) is none that a page may have",
        _l("A page cannot lead to %(a)s. Choose a goal with the button of the toolbar."),
    ),
    (r"the link leads to (?P<a>\S+), which does not exist", _l("This link leads to %(a)s, which does not exist.")),
    (
        r"the link leads to (?P<a>\S+), which has no heading with the anchor (?P<b>\S+)",
        _l("This link leads to the heading %(b)s of %(a)s, which does not exist."),
    ),
    (r"there is no heading with the anchor (?P<a>\S+)", _l("No heading of this text has the anchor %(a)s.")),
    (
        r"the picture (?P<a>.+) has no text for people who do not see it: .*",
        _l("The picture %(a)s needs words for people who do not see it: type them between [ and ]."),
    ),
    (
        r"the picture '?(?P<a>.+?)'? must be a file beside the text.*",
        _l("The picture %(a)s must lie beside the text. Add it with the button."),
    ),
    (r"the picture (?P<a>.+) does not exist", _l("The picture %(a)s does not lie beside this text.")),
    (r"(?:the picture \S+ )?is larger than (?P<a>\d+) kB.*", _l("The picture is larger than %(a)s kB. Export it in a smaller size.")),
    (r"must be a PNG, JPEG, WebP or SVG file", _l("Choose a PNG, JPEG, WebP or SVG file.")),
    (r"(?:the picture \S+ )?is not a (?P<a>\w+) file", _l("This file cannot be read as a %(a)s picture.")),
    (r"has too many pixels", _l("This picture has too many pixels. Export it in a smaller size.")),
    (
        r"(?:the picture \S+ )?holds a script, an event, a document type or a foreign object",
        _l("This drawing holds a script or the like. Export it as plain SVG."),
    ),
    (r"(?:the picture \S+ )?refers to something outside itself", _l("This drawing needs other files. Export it as plain SVG.")),
    (r"(?:the picture \S+ )?needs a viewBox of four numbers", _l("This drawing does not say how large it is: it needs a viewBox.")),
    (r"(?:the picture \S+ )?(?:is not valid SVG.*|must be written in UTF-8)", _l("This file cannot be read as a drawing.")),
    (r"the heading “(?P<a>.*)” must begin with ##.*", _l("The heading “%(a)s” must begin with ##: the title has a field of its own.")),
    (r"the heading “(?P<a>.*)” skips a level: (?P<b>#+) after (?P<c>#+)", _l("The heading “%(a)s” skips a level: %(b)s after %(c)s.")),
    (
        r"the heading “(?P<a>.*)” needs an anchor of its own .*: (?P<b>\{.*\})",
        _l("The heading “%(a)s” needs an anchor that stays when its words change: add %(b)s."),
    ),
    (
        r"the anchor (?P<a>.+) must be small letters, .*",
        _l("The anchor %(a)s must be small letters, digits and hyphens, beginning with a letter."),
    ),
    (r"the anchor (?P<a>.+) is given twice", _l("The anchor %(a)s is given twice.")),
    (r"a box is one of (?P<a>.+), not (?P<b>.+)", _l("There is no box of the kind %(b)s. Choose one of: %(a)s.")),
    (r"a box needs its title in the language of the text.*", _l('A box needs a title between quotes: !!! tip "Title".')),
    (r"Input should be 'published'.*", _l("This text has no state that we know. Choose one: publish, draft or offline.")),
    (r"a sentence of (?P<a>\d+) words \(at most (?P<b>\d+)\): (?P<c>.+)", _l("A sentence of %(a)s words; %(b)s at most read well: %(c)s")),
    (
        r"(?P<a>“.+”) is not explained where it first stands: write (?P<b>.+)",
        _l("%(a)s is not explained where it first stands. Lead to the glossary: %(b)s"),
    ),
    (r"(?P<a>“.+”) is not explained where it first stands: .*", _l("%(a)s is not explained. Say what it is, or leave it out.")),
    (r"lists and definitions stand in each other too deeply", _l("Lists or definitions stand in each other too deeply.")),
    (
        r"too many brackets or fences of code that are not closed, or headings without a blank line",
        _l(
            "Too many brackets or marks of code are left open, or headings follow each other without a blank line. "
            "The text is shown as it was typed."
        ),
    ),
    (r"the text is larger than (?P<a>\d+) kB", _l("The text is larger than %(a)s kB. Make two articles of it.")),
)
PATTERNS = tuple((re.compile(pattern, re.DOTALL), sentence) for pattern, sentence in SENTENCES)


def explain(message: str) -> str:
    """A mistake in words for staff."""
    # The first that fits: special sentences stand above general ones.
    for pattern, sentence in PATTERNS:
        if match := pattern.fullmatch(message):
            return str(sentence) % match.groupdict()
    return message


def done(action: Action, title: str) -> str:
    """What was done with a text, for its writer."""
    words: dict[Action, str] = {
        Action.SAVE: _("“%(title)s” is saved.", title=title),
        Action.PUBLISH: _("“%(title)s” is published.", title=title),
        Action.SCHEDULE: _("“%(title)s” will be published at the chosen moment.", title=title),
        Action.DRAFT: _("“%(title)s” is a draft now: only staff see it.", title=title),
        Action.ARCHIVE: _("“%(title)s” is taken offline.", title=title),
    }
    return words[action]


def noted(action: Action) -> str:
    """What the history says of a change whose writer said nothing."""
    words: dict[Action, str] = {
        Action.SAVE: _("Text changed"),
        Action.PUBLISH: _("Published"),
        Action.SCHEDULE: _("To be published later"),
        Action.DRAFT: _("Made a draft"),
        Action.ARCHIVE: _("Taken offline"),
    }
    return words[action]


def names_of_pages() -> dict[str, str]:
    """The site's own pages that a text may lead to: target → name."""
    return {
        "page:start": _("Start"),
        "page:articles": _("Articles"),
        "page:tutorials": _("Tutorials"),
        "page:assistance": _("Assistance"),
        "page:code": _("Type a code"),
        "page:explain": _("Explain an error message"),
        "page:pace": _("Check a large mailing"),
    }
