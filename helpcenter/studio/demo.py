"""What the demo's social centre made of its sheets: words before the steps, its own order, one step in its own words."""

from helpcenter.accounts.models import User
from helpcenter.organisations.models import Organisation
from helpcenter.studio.shelf import chosen_ids, declined_ids, known_sheets, list_rows
from helpcenter.studio.words_form import WordsForm
from helpcenter.tutorials.customising import Workshop, current_shape, save_shape
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.queries import find_latest
from helpcenter.tutorials.shape import Shape

# What families of a French social centre use most comes first.
ORDER = ("gmail", "orange", "free_zimbra", "outlook_web")
INTRO = {
    "fr": "Bonjour ! Nos mails annoncent les activités et les vacances.\nL'accueil peut suivre cette fiche avec vous.",
    "en": "Hello! Our mails announce activities and holidays. Our reception can follow this sheet with you.",
}
CLOSING = {"fr": "C'est fait ? Dites-le à l'accueil : nous vous enverrons un mail d'essai."}
STEP = ("gmail-web-filter", "fr", "gear")
WORDS = {
    "instruction-gear": "Cliquez sur la roue dentée, en haut à droite.",
    "help-gear": "Elle ressemble à une petite fleur. C'est le bouton des réglages.",
}


def shape_demo(workshop: Workshop, tutorials: Tutorials, organisation: Organisation, by: User | None) -> None:
    """Save it, unless the organisation has shaped its sheets already."""
    if find_latest(workshop.session, organisation.id):
        return
    shape, number = current_shape(workshop.session, organisation)
    wanted = _with_words(shape.with_changes(**_choice(tutorials), intro=INTRO, closing=CLOSING), tutorials)
    save_shape(workshop, organisation, wanted, opened=number, by=by)


def _choice(tutorials: Tutorials) -> dict[str, tuple[str, ...] | None]:
    sheets = known_sheets(tutorials, "fr")
    place = {client: number for number, client in enumerate(ORDER)}
    rows = sorted(list_rows(sheets, None), key=lambda row: place.get(row.client, len(ORDER)))
    return {"tutorials": chosen_ids(rows, sheets), "declined": declined_ids(rows)}


def _with_words(shape: Shape, tutorials: Tutorials) -> Shape:
    tutorial = tutorials.find(*STEP[:2])
    if tutorial is None:
        return shape
    return WordsForm.of_shape(shape, 0, tutorial, tutorials).with_values(WORDS).shape(shape)
