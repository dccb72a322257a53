"""What this room keeps in content/: the block rules, and what the check says of them."""

from collections.abc import Iterator
from pathlib import Path

from helpcenter.documents.checks import Check, Level, Problem, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import line_of_key
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import SLUG
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.providers.policy import BlockKind, Removal
from helpcenter.providers.policy_file import FOLDER, Obstacle, PolicyEntry, find_obstacle, read_policy_file

OBSTACLES = {
    Obstacle.COUNTRY_UNKNOWN: "does not say in which country data are kept: the provider cannot be chosen",
    Obstacle.TRANSFER: "keeps data outside the European Economic Area without `transfer`: the provider cannot be chosen",
}


def check_policies(library: Library) -> Iterator[Problem]:
    """Every file of block rules: its name, its fields, its notes in every language of the interface."""
    for file in sorted((library.root / FOLDER).glob("*")):
        if file.suffix != ".yaml" or not SLUG.fullmatch(file.stem):
            yield Problem(file, 1, Level.ERROR, "is no file of block rules: small letters, digits and hyphens, then .yaml")
            continue
        try:
            entry = read_policy_file(file)
        except ContentError as error:
            yield from problems_of(error)
            continue
        yield from _check_entry(file, entry)


def _check_entry(file: Path, entry: PolicyEntry) -> Iterator[Problem]:
    obstacle = find_obstacle(entry.to_policy(file.stem, INTERFACE_LOCALES[0]))
    if obstacle:
        yield Problem(file, line_of_key(file, "country"), Level.WARNING, OBSTACLES[obstacle])
    for kind, rule in entry.rules.items():
        line = line_of_key(file, "rules", kind.value)
        if kind is BlockKind.UNKNOWN:
            yield Problem(file, line, Level.ERROR, "has a rule for blocks of unknown kind: these follow the rule of hard_bounce")
        if rule.removal is Removal.EXPIRES and rule.days is None:
            yield Problem(file, line, Level.ERROR, f"{kind} ends by itself, but `days` does not say when")
        if rule.note and (missing := [locale for locale in INTERFACE_LOCALES if locale not in rule.note]):
            yield Problem(file, line, Level.WARNING, f"the note of {kind} is missing in {', '.join(missing)}")


CHECKS: tuple[Check, ...] = (check_policies,)
