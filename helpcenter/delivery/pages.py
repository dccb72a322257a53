"""What the pictures of an organisation and of the vendor share: the chosen span, the plots, the words."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, request

from helpcenter.delivery import plots, words
from helpcenter.delivery.picture import SPANS, USUAL_SPAN, Picture
from helpcenter.delivery.plots import ErrorPlot, SharePlot, VolumePlot
from helpcenter.i18n.formats import house_day
from helpcenter.web.context import services


@dataclass(frozen=True)
class Drawn:
    """A picture with its plots."""

    picture: Picture
    volume: VolumePlot
    share: SharePlot
    errors: ErrorPlot


def draw(picture: Picture) -> Drawn:
    """The three plots, their axes in the reader's language."""
    weeks, current = picture.weeks, picture.current
    return Drawn(
        picture,
        plots.draw_volume(weeks, current, words.month, words.number),
        plots.draw_share(weeks, words.month, words.percent),
        plots.draw_errors(weeks, current, words.month),
    )


def today() -> date:
    """Today on the house's clock."""
    return house_day(services().clock())


def chosen_span() -> int:
    """How many weeks the address asks for; 404 for a number that is not offered."""
    text = request.args.get("weeks", str(USUAL_SPAN))
    return int(text) if text in map(str, SPANS) else abort(404)


def send_table(text: str, name: str) -> Response:
    """A table as a file."""
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
