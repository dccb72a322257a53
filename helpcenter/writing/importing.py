"""Makes articles of what another help centre exported: drafts that pass the check, and a report of what was left behind."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from helpcenter.articles.content import LONGEST_KEYWORD, TITLE, Status
from helpcenter.articles.reviews import next_review
from helpcenter.articles.skeleton import with_translation
from helpcenter.documents.rewriting import Value, write_header
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.organisations.texts import clean_line
from helpcenter.writing.bundles import Bundle
from helpcenter.writing.foreign_html import Shaping, clean, headings_of, set_anchors, shape, words_of
from helpcenter.writing.foreign_markdown import to_markdown
from helpcenter.writing.foreign_pictures import Album
from helpcenter.writing.foreign_texts import BRACES, address_of, cut, make_anchors, make_summary
from helpcenter.writing.freshdesk import ForeignArticle, Unreadable, read_export

LONGEST_SLUG = 60
PATH_OF_ARTICLE = re.compile(r"(?:^|/)solutions?/articles/(?P<number>\d+)(?=[-/?#]|$)")
UNTITLED = {"fr": "Article sans titre {number}", "en": "Article without title {number}"}


@dataclass(frozen=True)
class ImportOptions:
    """What the person who imports decides: the section of all articles, and the day."""

    section: str
    today: date


@dataclass
class Imported:
    """One article as it is to be written: its texts per locale, its pictures, and what readers will miss."""

    slug: str
    title: str
    numbers: tuple[str, ...]
    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)
    folder: str = ""


@dataclass
class Import:
    """A whole export: the articles, and what is no article or cannot be read."""

    articles: list[Imported]
    skipped: list[Unreadable]


Group = dict[str, ForeignArticle]


def plan_import(bundle: Bundle, options: ImportOptions, is_taken: Callable[[str], bool], titles: Iterable[tuple[str, str]] = ()) -> Import:
    """Everything that would be written; `is_taken` knows the slugs that exist, `titles` the (locale, title) pairs."""
    found = list(read_export(bundle))
    skipped = [each for each in found if isinstance(each, Unreadable)]
    groups = list(_group([each for each in found if isinstance(each, ForeignArticle)], skipped))
    planned = _Plan(bundle, options, set(titles))
    named = [(slug, group) for group in groups if (slug := planned.name(group, is_taken, skipped))]
    planned.learn(named)
    return Import([article for slug, group in named for article in planned.make(slug, group, skipped)], skipped)


def _group(articles: list[ForeignArticle], skipped: list[Unreadable]) -> Iterator[Group]:
    """The languages of each article together; of two in one language the newer one."""
    groups: dict[str, Group] = {}
    for article in articles:
        group = groups.setdefault(article.group, {})
        other = group.get(article.locale)
        if other is None or (article.updated_on or date.min) > (other.updated_on or date.min):
            group[article.locale] = article
        if other and other.html != article.html:
            skipped.append(Unreadable(article.title, f"stands twice in the export in {article.locale}: the newer one is taken"))
    yield from groups.values()


class _Plan:
    """What is known while the articles of an export are made one after the other."""

    def __init__(self, bundle: Bundle, options: ImportOptions, titles: set[tuple[str, str]]) -> None:
        self._bundle = bundle
        self._options = options
        self._titles = {(locale, title.casefold()) for locale, title in titles}
        self._slugs: set[str] = set()
        self._places: dict[str, dict[str, str]] = {}

    def name(self, group: Group, is_taken: Callable[[str], bool], skipped: list[Unreadable]) -> str:
        """The slug of an article; empty when an article of that name was there before this import."""
        first = _first(group)
        wanted = address_of(first.title, LONGEST_SLUG) or f"article-{address_of(first.number, 20) or 'x'}"
        # Imported before, most likely: a second run must not double everything.
        if is_taken(wanted):
            skipped.append(Unreadable(first.title, f"articles/{wanted} exists already and is left as it is"))
            return ""
        slug = self._free(wanted, is_taken)
        self._slugs.add(slug)
        return slug

    def _free(self, wanted: str, is_taken: Callable[[str], bool]) -> str:
        number, slug = 1, wanted
        while slug in self._slugs or is_taken(slug):
            number += 1
            slug = f"{wanted}-{number}"
        return slug

    def learn(self, named: list[tuple[str, Group]]) -> None:
        """Remember where each article will stand, so that links between them lead there."""
        for slug, group in named:
            for locale, article in group.items():
                for number in {article.number, article.group}:
                    self._places.setdefault(number, {})[locale] = slug

    def make(self, slug: str, group: Group, skipped: list[Unreadable]) -> Iterator[Imported]:
        """The article; two when its languages have other headings, for their anchors could not be the same."""
        shaped: dict[str, tuple[ForeignArticle, Shaping, Album]] = {}
        for locale, article in sorted(group.items(), key=lambda item: item[0] != DEFAULT_LOCALE):
            try:
                shaped[locale] = (article, *self._shape(article))
            except (ValueError, RecursionError) as error:
                skipped.append(Unreadable(f"{article.title} ({locale})", str(error) or "is nested too deep"))
        parts = _split_by_headings(shaped)
        for part in parts:
            name = slug if part is parts[0] else self._free(f"{slug}-{next(iter(part))}", lambda _slug: False)
            self._slugs.add(name)
            yield self._write(name, part, is_split=len(parts) > 1)

    def _shape(self, article: ForeignArticle) -> tuple[Shaping, Album]:
        shaping, album = clean(article.html), Album(self._bundle, article.locale)
        shape(shaping, album.place, lambda target: self._find(target, article.locale))
        return shaping, album

    def _find(self, target: str, locale: str) -> str | None:
        match = PATH_OF_ARTICLE.search(target.partition("?")[0].partition("#")[0])
        places = self._places.get(match["number"], {}) if match else {}
        found = locale if locale in places else next(iter(places), "")
        return f"../{places[found]}/{found}.md" if found else None

    def _write(self, slug: str, part: dict[str, tuple[ForeignArticle, Shaping, Album]], *, is_split: bool) -> Imported:
        first = next(iter(part.values()))[0]
        made = Imported(slug, first.title, tuple(article.number for article, _, _ in part.values()), folder=first.folder)
        # Those of the first language for all: anchors are the same in every locale.
        anchors = make_anchors(headings_of(next(iter(part.values()))[1]))
        for locale, (article, shaping, album) in part.items():
            set_anchors(shaping, anchors)
            made.texts[locale] = self._text(article, shaping, made)
            made.pictures |= album.pictures
            made.dropped += [(f"{locale}: {what}", why) for what, why in (*shaping.dropped, *album.dropped, *_attachments(article))]
            made.to_do += [f"{locale}: say in {name} what the picture shows" for name in album.wordless]
        if is_split:
            made.to_do.append("its languages have other headings, so each became an article of its own: join them by hand")
        original = made.texts.get(DEFAULT_LOCALE)
        made.texts = {locale: with_translation(text, locale, original) if original else text for locale, text in made.texts.items()}
        return made

    def _text(self, article: ForeignArticle, shaping: Shaping, made: Imported) -> str:
        plain = words_of(shaping)
        body = to_markdown(shaping.soup)
        if not plain:
            made.to_do.append(f"{article.locale}: there is no text")
        if len(clean_line(article.title)) > TITLE[1]:
            made.to_do.append(f"{article.locale}: the title was cut: “{clean_line(article.title)}”")
        title = self._title(article)
        keywords = tuple(dict.fromkeys(clean_line(word)[:LONGEST_KEYWORD] for word in article.keywords if clean_line(word)))
        fields: dict[str, Value] = {
            "title": title,
            "summary": make_summary(article, title, plain),
            "section": self._options.section,
            "status": Status.DRAFT.value,
            "updated_on": article.updated_on or self._options.today,
            "review_on": next_review(self._options.today),
        }
        if keywords:
            fields["keywords"] = keywords
        return write_header(fields) + "\n" + body

    def _title(self, article: ForeignArticle) -> str:
        title = cut(clean_line(article.title).translate(BRACES), TITLE[1] - 5)
        if len(title) < TITLE[0]:
            title = UNTITLED[article.locale].format(number=f"{title} {article.number}".strip())
        number, free = 1, title
        while (article.locale, free.casefold()) in self._titles:
            number += 1
            free = f"{title} ({number})"
        self._titles.add((article.locale, free.casefold()))
        return free


def _first(group: Group) -> ForeignArticle:
    return group.get(DEFAULT_LOCALE) or next(iter(group.values()))


def _split_by_headings(
    shaped: dict[str, tuple[ForeignArticle, Shaping, Album]],
) -> list[dict[str, tuple[ForeignArticle, Shaping, Album]]]:
    parts: list[dict[str, tuple[ForeignArticle, Shaping, Album]]] = []
    for locale, found in shaped.items():
        same = next((part for part in parts if next(iter(part.values()))[1].levels == found[1].levels), None)
        if same is None:
            parts.append({locale: found})
        else:
            same[locale] = found
    return parts


def _attachments(article: ForeignArticle) -> list[tuple[str, str]]:
    return [(f"the attachment {name}", "articles have no attachments") for name in article.attachments]
