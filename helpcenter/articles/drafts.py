"""Drafts shown as if they were published: for those who write, on their own machine."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from helpcenter.articles.content import ArticleMatter, Status
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import Document, read_document


def publish(document: Document[Any]) -> Document[Any]:
    """The text as it will be once it is published; an archived one stays away, for it is no draft."""
    meta = document.meta
    if not isinstance(meta, ArticleMatter) or meta.status is Status.ARCHIVED:
        return document
    return replace(document, meta=meta.model_copy(update={"status": Status.PUBLISHED, "publish_at": None}))


def is_unpublished(file: Path, now: datetime) -> bool:
    """True when readers of the real site do not see this text yet: a draft, or one whose time has not come."""
    try:
        meta = read_document(file, ArticleMatter).meta
    except ContentError:
        return False
    # A moment beside another state counts for nothing (checks.check_states says so).
    is_scheduled = meta.publish_at is not None and meta.publish_at > now
    return meta.status is Status.DRAFT or (meta.status is Status.PUBLISHED and is_scheduled)
