"""The one base of every form: typed, translated, and showing each error beside its field."""

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import Form

if TYPE_CHECKING:

    class _Typed(Form):
        """flask-wtf has no types of its own: for the checker its form is WTForms' with these methods."""

        def validate_on_submit(self) -> bool: ...
        def hidden_tag(self) -> str: ...

else:
    _Typed = FlaskForm


class BaseForm(_Typed):
    """A form of signed-in pages, protected against forged posts."""
