"""Wires the room into an application: the policies, the one of this installation, and whoever lifts blocks by a program."""

from flask import Flask, current_app

from helpcenter.config import SettingError, Settings, variable_of
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.providers.policy_file import find_obstacle
from helpcenter.providers.removal import Remover
from helpcenter.providers.removers import make_remover
from helpcenter.providers.shelf import Policies
from helpcenter.web.context import Services, services


def init(app: Flask) -> None:
    """Read the policy of this installation; a missing, broken or forbidden one ends the start."""
    found: Services = app.extensions["helpcenter"]
    policies = Policies(found.settings.content)
    check_choice(found.settings, policies)
    app.extensions["policies"] = policies
    app.extensions["remover"] = make_remover(found.settings, found.clock)


def check_choice(settings: Settings, policies: Policies) -> None:
    """Refuse a provider outside the European Economic Area of which nothing says why data may go there."""
    policy = policies.get(settings.provider)
    # The built-in policy names no country; an installation without files for providers must start all the same.
    is_default = not policy.country and settings.provider not in policies.ids()
    if not is_default and find_obstacle(policy):
        raise SettingError(
            f"{variable_of('provider')}={settings.provider}: content/providers/{settings.provider}.yaml must say `country`, "
            "and outside the European Economic Area `transfer` (adequacy or standard_clauses)"
        )


def the_policies() -> Policies:
    """The policies of the application that answers this request."""
    found: Policies = current_app.extensions["policies"]
    return found


def the_policy(locale: str = "fr") -> ProviderPolicy:
    """The policy of this installation's provider."""
    return the_policies().get(services().settings.provider, locale)


def the_remover() -> Remover | None:
    """Whoever lifts blocks by a program here; None: staff ask the provider."""
    found: Remover | None = current_app.extensions["remover"]
    return found
