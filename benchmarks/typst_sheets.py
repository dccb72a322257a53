"""The words and drawings of a sheet as Typst source: what Typst needs to print as much, in its own plain layout."""

import html
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.servers import PEERS
from helpcenter.pdf.document import PdfDocument

PICTURE = re.compile(r'<img[^>]*src="picture:([^"]+)"[^>]*>')
TAG = re.compile(r"<[^>]+>")
BLANKS = re.compile(r"\s+")


def typst_milliseconds(documents: Sequence[PdfDocument]) -> float:
    """Median of the processor time of a warm Typst."""
    told = json.dumps([_sheet(each) for each in documents])
    script = Path(__file__).with_name("typst_peer.py")
    return float(subprocess.run([PEERS, script], input=told, capture_output=True, text=True, check=True).stdout)


def _sheet(document: PdfDocument) -> dict[str, object]:
    drawings = {name: data.decode() for name, data in document.pictures.items() if data.lstrip()[:1] == b"<"}
    body = document.html.partition("<body")[2].partition(">")[2]
    pieces = PICTURE.split(body)
    lines = [f'#set document(title: {_quoted(document.title)})\n#set text(lang: {_quoted(document.language[:2])}, font: "Noto Sans")']
    for number, piece in enumerate(pieces):
        if number % 2 == 0:
            lines += [f"#par({_quoted(text)})" for text in map(_plain, re.split(r"</(?:p|li|h[1-6])>", piece)) if text]
        elif piece in drawings:
            lines.append(f'#image({_quoted(piece)}, width: 52mm, alt: "drawing")')
    return {"source": "\n".join(lines), "pictures": drawings}


def _plain(markup: str) -> str:
    return BLANKS.sub(" ", html.unescape(TAG.sub(" ", markup))).strip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
