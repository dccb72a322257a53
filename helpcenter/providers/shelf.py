"""The providers of content/providers: read when they are asked for, and again when a file has changed."""

from pathlib import Path

from helpcenter.documents.errors import ContentError
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.providers.policy_file import FOLDER, PolicyEntry, read_policy_file

Stamp = tuple[int, int]


class Policies:
    """The policies of an installation, by the name of their file."""

    def __init__(self, content: Path) -> None:
        self._folder = content / FOLDER
        self._read: dict[str, tuple[Stamp, PolicyEntry]] = {}

    def ids(self) -> list[str]:
        """The names of all files, in the order of the alphabet."""
        return sorted(file.stem for file in self._folder.glob("*.yaml"))

    def get(self, provider: str, locale: str = DEFAULT_LOCALE) -> ProviderPolicy:
        """The policy of a provider, its notes in this language; ContentError when there is none or its file is broken."""
        if provider == ARTICLE_POLICY.id and not self._file(provider).exists():
            return ARTICLE_POLICY
        # Held against the listing of the folder: a name in a setting or a case cannot lead out of it.
        if provider not in self.ids():
            raise ContentError(self._file(provider), 1, "is missing: a setting or a case names this provider")
        return self._entry(provider).to_policy(provider, locale)

    def find(self, provider: str, locale: str = DEFAULT_LOCALE) -> ProviderPolicy | None:
        """The policy of a provider; None when there is no file of this name."""
        return self.get(provider, locale) if provider in self.ids() or provider == ARTICLE_POLICY.id else None

    def all(self, locale: str = DEFAULT_LOCALE) -> list[ProviderPolicy]:
        """Every policy."""
        return [self.get(provider, locale) for provider in self.ids()]

    def _file(self, provider: str) -> Path:
        return self._folder / f"{provider}.yaml"

    def _entry(self, provider: str) -> PolicyEntry:
        file, known = self._file(provider), self._read.get(provider)
        found = file.stat()
        # The size as well: two saves may fall into one tick of the clock.
        stamp = (found.st_mtime_ns, found.st_size)
        if known is None or known[0] != stamp:
            known = (stamp, self._reread(file, known))
            self._read[provider] = known
        return known[1]

    @staticmethod
    def _reread(file: Path, known: tuple[Stamp, PolicyEntry] | None) -> PolicyEntry:
        try:
            return read_policy_file(file)
        except ContentError:
            # Somebody is editing it: the rules that held until now hold on, and `content check` names the mistake.
            if known is None:
                raise
            return known[1]
