"""The forms of writing: the front matter as fields, a new article, a picture; each refusal stands beside its field."""

from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, DateField, Field, FileField, HiddenField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import TextInput

from helpcenter.articles.content import LONGEST_KEYWORD, LONGEST_OWNER, NO_ORDER, SUMMARY, TITLE
from helpcenter.documents.saving import LARGEST_TEXT
from helpcenter.documents.shelf import LONGEST_SLUG, SLUG, is_slug
from helpcenter.organisations.texts import clean_line
from helpcenter.web.forms import BaseForm
from helpcenter.web.heavy_uploads import say_before_sending
from helpcenter.web.locale import _, _l
from helpcenter.writing.service import Action
from helpcenter.writing.texts import LISTS, ORDER, Text, house_moment, on_house_clock

TOO_LONG = _l("At most %(max)d characters.")
NAMES = ("title", "summary", "section", "order", "owner", "related", "keywords", "aliases", "updated_on", "review_on")


def _plain(text: str | None) -> str:
    return clean_line(text or "")


class ListField(Field):
    """Several short words in one line, separated by commas."""

    widget = TextInput()

    def _value(self) -> str:
        return ", ".join(self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """The words, each once."""
        words = (clean_line(word) for word in ",".join(valuelist).replace(";", ",").split(","))
        self.data = list(dict.fromkeys(word for word in words if word))


class ArticleForm(BaseForm):
    """One article in one locale. Ids hold a low line, which no heading's anchor may: the preview stands on the same page."""

    title = StringField(
        _l("Title"),
        id="text_title",
        filters=[_plain],
        validators=[InputRequired(_l("Type a title.")), Length(*TITLE, _l("Between %(min)d and %(max)d characters."))],
    )
    summary = TextAreaField(
        _l("Summary"),
        id="text_summary",
        filters=[_plain],
        validators=[InputRequired(_l("Type one sentence.")), Length(*SUMMARY, _l("Between %(min)d and %(max)d characters."))],
        description=_l("One sentence for lists and search engines: whom the article serves and what is in it."),
        render_kw={"rows": 3},
    )
    body = TextAreaField(
        _l("Text"),
        id="text_body",
        validators=[Length(max=LARGEST_TEXT, message=TOO_LONG)],
        render_kw={"rows": 24, "spellcheck": "true"},
    )
    section = SelectField(_l("Section"), id="text_section")
    order = IntegerField(
        _l("Place in the section"),
        id="text_order",
        validators=[Optional(), NumberRange(0, 100_000, _l("A number between %(min)d and %(max)d."))],
        description=_l("Small numbers come first; without a number the article comes at the end."),
    )
    owner = StringField(
        _l("Who looks after it"),
        id="text_owner",
        filters=[_plain],
        validators=[Length(max=LONGEST_OWNER, message=TOO_LONG)],
        description=_l("A role such as “assistance”, or a mail address."),
    )
    updated_on = DateField(_l("Last changed on"), id="text_updated_on", validators=[InputRequired(_l("Type a day."))])
    review_on = DateField(
        _l("To be read again on"),
        id="text_review_on",
        validators=[Optional()],
        description=_l("On this day somebody is asked whether everything is still right."),
    )
    related = ListField(_l("Related articles"), id="text_related", description=_l("Their addresses, separated by commas: mail-delivery, …"))
    keywords = ListField(
        _l("Other words for it"),
        id="text_keywords",
        description=_l("Words that readers type in the search and that the text does not hold, separated by commas."),
    )
    aliases = ListField(
        _l("Old addresses"),
        id="text_aliases",
        description=_l("Addresses that this article had before, separated by commas. They lead here."),
    )
    publish_day = DateField(_l("Day"), id="text_publish_day", validators=[Optional()])
    publish_hour = TimeField(_l("Time (Paris)"), id="text_publish_hour", validators=[Optional()])
    is_small = BooleanField(_l("A small correction: leave the day of the last change as it is"), id="text_is_small")
    note = StringField(
        _l("What did you change?"),
        id="text_note",
        filters=[_plain],
        validators=[Length(max=200, message=TOO_LONG)],
        description=_l("A few words for the history. You may leave it empty."),
    )
    opened = HiddenField()

    def validate_related(self, field: ListField) -> None:
        """Refuse what can be no address of an article."""
        _refuse_no_slugs(field)

    def validate_aliases(self, field: ListField) -> None:
        """Refuse what can be no address of an article."""
        _refuse_no_slugs(field)

    def validate_keywords(self, field: ListField) -> None:
        """Refuse whole sentences."""
        if any(len(word) > LONGEST_KEYWORD for word in field.data or []):
            raise ValidationError(_("At most %(max)d characters each.", max=LONGEST_KEYWORD))

    def refuse_moment(self, action: Action, now: datetime) -> bool:
        """Name what is wrong with the moment of publication; True when something is."""
        if action is not Action.SCHEDULE:
            return False
        moment = on_house_clock(self.moment())
        if moment is None:
            self.publish_day.errors = [*self.publish_day.errors, _("Choose a day and a time.")]
        elif moment <= now:
            self.publish_day.errors = [*self.publish_day.errors, _("This moment is over. Choose a later one, or publish now.")]
        return bool(self.publish_day.errors)

    def moment(self) -> str:
        """When the text is to be published, as front matter has it; empty when the day is not given."""
        if not self.publish_day.data:
            return ""
        hour = self.publish_hour.data.strftime("%H:%M") if self.publish_hour.data else "08:00"
        return house_moment(self.publish_day.data, hour)

    def text_on(self, before: Text) -> Text:
        """The text as typed, on top of what the form does not show; a field that no article has would only break it."""
        fields = {name: _as_typed(name, getattr(self, name).data) for name in NAMES}
        shown = on_house_clock(before.fields.get("publish_at") or "")
        # Untouched, it stays as its file has it: with seconds or a zone that the form does not show.
        if shown is None or shown != on_house_clock(self.moment()):
            fields["publish_at"] = self.moment()
        # An unknown field is a mistake that would keep the file from being read at all.
        unknown = dict.fromkeys(name for name in before.fields if name not in ORDER)
        return before.with_fields({**unknown, **fields}).with_body(self.body.data or "")

    @classmethod
    def values_of(cls, text: Text) -> dict[str, Any]:
        """What the form shows of a text; what is no date or number there is left empty here."""
        fields = text.fields
        moment = on_house_clock(fields.get("publish_at") or "")
        return {
            **{name: str(fields.get(name) or "") for name in ("title", "summary", "section", "owner")},
            **{name: _as_list(fields.get(name)) for name in LISTS},
            "order": int(str(fields["order"])) if str(fields.get("order") or "").isdecimal() else None,
            "updated_on": _as_date(fields.get("updated_on")),
            "review_on": _as_date(fields.get("review_on")),
            "publish_day": moment.date() if moment else None,
            "publish_hour": moment.time() if moment else None,
            "body": text.body,
        }


class NewArticleForm(BaseForm):
    """A new article: the rest is written on its page."""

    title = StringField(
        _l("Title"),
        id="new_title",
        filters=[_plain],
        validators=[InputRequired(_l("Type a title.")), Length(*TITLE, _l("Between %(min)d and %(max)d characters."))],
    )
    section = SelectField(_l("Section"), id="new_section")
    slug = StringField(
        _l("Address"),
        id="new_slug",
        filters=[lambda typed: (typed or "").strip().lower()],
        validators=[
            Optional(),
            Length(max=LONGEST_SLUG, message=TOO_LONG),
            Regexp(f"^{SLUG.pattern}$", message=_l("Small letters without accents, digits and single hyphens only.")),
        ],
        description=_l("The end of the page's address, the same in every language. Leave it empty to have it made from the title."),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "maxlength": LONGEST_SLUG},
    )


# In bytes.
HEAVIEST = 3 * 1024 * 1024
TOO_HEAVY = _l("This file is larger than 3 MB. Export it in a smaller size.")


class PictureForm(BaseForm):
    """A picture to lie beside a text."""

    picture = FileField(
        _l("Picture"),
        id="picture_file",
        description=_l("PNG, JPEG, WebP or SVG, at most 3 MB. A photograph is made smaller if needed."),
        render_kw={"accept": ".png,.jpg,.jpeg,.webp,.svg", **say_before_sending(HEAVIEST, TOO_HEAVY)},
    )
    name = StringField(
        _l("Name of the file"),
        id="picture_name",
        validators=[Optional(), Length(max=60, message=TOO_LONG)],
        description=_l("Leave it empty to keep the name that the file has."),
    )


def _refuse_no_slugs(field: ListField) -> None:
    for word in field.data or []:
        if not is_slug(word):
            raise ValidationError(_("“%(word)s” is no address of an article.", word=word))


def _as_typed(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if name == "order":
        return "" if value is None or value == NO_ORDER else str(value)
    return value or ""


def _as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _as_date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None
