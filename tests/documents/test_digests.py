from pathlib import Path

from helpcenter.documents.digests import section_digests, text_digest
from helpcenter.documents.frontmatter import Document, FrontMatter

BODY = "First.\n\n## One {#one}\n\nText of one.\n\n```\n## no heading {#code}\n```\n\n### Below\n\n## Two {: #two }\n\nText of two.\n"


class Matter(FrontMatter):
    title: str = "A title"
    summary: str = "A summary"
    review_on: str = ""


def document(body: str = BODY, **fields: str) -> Document[Matter]:
    return Document(Path("fr.md"), Matter(**fields), body, 1)


def test_the_digest_changes_with_what_a_reader_reads_and_with_nothing_else() -> None:
    digest = text_digest(document())
    assert len(digest) == 12
    assert text_digest(document(review_on="2027-01-01")) == digest
    assert text_digest(document("\n\n" + BODY.replace("\n", "  \n") + "\n\n")) == digest
    for changed in (document(BODY.replace("First", "Second")), document(title="Another"), document(summary="Another")):
        assert text_digest(changed) != digest


def test_each_section_of_level_two_has_a_digest_of_its_own() -> None:
    before = section_digests(document())
    assert list(before) == ["introduction", "one", "two"]
    after = section_digests(document(BODY.replace("Text of one", "Other text"), title="Another"))
    assert [anchor for anchor in before if before[anchor] != after[anchor]] == ["introduction", "one"]


def test_a_heading_without_anchor_is_known_by_its_words() -> None:
    assert list(section_digests(document("## What To Do\n"))) == ["introduction", "what to do"]


def test_marks_of_another_kind_do_not_end_code() -> None:
    body = "## One {#one}\n\n```\n~~~\n## no heading {#code}\n```python\n## none either {#more}\n```\n\n## Two {#two}\n"
    assert list(section_digests(document(body))) == ["introduction", "one", "two"]


def test_blanks_inside_a_heading_cost_no_more_than_their_number() -> None:
    assert list(section_digests(document("## One" + " " * 5000 + "and two {#one}"))) == ["introduction", "one"]


def test_a_heading_may_end_with_marks() -> None:
    assert list(section_digests(document("## C ##\n\n## A # b # {#b}\n\n##  {#c}\n"))) == ["introduction", "c", "b"]
