"""The providers whose events are understood: one for each module of the folder providers/."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from helpcenter.events import providers
from helpcenter.events.provider import Provider


def read_providers() -> Mapping[str, Provider]:
    """By the word in the address: amazon_ses.py answers at /events/amazon-ses."""
    names = sorted(each.name for each in iter_modules(providers.__path__))
    found: list[Provider] = [import_module(f"{providers.__name__}.{name}").PROVIDER for name in names]
    return {each.id: each for each in found}


PROVIDERS = read_providers()
