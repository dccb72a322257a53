"""The generic sheet under the name of a mail client for which nobody knows the way: it says so, and invents no step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helpcenter.labels.mail_clients import MailClient
from helpcenter.tutorials.tutorial import GENERIC, Device, Tutorial, tutorial_id

PHONES = frozenset({"android_ios", "iphone"})


@dataclass(frozen=True)
class StandIn:
    """Stands in for one platform of one mail client."""

    client: str
    name: str
    platform: str

    @property
    def prefix(self) -> str:
        """How the id of a tutorial for this platform begins, without the hyphen."""
        return tutorial_id(self.client, self.platform, "").rstrip("-")

    @property
    def id(self) -> str:
        """Its id, such as sfr-web-generic."""
        return tutorial_id(self.client, self.platform, GENERIC)

    @property
    def device(self) -> Device:
        """Where it is followed."""
        return Device.PHONE if self.platform in PHONES else Device.COMPUTER


def stand_ins(clients: Iterable[MailClient]) -> Iterator[StandIn]:
    """One for each platform of each mail client, needed or not."""
    for client in clients:
        for platform in dict.fromkeys(key.partition(".")[0] for key in client.methods):
            yield StandIn(client.client, client.short_name, platform)


def stand_in(generic: Tutorial, who: StandIn) -> Tutorial:
    """The generic tutorial under this client's name."""
    title = generic.meta.title_for.replace("{client}", who.name) or generic.meta.title
    facts = {"title": title, "client": who.client, "client_name": who.name, "platform": who.platform, "device": who.device}
    return replace(generic, id=who.id, meta=generic.meta.model_copy(update=facts))
