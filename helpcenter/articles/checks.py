"""What `content check` says of articles beyond what it says of every text: sections, addresses, dates, translations, plain language."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from helpcenter.articles import reviews
from helpcenter.articles.content import ARTICLES, ArticleMatter, Status, require_guide
from helpcenter.articles.jargon import FILE as JARGON_FILE
from helpcenter.articles.jargon import GLOSSARY, Jargon, read_jargon, unexplained
from helpcenter.articles.sections import read_sections
from helpcenter.articles.translations import Freshness, Side, State, compare, original_of
from helpcenter.db.clock import utc_now
from helpcenter.documents.checks import Check, Leaf, Level, Problem, TextCheck, check_text, make_shelf_check, problems_of
from helpcenter.documents.digests import section_digests
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import line_of_field, line_of_key
from helpcenter.documents.library import Library
from helpcenter.documents.pictures import Stamp, stamp_of
from helpcenter.documents.sentences import MOST_WORDS, long_sentences
from helpcenter.documents.shelf import Page
from helpcenter.i18n.formats import house_day

# What places an article: the same in all its languages, for they share one address, one place in the lists and their neighbours.
SHARED = ("section", "order", "related", "aliases")
# So much of a long sentence tells an author which one is meant.
SHOWN = 60


def check_guide(library: Library) -> Iterator[Problem]:
    """The check of what the site needs in order to start."""
    try:
        require_guide(library)
    except ContentError as error:
        yield from problems_of(error)


def check_lists(library: Library) -> Iterator[Problem]:
    """The sections and the list of jargon: readable, and each term explained in the glossary."""
    try:
        read_sections(library)
        jargon = read_jargon(library.root)
    except ContentError as error:
        yield from problems_of(error)
        return
    yield from _check_jargon(library, jargon)


def _check_jargon(library: Library, jargon: Jargon) -> Iterator[Problem]:
    file = library.root / JARGON_FILE
    for locale, terms in jargon.root.items():
        try:
            page = library.find(ARTICLES, GLOSSARY, locale)
        except ContentError:
            continue
        known = {heading.anchor for heading in page.rendered.headings} if page else set()
        for term, anchor in terms.items():
            if page and anchor and anchor not in known:
                yield Problem(
                    file,
                    line_of_key(file, locale, term),
                    Level.ERROR,
                    f"“{term}” ({locale}) leads to #{anchor}, which the glossary does not have",
                )


def check_shared(_library: Library, pages: Sequence[Page[ArticleMatter]]) -> Iterator[Problem]:
    """What is not the same in every language of an article."""
    first = pages[0] if pages else None
    for page in pages[1:] if first else ():
        for name in SHARED:
            mine, theirs = getattr(page.meta, name), getattr(first and first.meta, name)
            if mine != theirs:
                yield _at(page.file, name, f"{name} is not the same as in {first and first.locale}: {_shown(mine)} and {_shown(theirs)}")


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def check_states(_library: Library, pages: Sequence[Page[ArticleMatter]]) -> Iterator[Problem]:
    """A moment of publication for what is not to be published."""
    for page in pages:
        if page.meta.publish_at and page.meta.status is not Status.PUBLISHED:
            yield _at(page.file, "publish_at", f"publish_at counts for status: published only, and the status is {page.meta.status}")


def check_freshness(_library: Library, pages: Sequence[Page[ArticleMatter]]) -> Iterator[Problem]:
    """Translations whose original has changed since they were found to say the same."""
    sides = sides_of(pages)
    for page in pages:
        state = compare(page.locale, sides)
        if message := _explain(state, original_of(page.locale, sides[page.locale]), page):
            yield _at(page.file, "translation", message, Level.WARNING)


def sides_of(pages: Sequence[Page[ArticleMatter]]) -> dict[str, Side]:
    """What the rule of the translations looks at, by locale."""
    return {page.locale: Side(page.meta.status, page.meta.translation, section_digests(page.document)) for page in pages}


def _explain(state: State, source: str, page: Page[Any]) -> str:
    command = f"helpcenter content accept {page.slug}/{page.locale}"
    if state.freshness is Freshness.UNCOMPARED:
        return f"does not say what it was made from; if it says the same as {source}: {command}"
    if state.freshness is Freshness.ORPHAN:
        return f"readers may see it, but not its original ({source})"
    if state.freshness is not Freshness.STALE:
        return ""
    changed = f"{len(state.changed)} of {state.total} sections of {source} changed since: {', '.join(state.changed)}"
    gone = f"{source} has no longer: {', '.join(state.gone)}"
    parts = "; ".join(part for part, is_there in ((changed, state.changed), (gone, state.gone)) if is_there)
    return f"{parts}; if it still says the same: {command}"


def check_sentences(_library: Library, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
    """Sentences that are longer than plain language allows."""
    for page in pages:
        for sentence in long_sentences(page.document.body, page.document.body_line):
            start = sentence.text if len(sentence.text) <= SHOWN else sentence.text[:SHOWN].rsplit(" ", 1)[0] + " …"
            yield Problem(
                page.file, sentence.line, Level.WARNING, f"a sentence of {sentence.words} words (at most {MOST_WORDS}): “{start}”"
            )


def make_jargon_check() -> TextCheck:
    """The check for unexplained terms; the list is read once for all articles of a run."""
    known: dict[Path, tuple[Stamp, Jargon]] = {}

    def check(library: Library, pages: Sequence[Page[Any]]) -> Iterator[Problem]:
        jargon = _read_once(library.root, known)
        for page in pages:
            # There they are explained.
            if page.slug == GLOSSARY:
                continue
            for found in unexplained(jargon, page.locale, page.document.body, page.document.body_line):
                link = f"write [{found.term}](../{GLOSSARY}/{page.locale}.md#{found.anchor})"
                offer = link if found.anchor else "say what it is, or leave it out"
                yield Problem(page.file, found.line, Level.WARNING, f"“{found.term}” is not explained where it first stands: {offer}")

    return check


def _read_once(root: Path, known: dict[Path, tuple[Stamp, Jargon]]) -> Jargon:
    file = root / JARGON_FILE
    stamp = stamp_of(file) if file.is_file() else (0, 0, 0)
    if root not in known or known[root][0] != stamp:
        # A mistake in the list is named once, by check_lists.
        try:
            known[root] = (stamp, read_jargon(root))
        except ContentError:
            known[root] = (stamp, Jargon({}))
    return known[root][1]


def make_review_check(today: Callable[[], date]) -> TextCheck:
    """The check of the days by which somebody must read a text again."""

    def check(_library: Library, pages: Sequence[Page[ArticleMatter]]) -> Iterator[Problem]:
        for page in pages:
            due = reviews.due_on(page.meta.review_on, today())
            if due is not reviews.Due.LATER and page.meta.status is not Status.ARCHIVED:
                what = "was to be read again by" if due is reviews.Due.OVERDUE else "is to be read again by"
                who = page.meta.owner or "nobody is named as owner"
                yield _at(page.file, "review_on", f"{what} {page.meta.review_on} ({who})", Level.WARNING)

    return check


def check_sections(library: Library, leaves: Sequence[Leaf]) -> Iterator[Problem]:
    """Articles in a section that does not exist."""
    try:
        known = [section.id for section in read_sections(library)]
    except ContentError:
        return
    for leaf in leaves:
        section = _matter(leaf).section
        if section not in known:
            yield _at(leaf.file, "section", f"there is no section {section} (known: {', '.join(known)})")


def check_related(_library: Library, leaves: Sequence[Leaf]) -> Iterator[Problem]:
    """Related articles that do not exist, or are the article itself."""
    slugs = {leaf.place.slug for leaf in leaves}
    for leaf in leaves:
        for related in _matter(leaf).related:
            if related == leaf.place.slug:
                yield _at(leaf.file, "related", "names itself as related")
            elif related not in slugs:
                yield _at(leaf.file, "related", f"names the related article {related}, which does not exist")


def check_aliases(_library: Library, leaves: Sequence[Leaf]) -> Iterator[Problem]:
    """Old slugs that are still the slug of an article, or that two articles claim."""
    slugs = {leaf.place.slug for leaf in leaves}
    owners: dict[str, str] = {}
    for leaf in leaves:
        for alias in _matter(leaf).aliases:
            owner = owners.setdefault(alias, leaf.place.slug)
            if alias in slugs:
                yield _at(leaf.file, "aliases", f"the old slug {alias} is the slug of an article")
            elif owner != leaf.place.slug:
                yield _at(leaf.file, "aliases", f"the old slug {alias} is an old slug of {owner} too")


def _matter(leaf: Leaf) -> ArticleMatter:
    if not isinstance(leaf.meta, ArticleMatter):
        raise TypeError(f"{leaf.file} is no article")
    return leaf.meta


def _at(file: Path, field: str, message: str, level: Level = Level.ERROR) -> Problem:
    return Problem(file, line_of_field(file, field), level, message)


def text_checks(today: Callable[[], date]) -> tuple[TextCheck, ...]:
    """What is looked at in each article, in all its languages."""
    return (check_shared, check_states, check_freshness, check_sentences, make_jargon_check(), make_review_check(today))


def make_checks(today: Callable[[], date]) -> tuple[Check, ...]:
    """All checks of this room."""
    of_shelf = (check_sections, check_related, check_aliases)
    return (make_shelf_check(ARTICLES, text_checks(today), of_shelf), check_guide, check_lists)


def check_article(library: Library, slug: str, today: date) -> list[Problem]:
    """What can be said of one article without reading all the others."""
    return sorted(set(check_text(library, ARTICLES, slug, text_checks(lambda: today))))


def today() -> date:
    """Today on the house's clock, for the command line."""
    return house_day(utc_now())


CHECKS = make_checks(today)
