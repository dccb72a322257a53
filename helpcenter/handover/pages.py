"""What the pages of this room share: the member's own case, the parts in the family's language, the files of evidence."""

from flask import Response, abort, current_app
from markupsafe import Markup

from helpcenter.consent.attachments import Attachment, AttachmentStore
from helpcenter.handover.scans import scan_name
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.i18n.templating import make_environment
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import may_invite
from helpcenter.web.context import services


def is_asked(case: UnblockCase) -> bool:
    """True while the person of a case may be asked."""
    return may_invite(case.consent_track, case.provider_track, case.ending)


def attachments() -> AttachmentStore:
    """The files of evidence of this installation."""
    return AttachmentStore(services().settings.instance)


def render_for_family(name: str, locale: str | None, **values: object) -> Markup:
    """A part of a page in the family's language, whatever the clerk's is."""
    template = make_environment(locale or DEFAULT_LOCALE).get_template(f"handover/family/{name}.html")
    # The environment escapes every value.
    return Markup(template.render(**values))  # noqa: S704


def send_scan(attachment: Attachment) -> Response:
    """A file of evidence, to be saved and never shown by the browser as a page of this site."""
    data = attachments().find(attachment.sha256)
    if data is None:
        current_app.logger.error("a file of evidence is missing: %s", attachment.id)
        abort(404)
    response = Response(data, mimetype=attachment.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{scan_name(attachment.id, attachment.media_type)}"'
    # Its first bytes say what it is; a browser that looked for itself might find a page in it.
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    # A stranger's file: should a browser open it after all, it runs nothing and belongs to no site.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
