"""What a writer does with a browser without script: open the form of a text, type, press a button."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SLUG = "volume"
BODY = "One sentence.\n\n## What happens {#what-happens}\n\nWords that say it.\n\n## What to do {#what-to-do}\n\n1. Do it.\n"
SUMMARY = "One sentence that says whom this serves."


class Writer:
    """A person of the team and the texts."""

    def __init__(self, browser: FlaskClient, content: Path) -> None:
        self.browser = browser
        self.content = content

    def file(self, slug: str = SLUG, locale: str = "fr") -> Path:
        """The file of a text."""
        return self.content / "articles" / slug / f"{locale}.md"

    def lay(self, slug: str = SLUG, locale: str = "fr", body: str = BODY, title: str = "", **fields: str) -> Path:
        """Put a text there, as somebody with an editor of their own does."""
        file = self.file(slug, locale)
        file.parent.mkdir(exist_ok=True)
        head = {"title": title or f"Titre {slug}", "summary": SUMMARY, "section": "why", "updated_on": "2026-10-01", **fields}
        file.write_text("---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + f"---\n\n{body}", encoding="utf-8")
        return file

    def url(self, slug: str = SLUG, locale: str = "fr", more: str = "") -> str:
        """The address of a text's form, or of a page below it."""
        return f"/staff/texts/{slug}/{locale}{more}"

    def open(self, slug: str = SLUG, locale: str = "fr", more: str = "") -> dict[str, str]:
        """Open a text; what its form holds."""
        return form_of(self.browser.get(self.url(slug, locale, more)))

    def send(self, form: dict[str, str], slug: str = SLUG, locale: str = "fr", more: str = "", **changes: str) -> TestResponse:
        """Send the form with some changes; `action` and `resolve` are the pressed button."""
        return self.browser.post(self.url(slug, locale, more), data={**form, **changes})

    def save(self, slug: str = SLUG, locale: str = "fr", **changes: str) -> TestResponse:
        """Open a text, change it, save it."""
        return self.send(self.open(slug, locale), slug, locale, **changes)


def form_of(page: TestResponse, selector: str = "#editor-form") -> dict[str, str]:
    """The fields of a form and what they hold."""
    form = BeautifulSoup(page.get_data(as_text=True), "html.parser").select_one(selector)
    assert form is not None, f"no form {selector} ({page.status_code})"
    return {str(item["name"]): _value(item) for item in form.select("input, textarea, select") if item.get("name") and _counts(item)}


def _counts(item: Tag) -> bool:
    return item.get("type") not in {"checkbox", "radio", "file"} or item.has_attr("checked")


def _value(item: Tag) -> str:
    if item.name == "textarea":
        return item.get_text().removeprefix("\r\n").removeprefix("\n")
    if item.name == "select":
        chosen = item.select_one("option[selected]") or item.select_one("option")
        return str(chosen["value"]) if chosen else ""
    return str(item.get("value", ""))
