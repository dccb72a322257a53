"""All sheets as one ZIP: ask for it, see how far it is (without script too), take it."""

from collections.abc import Iterator

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.public_pages import get_public_branding
from helpcenter.studio.bundles import Bundle, BundleStore, Item
from helpcenter.studio.routes import bp
from helpcenter.studio.tasks import FILL
from helpcenter.studio.zips import stream_zip
from helpcenter.tutorials.choices import in_order, list_tutorials
from helpcenter.tutorials.customising import current_shape
from helpcenter.tutorials.options import Size
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.printing import pdf_file_name
from helpcenter.tutorials.shape import Shape
from helpcenter.web.context import services
from helpcenter.web.limits import limiter

LOOK_AGAIN_SECONDS = 2
# Each asks the queue for up to some hundred sheets: more often than this nobody changes their branding.
BUNDLES = "30 per hour"


@bp.post("/organisation/tutorials/download")
@member_required
@limiter.limit(BUNDLES)
def download() -> ResponseReturnValue:
    """Ask for all sheets; the queue makes those that are not ready."""
    organisation = current_organisation()
    # 404 while the sender address waits: nothing is handed out with an address that nobody has verified.
    get_public_branding(organisation.slug)
    shape, _number = current_shape(db.session, organisation)
    bundle = _the_store().begin(_items(shape))
    services().jobs.enqueue_after_commit(db.session, FILL, organisation_id=organisation.id, token=bundle.token)
    db.session.commit()
    return redirect(url_for("studio.bundle", token=bundle.token))


@bp.get("/organisation/tutorials/download/<token>")
@member_required
def bundle(token: str) -> ResponseReturnValue:
    """How far it is; the browser asks again by itself until the ZIP can be taken."""
    found = _get_bundle(token)
    is_stalled = not found.is_ready and _the_store().is_stalled(token)
    html = render_template("studio/bundle.html", organisation=current_organisation(), bundle=found, is_stalled=is_stalled)
    headers = {"Cache-Control": "no-store"}
    # A page that reloads itself would take the button away from under the pointer.
    return html, 200, headers if found.is_ready or is_stalled else headers | {"Refresh": str(LOOK_AGAIN_SECONDS)}


@bp.post("/organisation/tutorials/download/<token>")
@member_required
@limiter.limit(BUNDLES)
def bundle_go_on(token: str) -> ResponseReturnValue:
    """Start a bundle anew whose job was lost; one that moves is left alone."""
    found = _get_bundle(token)
    if not found.is_ready and _the_store().take_up(token):
        services().jobs.enqueue_after_commit(db.session, FILL, organisation_id=current_organisation().id, token=token)
        db.session.commit()
    return redirect(url_for("studio.bundle", token=token))


@bp.get("/organisation/tutorials/download/<token>.zip")
@member_required
def bundle_zip(token: str) -> ResponseReturnValue:
    """The ZIP, sent while it is put together; when a PDF has been swept away meanwhile, back to where one asks for it anew."""
    found = _get_bundle(token)
    cache = services().pdfs.cache
    # To look is to use: these PDFs are now the last ones that the cache drops.
    if not found.is_ready or not all(cache.find(item.key) for item in found.items if item.key):
        return redirect(url_for("studio.sheets"))

    def files() -> Iterator[tuple[str, bytes]]:
        for item in found.items:
            # One that is gone after all is left out: the ZIP is on its way by now.
            if item.key and (pdf := cache.find(item.key)):
                yield item.name, pdf

    name = f"{current_organisation().slug}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(stream_zip(files(), services().clock()), mimetype="application/zip", headers=headers)


def _items(shape: Shape) -> Iterator[Item]:
    """Every chosen sheet in every language of the organisation."""
    for code in shape.look.locales:
        for tutorial in in_order(list_tutorials(the_tutorials(), code), shape):
            yield Item(tutorial.id, code, pdf_file_name(tutorial.id, code, is_large=shape.size is Size.LARGE))


def _the_store() -> BundleStore:
    return BundleStore(services().settings.instance, current_organisation().id)


def _get_bundle(token: str) -> Bundle:
    found = _the_store().find(token)
    if found is None:
        abort(404)
    return found
