"""Exports as Freshdesk's documentation shows them: the API's JSON, the account's XML; and ZIPs of them."""

import base64
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image


def make_picture(kind: str = "PNG", colour: str = "red") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(out, kind)
    return out.getvalue()


def data_url(data: bytes, kind: str = "png") -> str:
    """A picture written into a text."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def make_article(
    number: int = 1, title: str = "Débloquer une adresse", html: str = "<p>Bonjour à tous.</p>", **fields: Any
) -> dict[str, Any]:
    """One article of GET /api/v2/solutions/folders/[id]/articles."""
    hierarchy = [
        {"level": 0, "type": "category", "data": {"id": 3, "name": "Aide", "language": "fr"}},
        {"level": 1, "type": "folder", "data": {"id": 4, "name": "Mails", "language": "fr"}},
    ]
    return {
        "id": number,
        "type": 1,
        "category_id": 3,
        "folder_id": 4,
        "hierarchy": hierarchy,
        "thumbs_up": 0,
        "seo_data": {"meta_keywords": "mail, spam"},
        "title": title,
        "description": html,
        "description_text": "…",
        "status": 2,
        "created_at": "2016-09-09T06:07:26Z",
        "updated_at": "2024-05-06T07:08:09Z",
        **fields,
    }


def write_json(folder: Path, *articles: dict[str, Any], name: str = "articles.json") -> Path:
    """A file of the API's answers."""
    file = folder / name
    file.write_text(json.dumps(articles), encoding="utf-8")
    return file


def write_zip(folder: Path, files: dict[str, bytes]) -> Path:
    """A ZIP of these files."""
    file = folder / "export.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


SOLUTIONS_XML = """<?xml version="1.0" encoding="UTF-8"?>
<solution-categories type="array">
  <solution-category>
    <id type="integer">5</id><name>Aide</name><description/>
    <folders type="array">
      <solution-folder>
        <id type="integer">6</id><name>Familles</name><visibility type="integer">1</visibility>
        <articles type="array">
          <solution-article>
            <art-type type="integer">1</art-type>
            <desc-un-html>Bonjour les familles</desc-un-html>
            <description>&lt;h2&gt;Titre&lt;/h2&gt;&lt;p&gt;Bonjour les familles.&lt;/p&gt;</description>
            <id type="integer">9001</id><parent-id type="integer">777</parent-id>
            <status type="integer">2</status><title>Lire un mail</title>
            <updated-at type="datetime">2016-05-01T10:00:00+02:00</updated-at>
            <tags type="array"><tag><name>lire</name></tag><tag><name>mail</name></tag></tags>
          </solution-article>
          <solution-article>
            <description>&lt;h2&gt;Heading&lt;/h2&gt;&lt;p&gt;Hello to the families of this town.&lt;/p&gt;</description>
            <id type="integer">9002</id><parent-id type="integer">777</parent-id>
            <language-id type="integer">6</language-id><title>Reading a mail</title>
          </solution-article>
        </articles>
      </solution-folder>
    </folders>
  </solution-category>
</solution-categories>
"""
