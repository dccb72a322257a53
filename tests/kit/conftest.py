"""The worker of these tests: real, and strict about every complaint of the engine."""

from collections.abc import Iterator

import pytest

from helpcenter.pdf.pool import Pool


@pytest.fixture(scope="package")
def pool() -> Iterator[Pool]:
    """A warm pool."""
    pool = Pool(is_strict=True)
    yield pool
    pool.close()
