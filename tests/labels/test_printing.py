"""The check list on paper: complete, and two pages at most."""

from pathlib import Path

from pypdf import PdfReader

from helpcenter.labels.check_list import LONGEST, CheckList, Line, Stretch
from helpcenter.labels.mail_clients import Evidence, Label
from helpcenter.labels.printing import make_document
from helpcenter.pdf.pool import Pool
from tests.labels.samples import TODAY

LONG = "Ne jamais envoyer dans le dossier des messages indésirables, ni dans aucun autre dossier de cette boîte aux lettres, ok?"
WHERE = "Cliquez sur « Voir tous les paramètres de la messagerie ». Le bouton est en haut du volet, à droite de la roue dentée."


def make_list(text: str, where: str) -> CheckList:
    label = Label(text=text, evidence=Evidence.SEEN, seen_on=TODAY, sources=("A",))
    lines = [Line(number, "web.rule.ok", label, number, where) for number in range(1, LONGEST + 1)]
    return CheckList("mail", "Mail", "fr", (Stretch("Mail : recevoir nos mails", tuple(lines[:9])), Stretch("Autre", tuple(lines[9:]))), 3)


def test_twenty_long_labels_fit_on_two_pages_with_room_to_write(tmp_path: Path) -> None:
    pool, file = Pool(is_strict=True), tmp_path / "list.pdf"
    file.write_bytes(pool.render(make_document(make_list(LONG, WHERE), "fr", "https://aide.example", TODAY)))
    pool.close()
    reader = PdfReader(file)
    assert len(reader.pages) <= 2
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for expected in ("Avant de commencer", "aide.example/staff/labels", "compte de test", "ok?"):
        assert expected in words
