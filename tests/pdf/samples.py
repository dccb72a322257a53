"""Documents that the tests of this room print."""

from helpcenter.pdf.document import PdfDocument

STYLESHEET = """
@page { size: A4; margin: 15mm; font-family: "Noto Sans"; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font-family: "Noto Sans", "Noto Sans Arabic"; font-size: 11pt; color: #1a1a1a }
h1 { font-size: 20pt } h2 { font-size: 13pt; margin: 0 0 2mm }
ol { padding: 0; list-style: none } li { margin-bottom: 2mm; break-inside: avoid }
img { width: 52mm }
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 150" font-family="Noto Sans">
<rect x="1" y="1" width="318" height="148" rx="8" fill="#fff" stroke="#444" stroke-width="2"/>
<rect x="1" y="1" width="318" height="26" rx="8" fill="#e8eaf0"/>
{bars}
<text x="16" y="19" font-size="12" fill="#222">Paramètres de la messagerie</text>
<rect x="90" y="96" width="140" height="30" rx="15" fill="#0b57d0"/>
<text x="160" y="116" font-size="13" text-anchor="middle" fill="#fff" font-weight="bold">Étape {number}</text>
<text x="16" y="84" font-size="12" fill="#222">ne-pas-repondre@ani.example</text>
<text x="160" y="142" font-size="10" text-anchor="middle" fill="#555">Ne jamais envoyer dans le dossier Spam</text>
</svg>"""
BAR = '<rect x="16" y="{y}" width="{width}" height="7" rx="3" fill="#c9cdd6"/>'


def make_document(
    body: str = "<h1>Essai</h1><p>Bonjour.</p>",
    *,
    stylesheet: str = STYLESHEET,
    pictures: dict[str, bytes] | None = None,
    title: str = "Essai",
    language: str = "fr",
    head: str = "",
) -> PdfDocument:
    """A document around some HTML."""
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return PdfDocument(html, stylesheet, pictures or {}, title, language)


def make_drawing(number: int) -> bytes:
    """A picture of a screen, as a step of a tutorial shows it."""
    bars = "".join(BAR.format(y=36 + 12 * row, width=200 - 30 * row) for row in range(3))
    return DRAWING.format(bars=bars, number=number).encode()


def make_sheet(steps: int = 8) -> PdfDocument:
    """Two pages like those of a tutorial: one picture a step."""
    pictures = {f"step-{number}.svg": make_drawing(number) for number in range(1, steps + 1)}
    items = "".join(_step(number) for number in range(1, steps + 1))
    links = '<p>Aide : <a href="https://aide.example/fr/">aide.example</a></p>'
    body = f"<h1>Recevoir nos mails dans Gmail</h1><p>Huit gestes suffisent.</p><ol>{items}</ol>{links}"
    return make_document(body, pictures=pictures, title="Recevoir nos mails dans Gmail")


def _step(number: int) -> str:
    picture = f'<img src="picture:step-{number}.svg" alt="Écran de l’étape {number}">'
    words = "Ouvrez les paramètres, puis cherchez l’onglet des filtres. Vous devriez voir un bouton bleu."
    return f"<li><h2>{number}. Ouvrez les paramètres</h2><p>{words}</p>{picture}</li>"
