"""The pictures beside a text: those that are there, and a new one; for the script as data, without it as a page."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.articles.content import ARTICLES
from helpcenter.documents.pictures import Picture, PictureError
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _
from helpcenter.writing.desk import make_note, the_desk
from helpcenter.writing.forms import HEAVIEST, TOO_HEAVY, PictureForm
from helpcenter.writing.pictures import NameTakenError, keep_picture, list_pictures, make_name
from helpcenter.writing.service import record
from helpcenter.writing.staff import bp
from helpcenter.writing.words import explain


@bp.get("/staff/texts/<slug>/pictures")
@staff_required
def pictures(slug: str) -> ResponseReturnValue:
    """The pictures beside a text."""
    _require(slug)
    if _is_script():
        return jsonify(_as_data(slug))
    return _show(slug, PictureForm())


@bp.post("/staff/texts/<slug>/pictures")
@staff_required
def pictures_submit(slug: str) -> ResponseReturnValue:
    """Put a picture beside a text."""
    _require(slug)
    form = PictureForm()
    name = _keep(slug, form) if form.validate_on_submit() else ""
    if _is_script():
        refusal = [str(error) for errors in form.errors.values() for error in errors]
        return (jsonify(errors=refusal), 422) if not name else jsonify(chosen=name, **_as_data(slug))
    if not name:
        return _show(slug, form), 422
    flash(_("The picture %(name)s lies beside the text now.", name=name), "success")
    return redirect(url_for("writing.pictures", slug=slug))


def _keep(slug: str, form: PictureForm) -> str:
    """Store the picture of the form; gives its name, or nothing and the reason beside the field."""
    upload = request.files.get("picture")
    if upload is None or not upload.filename:
        form.picture.errors = [_("Choose a file.")]
        return ""
    with upload.stream as stream:
        desk, data = the_desk(), stream.read()
    if len(data) > HEAVIEST:
        form.picture.errors = [TOO_HEAVY]
        return ""
    try:
        name = make_name(form.name.data or "", upload.filename)
        saved = keep_picture(desk.library, slug, name, data)
    except PictureError as error:
        form.picture.errors = [explain(str(error))]
    except NameTakenError as error:
        form.name.errors = [_("Another picture is called %(name)s already. Type another name.", name=str(error))]
    else:
        record(desk, saved, make_note(_("Picture added: %(name)s", name=name)))
        return name
    return ""


def _show(slug: str, form: PictureForm) -> str:
    return render_template("writing/pictures.html", slug=slug, form=form, pictures=list_pictures(the_desk().library, slug))


def _as_data(slug: str) -> dict[str, list[dict[str, object]]]:
    found: list[Picture] = list_pictures(the_desk().library, slug)
    return {"pictures": [{"name": each.file.name, "url": each.url, "width": each.width, "height": each.height} for each in found]}


def _is_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _require(slug: str) -> None:
    if not the_desk().library.locales(ARTICLES, slug):
        abort(404)


take_heavy_uploads(bp, "writing.pictures_submit")
