from pathlib import Path

import pytest

from helpcenter.documents.errors import ContentError
from helpcenter.tutorials.step_text import Action, SenderUse, parse_steps
from helpcenter.tutorials.words import Quote

FILE = Path("fr.md")
STEP = "## Click {label}. {#ok action=click illustration=button label=web.rule.ok sender=shown}\n\nIt is blue,\nand round.\n\n> A page.\n"


def mistake(body: str, first_line: int = 1) -> ContentError:
    with pytest.raises(ContentError) as caught:
        parse_steps(body, FILE, first_line)
    return caught.value


def test_a_step_is_one_action_help_and_what_one_sees() -> None:
    (step,) = parse_steps(STEP, FILE, 10)
    assert step.facts.id == "ok"
    assert step.facts.action is Action.CLICK
    assert step.facts.sender is SenderUse.SHOWN
    assert step.line == 10
    assert step.instruction == ("Click ", Quote(), ".")
    assert step.help == ("It is blue, and round.",)
    assert step.expected == ("A page.",)
    assert step.label_keys == ("web.rule.ok",)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("", 20, "has no step"),
        ("Words first.\n", 20, "before the first step"),
        ("\n## Click.\n> x\n", 21, "is not a step"),
        ("## Click. {#a action=click illustration=b}\n", 20, "does not say what one should see"),
        ("## Click. {#a action=jump illustration=b}\n> x\n", 20, "action"),
        ("## Click. {#a illustration=b}\n> x\n", 20, "action"),
        ("## Click. {#a action=click illustration=../b}\n> x\n", 20, "illustration"),
        ("## Click. {#a action=click illustration=b colour=red}\n> x\n", 20, "colour"),
        ("## Click. {#a action=click illustration=b <b>}\n> x\n", 20, "cannot be read"),
        ("## Click {label}. {#a action=click illustration=b}\n> x\n", 20, "names no label"),
        ("## Click <b>OK</b>. {#a action=click illustration=b}\n> x\n", 20, "not allowed here"),
        ("## Click. {#a action=click illustration=b}\n\n- a list\n\n> x\n", 22, "sentences and one quotation"),
        ("## Click. {#a action=click illustration=b}\n> x\n\nmore\n", 23, "ends a step"),
    ],
)
def test_each_mistake_is_named_with_its_line(body: str, line: int, message: str) -> None:
    found = mistake(body, 20)
    assert message in found.message
    assert found.line == line


def test_all_mistakes_are_named_at_once() -> None:
    assert len(list(mistake(STEP.replace("action=click", "action=fly") * 2).each())) == 2


def test_an_id_is_used_once() -> None:
    assert "used twice" in mistake(STEP * 2).message
