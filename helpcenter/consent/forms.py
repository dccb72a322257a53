"""The forms of the consent pages. They need no cookie: the code in the address and the signed field protect them."""

from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from helpcenter.consent.addresses import parse_address
from helpcenter.consent.codes import LENGTH, clean_code, is_code
from helpcenter.consent.outcomes import Answer, Decision
from helpcenter.web.forms import BaseForm, make_choices
from helpcenter.web.locale import _, _l

# 64 letters, an @, 255 more: nothing longer is an address, whatever the rules of its provider.
LONGEST = Length(max=320, message=_l("This is too long."))
DECISIONS = {
    Decision.YES.value: _l("Yes, I want to receive these mails"),
    Decision.NO.value: _l("No, I do not want them"),
    Decision.NOT_ME.value: _l("This is not me"),
    Decision.MOVED.value: _l("I have another address now"),
}
TO_PROVE = InputRequired(_l("Type your mail address here: only a person who knows it can answer."))
TO_TICK = InputRequired(_l("Tick this box, then send again."))


class CodeForm(BaseForm):
    """Where a code from a letter is typed."""

    class Meta:
        """No cookie is needed to look for a page."""

        csrf = False

    code = StringField(_l("Your code"), validators=[InputRequired(_l("Type the code from your letter or message.")), LONGEST])

    def validate_code(self, field: StringField) -> None:
        """Say what is wrong with something that cannot be a code; whether it exists is not said here."""
        code = clean_code(field.data or "")
        if len(code) != LENGTH:
            raise ValidationError(_("A code has %(wanted)s letters and digits; here are %(found)s.", wanted=LENGTH, found=len(code)))
        if not is_code(code):
            raise ValidationError(_("A code has only letters without accents and digits. Look again at the signs."))


class AnswerForm(BaseForm):
    """The four answers, the proof, and the box."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    decision = RadioField(
        _l("Your answer"), choices=make_choices(DECISIONS), validators=[InputRequired(_l("Choose one of the four answers."))]
    )
    new_address = StringField(_l("Your new mail address"), validators=[LONGEST])
    proof = StringField(_l("Your mail address"), validators=[TO_PROVE, LONGEST])
    understood = BooleanField(_l("I have read this page, and I answer myself."), validators=[TO_TICK])

    def validate_new_address(self, field: StringField) -> None:
        """A new address is needed for one of the answers only."""
        if self.decision.data == Decision.MOVED and not parse_address(field.data or ""):
            raise ValidationError(_("Type your whole new address, such as marie@mail.example"))

    def answer(self) -> Answer:
        """What was sent, once it is valid."""
        decision = Decision(self.decision.data)
        is_moved = decision is Decision.MOVED
        return Answer(decision, self.proof.data or "", (parse_address(self.new_address.data or "") or "") if is_moved else "")


class OtherAddressForm(BaseForm):
    """The question after another address was typed."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    proof = StringField(
        _l("To confirm, type the part before the @ once more"),
        validators=[InputRequired(_l("Type the part before the @ once more, or choose “I mistyped”.")), LONGEST],
    )


class WithdrawForm(BaseForm):
    """The same proof, to take an agreement back."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    proof = StringField(_l("Your mail address"), validators=[TO_PROVE, LONGEST])
    understood = BooleanField(_l("I no longer want to receive these mails."), validators=[TO_TICK])


class DataForm(BaseForm):
    """The same proof, to see what is held."""

    class Meta:
        """No cookie: the signed field protects this form."""

        csrf = False

    proof = StringField(_l("Your mail address"), validators=[TO_PROVE, LONGEST])
