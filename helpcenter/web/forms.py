"""The one base of every form: typed, translated, and showing each error beside its field."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import Form
from wtforms.fields import choices

if TYPE_CHECKING:

    class _Typed(Form):
        """flask-wtf has no types of its own: for the checker its form is WTForms' with these methods."""

        def validate_on_submit(self) -> bool: ...
        def hidden_tag(self) -> str: ...

else:
    _Typed = FlaskForm


class BaseForm(_Typed):
    """A form of signed-in pages, protected against forged posts."""


def make_choices(texts: Mapping[str, object]) -> list[Any]:
    """The choices of a select or radio field: value → text, in this order; the text may be translated later."""
    # Tuples are deprecated in WTForms, and its types do not know the new class yet.
    return [choices.SelectChoice(value, text) for value, text in texts.items()]  # type: ignore[attr-defined]
