"""A small document with all that sheets consist of: what a worker warms up with, and `doctor` prints."""

from helpcenter.pdf.document import PdfDocument

STYLE = """
@page { size: A4; margin: 10mm; @bottom-right { content: counter(page) } }
html { font: 11pt "Noto Sans", "Noto Sans Arabic" }
h1, b { font-weight: 700 }
.step { display: inline-block; width: 48%; vertical-align: top }
.step img { width: 60% }
.mark { border: 1pt solid #333; border-radius: 2mm; background: #eee }
"""
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 180" font-family="Noto Sans, Noto Sans Arabic">
<rect x="2" y="2" width="356" height="176" rx="8" fill="#fff" stroke="#333"/><path d="M10 10h40v20z" fill="#0b6b6b"/>
<text x="20" y="80" font-size="14">Rechercher</text><text x="20" y="120" font-size="14" font-weight="bold">Valider</text></svg>"""
STEP = '<li class="step"><h2>Ouvrez la page, %d</h2><p>Cliquez sur <b>Valider</b>.</p><img src="picture:drawing.svg" alt="Un bouton"></li>'
HTML = f"""<html lang="fr"><body><h1 class="mark">Bonjour, été</h1><ol>{"".join(STEP % number for number in range(1, 5))}</ol>
<p lang="ar" dir="rtl">مرحبا <b>أهلا</b></p><p><a href="https://exemple.example/">exemple.example</a></p></body></html>"""
SAMPLE = PdfDocument(HTML, STYLE, {"drawing.svg": DRAWING}, "Bonjour", "fr")
