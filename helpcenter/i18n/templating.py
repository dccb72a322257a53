"""Templates outside requests: sheets, mails and PDFs are rendered by the same files, in any language, without Flask."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpcenter.config import PACKAGE
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.direction import direction_of
from helpcenter.i18n.formats import format_date, format_moment
from helpcenter.i18n.kept_parts import KeptParts
from helpcenter.i18n.locales import get_locale
from helpcenter.i18n.long_addresses import address_parts

TEMPLATES = PACKAGE / "templates"


@cache
def make_environment(locale: str) -> Environment:
    """An environment that escapes everything, refuses unknown names and speaks `locale`."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", KeptParts],
    )
    environment.install_gettext_translations(translations_of(locale), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["locale"] = get_locale(locale)
    environment.filters["format_date"] = lambda day: format_date(day, locale)
    environment.filters["direction"] = direction_of
    environment.filters["address_parts"] = address_parts
    environment.filters["format_moment"] = lambda moment: format_moment(moment, locale)
    return environment
