"""Parts of templates that are kept: each key and language has its own, and an environment that is not told where keeps nothing."""

from collections.abc import Hashable

from jinja2 import Environment

from helpcenter.i18n import kept_parts
from helpcenter.i18n.kept_parts import KeptParts, keep_parts

PAGE = '{% kept (key,) %}<b title="{{ read() }}">{{ key }}</b>{% endkept %} {{ other }}'


class Site:
    """An environment that counts how often a part is rendered."""

    def __init__(self, *, keeps: bool = True) -> None:
        self.language, self.rendered = "fr", 0
        self.environment = Environment(autoescape=True, extensions=[KeptParts])
        self.page = self.environment.from_string(PAGE)
        if keeps:
            keep_parts(self.environment.extensions, self._where)

    def _where(self) -> Hashable:
        return self.language

    def show(self, key: Hashable, other: str = "") -> str:
        return self.page.render(key=key, other=other, read=self._read)

    def _read(self) -> str:
        self.rendered += 1
        return f"{self.language} {self.rendered}"


def test_a_part_is_rendered_once_for_each_key_and_language_and_the_rest_each_time() -> None:
    site = Site()
    assert site.show("a", "x") == '<b title="fr 1">a</b> x'
    assert site.show("a", "y") == '<b title="fr 1">a</b> y'
    assert site.show("b") == '<b title="fr 2">b</b> '
    site.language = "en"
    assert site.show("a") == '<b title="en 3">a</b> '


def test_a_part_escapes_like_the_page_that_it_stands_in() -> None:
    site = Site()
    for _ in range(2):
        assert site.show("<i>") == '<b title="fr 1">&lt;i&gt;</b> '


def test_an_environment_that_was_not_told_where_it_is_keeps_nothing() -> None:
    site = Site(keeps=False)
    site.show("a")
    site.show("a")
    assert site.rendered == 2


def test_two_parts_with_the_same_key_are_two() -> None:
    environment = Environment(autoescape=True, extensions=[KeptParts])
    keep_parts(environment.extensions, lambda: "fr")
    page = environment.from_string("{% kept () %}one{% endkept %} {% kept () %}two{% endkept %}")
    assert page.render() == page.render() == "one two"


def test_memory_is_bounded() -> None:
    site, most = Site(), kept_parts.MOST_KEPT
    longest = "x" * (most // 3)
    for number in range(6):
        site.show(f"{number}{longest}")
    tag = site.environment.extensions[KeptParts.identifier]
    assert isinstance(tag, KeptParts)
    assert tag.size <= most
    assert site.show(f"5{longest}").startswith('<b title="fr 6">')
