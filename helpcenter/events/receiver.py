"""Who may send events to this installation: the providers of the settings, each with its secrets; and the certificates they sign with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from helpcenter.config import SettingError, Settings, variable_of
from helpcenter.events.provider import Call, FetchCertificate, Provider, UnreachableError

PATIENCE = 5.0
LARGEST_CERTIFICATE = 20_000
MOST_CERTIFICATES = 20
BEGINNING = b"-----BEGIN CERTIFICATE-----"
Get = Callable[[str], bytes]


class Certificates:
    """Fetched once each, and kept when they are certificates at all; the caller has checked the address."""

    def __init__(self, get: Get) -> None:
        self._get, self._kept = get, dict[str, bytes]()

    def __call__(self, url: str) -> bytes:
        """The certificate at this address."""
        if url in self._kept:
            return self._kept[url]
        found = self._get(url)
        # The page of a proxy, say: kept as a certificate, it would refuse every event until the next start.
        if BEGINNING in found:
            if len(self._kept) >= MOST_CERTIFICATES:
                self._kept.clear()
            self._kept[url] = found
        return found


def get_over_https(url: str) -> bytes:
    """What stands at an address of a provider; no redirect is followed."""
    # Only Amazon's events need it, and it is large.
    import httpx

    try:
        answer = httpx.get(url, timeout=PATIENCE, follow_redirects=False)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise UnreachableError(f"{httpx.URL(url).host} does not answer as expected ({type(error).__name__})") from error
    return answer.content[:LARGEST_CERTIFICATE]


@dataclass(frozen=True)
class Receiver:
    """What the page that receives events needs."""

    providers: Mapping[str, Provider]
    secrets: Mapping[str, Sequence[str]]
    certificates: FetchCertificate
    get: Get = get_over_https

    def find(self, provider_id: str) -> Provider | None:
        """A provider that this installation expects events from."""
        return self.providers.get(provider_id) if provider_id in self.secrets else None

    def is_genuine(self, provider: Provider, call: Call) -> bool:
        """Whether this call comes from the provider."""
        return provider.is_genuine(call, self.secrets[provider.id], self.certificates)


def make_receiver(settings: Settings, providers: Mapping[str, Provider], get: Get = get_over_https) -> Receiver:
    """The receiver that the settings ask for; a setting that names no provider ends the start."""
    secrets: dict[str, list[str]] = {}
    for each in settings.events_secrets:
        provider_id, _, secret = each.partition("=")
        if provider_id not in providers or not secret:
            raise SettingError(f"{variable_of('events_secrets')} holds provider=secret, with a provider among {', '.join(providers)}")
        secrets.setdefault(provider_id, []).append(secret)
    return Receiver(providers, secrets, Certificates(get), get)
