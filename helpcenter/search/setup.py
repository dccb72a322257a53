"""Wires the search into an application: the indexes, the job that completes them, the box in the header."""

import structlog
from flask import Flask, render_template

from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.jobs import QueueError
from helpcenter.search.service import Searches
from helpcenter.search.sources import sources_of
from helpcenter.web.context import Services
from helpcenter.web.locale import request_locale
from helpcenter.web.slots import fill_slot

JOB = "search.complete"
log = structlog.get_logger()


def init(app: Flask) -> None:
    """Make the search; the rooms above hand in their texts (`add_search_source`)."""
    services: Services = app.extensions["helpcenter"]
    settings = services.settings

    def ask_queue() -> None:
        try:
            services.jobs.enqueue(JOB)
        except QueueError as away:
            # What is indexed is found all the same, and a later search asks again.
            log.warning("search_not_completed", kind=str(away))

    searches = Searches(settings.instance / "search", settings.content, sources_of(app), ask_queue)
    app.extensions["search"] = searches
    services.jobs.register(JOB, searches.complete)
    fill_slot(app, "site_search", _header_box)


def _header_box() -> str:
    # Nothing is indexed in the other languages: a box would look for Spanish words among French texts.
    return render_template("search/header.html") if request_locale().code in INTERFACE_LOCALES else ""
