"""What doctor says about printing."""

from pathlib import Path

from helpcenter.pdf import PdfDocument, PdfUnavailable
from helpcenter.pdf.health import check_health
from helpcenter.pdf.pool import Pool


class BrokenPool(Pool):
    """A pool on a machine without Pango."""

    def render(self, document: PdfDocument) -> bytes:
        raise PdfUnavailable("cannot load library 'libpango-1.0-0'. Install: apt-get install libpango-1.0-0")


def fail_to_load(name: str) -> object:
    """A machine without the libraries."""
    raise OSError(f"{name}: cannot open shared object file")


def test_a_machine_of_this_project_can_print(pool: Pool) -> None:
    findings = check_health(pool)
    assert [finding.text for finding in findings if not finding.is_ok] == []
    assert findings[0].text.startswith("version 1.")


def test_what_is_missing_is_named_with_what_to_install(tmp_path: Path) -> None:
    findings = check_health(BrokenPool(), fail_to_load, [tmp_path])
    assert not any(finding.is_ok for finding in findings)
    assert all("apt-get install" in finding.text for finding in findings)
