from pathlib import Path

import pytest

from helpcenter.config import Settings
from helpcenter.documents.errors import ContentError
from helpcenter.documents.markdown import render_markdown
from helpcenter.documents.variables import SITE_VARIABLES, fill_text, site_variables
from tests.documents.elements import elements_of, links_of

FILE = Path("fr.md")


def html(source: str, **values: str) -> str:
    return str(render_markdown(source, file=FILE, locale="en").fill(values).html)


def test_a_value_is_shown_as_it_is_and_never_read_as_markdown_or_html() -> None:
    assert html("Dear {{ name }}!", name="**A** <b>&") == "<p>Dear **A** &lt;b&gt;&amp;!</p>"


def test_a_value_cannot_leave_the_attribute_in_which_it_stands() -> None:
    source = "## Hello {{ name }} {#hello}\n\n| {{ name }} |\n|---|\n| x |\n"
    page = html(source, name='" onclick="x')
    assert not [tag for tag, attributes in elements_of(page) if "onclick" in attributes]


def test_a_value_that_looks_like_a_variable_is_not_filled_again() -> None:
    assert "{{ other }}" in html("{{ name }}", name="{{ other }}")


def test_an_address_in_a_mail_link_is_written_as_a_link_needs_it() -> None:
    page = html("[write](mailto:{{ address }})", address='a+b@x.example?bcc=c@y.example"')
    assert 'href="mailto:a+b@x.example%3Fbcc%3Dc@y.example%22"' in page


def test_a_variable_cannot_become_a_link_of_another_kind() -> None:
    page = html("[x]({{ address }}) [y](https://{{ address }}/)", address="javascript:alert(1)")
    assert links_of(page) == []


def test_an_unknown_variable_is_named_with_file_and_line() -> None:
    rendered = render_markdown("Hello\n\n{{ vendor }} and {{ colour }}", file=FILE, locale="en", first_line=7)
    with pytest.raises(ContentError, match=r"fr\.md:9: uses the unknown variable \{\{ colour \}\} \(known here: vendor\)"):
        rendered.fill({"vendor": "ANI"})


def test_nothing_is_ever_evaluated() -> None:
    source = "{{ 7 * 7 }} {% for x in y %} {{ config.SECRET }} {{ vendor | upper }}"
    page = html(source, vendor="ANI")
    assert "49" not in page
    assert "{{ 7 * 7 }}" in page
    assert "{% for x in y %}" in page


def test_braces_that_hold_no_variable_are_a_mistake() -> None:
    rendered = render_markdown("Hello\n\n{{ vendor | upper }}", file=FILE, locale="en")
    assert [(problem.line, "is no variable" in problem.message) for problem in rendered.problems] == [(3, True)]


def test_a_title_is_filled_too() -> None:
    assert fill_text("{{ vendor }}: mails", {"vendor": "ANI"}, FILE) == "ANI: mails"
    with pytest.raises(ContentError):
        fill_text("{{ vendor }}", {}, FILE)


def test_private_signs_in_a_text_cannot_pose_as_a_variable() -> None:
    assert html("\ue0000\ue001 {{ name }}", name="A") == "<p>0 A</p>"


def test_every_installation_gives_a_value_to_each_variable_of_the_site() -> None:
    assert set(site_variables(Settings())) == SITE_VARIABLES
