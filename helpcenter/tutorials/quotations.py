"""Which steps quote which labels, for staff who look at labels again: the room of labels asks, it does not know us."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from helpcenter.documents.errors import ContentError
from helpcenter.labels.mail_clients import MailClient
from helpcenter.labels.quotations import Quotation
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.step_text import StepText
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import SENDER_ADDRESS, Quote, SenderPlace, Token, VariablePlace


class TutorialQuotations:
    """The tutorials as the room of labels sees them."""

    def __init__(self, tutorials: Tutorials) -> None:
        self._tutorials = tutorials

    def client_names(self) -> Iterable[str]:
        """The names of all mail clients that have a file."""
        return self._tutorials.clients()

    def client(self, name: str) -> MailClient:
        """What is known of one; ContentError when its file is broken."""
        return self._tutorials.client(name)

    def client_file(self, name: str) -> Path:
        """Where that stands."""
        return self._tutorials.client_file(name)

    def quotations(self, locale: str) -> list[Quotation]:
        """Every step, once for each label that it quotes, tutorial by tutorial, also of those that wait for a decision."""
        # A tutorial that waits for a decision is quoted too, so that staff can decide; it leads nowhere until they have.
        shown = frozenset(self._tutorials.ids())
        return [each for tutorial in self._readable(locale) for each in self._of(tutorial, tutorial.id in shown)]

    def _readable(self, locale: str) -> Iterator[Tutorial]:
        for each in self._tutorials.written_ids():
            try:
                found = self._tutorials.find(each, locale)
            except ContentError:
                # Named by `content check`, and in the log of whoever opens the tutorial.
                continue
            if found:
                yield found

    def _of(self, tutorial: Tutorial, is_shown: bool) -> Iterator[Quotation]:
        for number, step in enumerate(tutorial.steps, 1):
            url = f"/{tutorial.locale}/tutorials/{tutorial.id}#step-{number}" if is_shown else ""
            # A step without label is listed too: readers may be stuck at it.
            for key in step.label_keys or ("",):
                yield Quotation(
                    client=tutorial.meta.client,
                    key=key,
                    tutorial=tutorial.id,
                    title=tutorial.title,
                    step=step.facts.id,
                    number=number,
                    instruction=self._plain(step.instruction, step),
                    help=self._plain(step.help, step),
                    url=url,
                )

    def _plain(self, tokens: tuple[Token, ...], step: StepText) -> str:
        return "".join(self._word(token, step) for token in tokens)

    def _word(self, token: Token, step: StepText) -> str:
        if isinstance(token, Quote):
            return f"{{{token.key or step.facts.label}}}"
        if isinstance(token, SenderPlace):
            return self._tutorials.values.get(SENDER_ADDRESS, "")
        return self._tutorials.values.get(token.name, "") if isinstance(token, VariablePlace) else token
