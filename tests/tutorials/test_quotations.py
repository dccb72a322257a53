"""Which steps quote which labels."""

from pathlib import Path

from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.quotations import TutorialQuotations
from tests.tutorials.samples import SENDER, library_of, write_content

STEPS = """
## Open {label} from {sender}. {#open action=open illustration=button label=web.rule.ok}

> A page.

## Wait. {#wait action=verify illustration=button}

> A page.
"""


def test_each_step_is_named_with_its_words_and_without_label_too(tmp_path: Path) -> None:
    tutorials = Tutorials(library_of(write_content(tmp_path, steps=STEPS)), {"sender_address": SENDER})
    first, second = TutorialQuotations(tutorials).quotations("fr")
    assert (first.client, first.key, first.step, first.number) == ("mail", "web.rule.ok", "open", 1)
    assert first.instruction == f"Open {{web.rule.ok}} from {SENDER}."
    assert first.url == "/fr/tutorials/mail-web-rule#step-1"
    assert (second.key, second.step) == ("", "wait")


def test_a_tutorial_that_waits_for_a_decision_is_named_without_link(tmp_path: Path) -> None:
    tutorials = Tutorials(library_of(write_content(tmp_path)), {}, lambda *_: False)
    (only,) = TutorialQuotations(tutorials).quotations("fr")
    assert only.url == ""


def test_a_broken_tutorial_hides_no_other(tmp_path: Path) -> None:
    write_content(tmp_path)
    broken = tmp_path / "tutorials" / "mail-web-broken" / "fr.md"
    broken.parent.mkdir()
    broken.write_text("no front matter", encoding="utf-8")
    assert [each.tutorial for each in TutorialQuotations(Tutorials(library_of(tmp_path))).quotations("fr")] == ["mail-web-rule"]
