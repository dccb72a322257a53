"""One index per language, in a folder of its own: what is written once is read by every process."""

import shutil
from pathlib import Path

from tantivy import Document, Index, IndexWriter, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from helpcenter.search.entries import Fields

NAME, SLUG, BEGIN, TITLE, TEXT, SURFACE = "name", "slug", "begin", "title", "text", "surface"
WRITER_BYTES = 32_000_000


def _make_schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field(NAME, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(SLUG, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(BEGIN, fast=True)
    builder.add_text_field(TITLE, tokenizer_name="words", index_option="freq")
    builder.add_text_field(TEXT, tokenizer_name="words", index_option="freq")
    builder.add_text_field(SURFACE, tokenizer_name="words", index_option="basic")
    return builder.build()


SCHEMA = _make_schema()


def open_index(folder: Path) -> Index:
    """The index in this folder, a new one when there is none; raise ValueError for one that cannot be read."""
    index = Index(SCHEMA, str(folder))
    index.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    return index


def is_readable(folder: Path) -> bool:
    """True when an index stands there that can be opened."""
    try:
        return Index.exists(str(folder)) and bool(open_index(folder).searcher())
    except (ValueError, OSError):
        return False


def renew_index(folder: Path) -> Index:
    """An empty index in place of whatever stands there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return open_index(folder)


def add_text(writer: IndexWriter, name: str, begin: int, fields: Fields) -> None:
    """Put a text into the index; `name` is its kind and slug, and must not be there; its entry begins at `begin`."""
    document = Document()
    document.add_text(NAME, name)
    document.add_text(SLUG, name.partition("/")[2])
    document.add_unsigned(BEGIN, begin)
    document.add_text(TITLE, fields.title)
    document.add_text(TEXT, fields.text)
    document.add_text(SURFACE, fields.surface)
    writer.add_document(document)


def remove_text(writer: IndexWriter, name: str) -> None:
    """Take a text out of the index."""
    writer.delete_documents_by_term(NAME, name)
