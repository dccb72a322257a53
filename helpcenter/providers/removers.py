"""Which program lifts blocks in this installation. Each is loaded only where it is chosen: their libraries are large."""

from helpcenter.config import SettingError, Settings, variable_of
from helpcenter.providers.removal import Clock, ConsoleRemover, Remover


def make_remover(settings: Settings, clock: Clock) -> Remover | None:
    """Whoever lifts blocks by a program in this installation; None: staff do it with the provider."""
    if not settings.removal_api:
        return None
    makers = {"console": _make_console, "brevo": _make_brevo, "amazon-ses": _make_ses}
    if settings.removal_api not in makers:
        raise SettingError(f"{variable_of('removal_api')} must be empty or one of {', '.join(makers)}")
    return makers[settings.removal_api](settings, clock)


def _make_console(settings: Settings, _clock: Clock) -> Remover:
    if not settings.is_local:
        raise SettingError(f"{variable_of('removal_api')}=console lifts nothing: it is for a public_url on this machine")
    return ConsoleRemover()


def _make_brevo(settings: Settings, clock: Clock) -> Remover:
    from helpcenter.providers.brevo import BrevoRemover

    _need(settings, "removal_api_key")
    return BrevoRemover(settings.removal_api_key, clock, settings.removal_api_url)


def _make_ses(settings: Settings, clock: Clock) -> Remover:
    from helpcenter.providers.amazon_ses import AmazonSesRemover, Credentials

    _need(settings, "removal_api_key", "removal_api_secret", "removal_api_region")
    credentials = Credentials(settings.removal_api_key, settings.removal_api_secret, settings.removal_api_region)
    return AmazonSesRemover(credentials, clock, settings.removal_api_url)


def _need(settings: Settings, *names: str) -> None:
    # Else blocks would be lifted at one provider while the requests are about another.
    if settings.provider != settings.removal_api:
        raise SettingError(f"{variable_of('removal_api')} must be the same provider as {variable_of('provider')}")
    if missing := [variable_of(name) for name in names if not getattr(settings, name)]:
        raise SettingError(f"{variable_of('removal_api')}={settings.removal_api} needs {', '.join(missing)}")
