"""What `content check` says of tutorials, labels and drawings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from helpcenter.documents.checks import Level, Problem, check_names, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.variables import SITE_VARIABLES, protect, undefined
from helpcenter.i18n.locales import DEFAULT_LOCALE, FAMILY_LOCALES, INTERFACE_LOCALES
from helpcenter.labels.mail_clients import Evidence, MailClient
from helpcenter.tutorials.library import CLIENTS, ILLUSTRATIONS, SHELF, Tutorials
from helpcenter.tutorials.step_text import StepText
from helpcenter.tutorials.tutorial import Tutorial, tutorial_id
from helpcenter.tutorials.wording import check_wording

# What must be the same in every language of a tutorial.
SHARED = ("client", "platform", "method", "device", "strength", "needs_received_mail", "shorter", "longer", "files")


def check_tutorials(library: Library) -> Iterator[Problem]:
    """Each tutorial: its name, what it refers to, and that its languages show the same steps."""
    # Without values and decisions: what staff wrote is right or wrong on every installation.
    tutorials = Tutorials(library)
    yield from check_names(library, SHELF)
    for each in tutorials.written_ids():
        found, problems = _read_all(tutorials, each)
        yield from problems
        yield from _missing_languages(tutorials, each)
        for tutorial in found:
            yield from _check_one(tutorials, tutorial)
        # French is what staff write first; where it is missing, the other languages are still compared with one another.
        original = next((one for one in found if one.locale == DEFAULT_LOCALE), next(iter(found), None))
        for other in found:
            if original and other is not original:
                yield from _compare(original, other)


def check_mail_clients(library: Library) -> Iterator[Problem]:
    """Each file of labels: readable, named like its client, with evidence."""
    tutorials = Tutorials(library)
    for file in sorted((library.root / CLIENTS).glob("*")):
        if file.suffix != ".yaml":
            yield Problem(file, 1, Level.WARNING, "is not a .yaml file: nobody reads it")
            continue
        client, problems = _read_client(tutorials, file.stem)
        yield from problems
        if client and client.client != file.stem:
            yield Problem(file, _line(file, "client:"), Level.ERROR, f"names the client {client.client}, the file says {file.stem}")


def check_illustrations(library: Library) -> Iterator[Problem]:
    """Each drawing: readable, and used by a step."""
    tutorials = Tutorials(library)
    written = [tutorial for each in tutorials.written_ids() for tutorial in _read_all(tutorials, each)[0]]
    used = {step.facts.illustration for tutorial in written for step in tutorial.steps}
    for file in sorted((library.root / ILLUSTRATIONS).glob("*.svg")):
        try:
            tutorials.illustration(file.stem)
        except ContentError as error:
            yield from problems_of(error)
        if file.stem not in used:
            yield Problem(file, 1, Level.WARNING, "no step of a tutorial shows this drawing")


def _read_all(tutorials: Tutorials, each: str) -> tuple[list[Tutorial], list[Problem]]:
    found: list[Tutorial] = []
    problems: list[Problem] = []
    for locale in tutorials.locales(each):
        try:
            tutorial = tutorials.find(each, locale)
        except ContentError as error:
            problems += problems_of(error)
        else:
            found += [tutorial] if tutorial else []
    return found, problems


def _missing_languages(tutorials: Tutorials, each: str) -> Iterator[Problem]:
    for locale in FAMILY_LOCALES:
        if locale not in tutorials.locales(each):
            yield Problem(tutorials.root / SHELF.folder / each / f"{locale}.md", 1, Level.WARNING, "the translation is missing")


def _read_client(tutorials: Tutorials, name: str) -> tuple[MailClient | None, list[Problem]]:
    try:
        return tutorials.client(name), []
    except ContentError as error:
        return None, list(problems_of(error))


def _check_variables(tutorial: Tutorial) -> Iterator[Problem]:
    """The sentences of the front matter; those of the steps are checked when they are read."""
    meta = tutorial.meta
    for text in (*meta.does, *meta.limits, *meta.may_still_block, *(link.text for link in meta.links)):
        for error in undefined(protect(text, tutorial.file)[1], SITE_VARIABLES):
            yield _error(tutorial.file, text[:40], error.message)


def _check_one(tutorials: Tutorials, tutorial: Tutorial) -> Iterator[Problem]:
    meta = tutorial.meta
    name = tutorial_id(meta.client, meta.platform, meta.method)
    if name != tutorial.id:
        yield _error(tutorial.file, "client:", f"client, platform and method make {name}, the folder says {tutorial.id}")
    yield from _check_variables(tutorial)
    yield from check_wording(tutorial)
    for field, other in (("shorter:", meta.shorter), ("longer:", meta.longer)):
        if other and other not in tutorials.written_ids():
            yield _error(tutorial.file, field, f"there is no tutorial {other}")
    for step in tutorial.steps:
        yield from _check_drawing(tutorials, tutorial, step)
    client, _ = _read_client(tutorials, meta.client)
    if client is None:
        # The client's own file has its own problem, unless there is no such file.
        if not tutorials.client_file(meta.client).is_file():
            yield _error(tutorial.file, "client:", f"there is no mail client {meta.client}")
        return
    yield from _check_method(tutorial, client)
    yield from _check_links(tutorial, client)
    yield from _check_labels(tutorial, client)


def _check_method(tutorial: Tutorial, client: MailClient) -> Iterator[Problem]:
    meta = tutorial.meta
    facts = client.methods.get(f"{meta.platform}.{meta.method}")
    if facts is None:
        yield _error(tutorial.file, "method:", f"{meta.client} has no method {meta.platform}.{meta.method}")
    elif facts.strength is not meta.strength:
        yield _error(tutorial.file, "strength:", f"is {meta.strength.value} here, {facts.strength.value} among the facts of {meta.client}")


def _check_links(tutorial: Tutorial, client: MailClient) -> Iterator[Problem]:
    steps = {step.facts.id for step in tutorial.steps}
    for link in tutorial.meta.links:
        if link.link not in client.links:
            yield _error(tutorial.file, f"link: {link.link}", f"{tutorial.meta.client} has no link {link.link}")
        if link.continue_at not in steps:
            yield _error(tutorial.file, f"continue_at: {link.continue_at}", f"there is no step {link.continue_at}")


def _check_labels(tutorial: Tutorial, client: MailClient) -> Iterator[Problem]:
    missing = False
    for step in tutorial.steps:
        for key in step.label_keys:
            if key not in client.labels:
                missing = True
                yield Problem(tutorial.file, step.line, Level.ERROR, f"{tutorial.meta.client} has no label {key}")
    # A label that is missing was named above: it would be named once more as a language that is missing.
    if not missing and tutorial.label_keys and not client.screen_locales(tutorial.label_keys):
        yield Problem(tutorial.file, 1, Level.ERROR, "no language of the screen has all labels of this tutorial")
    if not missing:
        yield from _check_evidence(tutorial, client)


def _check_evidence(tutorial: Tutorial, client: MailClient) -> Iterator[Problem]:
    for step in tutorial.steps:
        for key in step.label_keys:
            label = client.find_label(key, tutorial.locale)
            # In the six other languages a sheet may quote French or English buttons: few screens of those are known.
            if label is None and tutorial.locale in INTERFACE_LOCALES:
                yield Problem(tutorial.file, step.line, Level.WARNING, f"the label {key} is not known in {tutorial.locale}")
            elif label and label.evidence is Evidence.MEMORY:
                message = f"the label {key} (“{label.text}”) is known from memory only: look at a screen in {tutorial.locale}"
                yield Problem(tutorial.file, step.line, Level.WARNING, message)


def _check_drawing(tutorials: Tutorials, tutorial: Tutorial, step: StepText) -> Iterator[Problem]:
    kind = step.facts.illustration
    if not tutorials.illustration_file(kind).is_file():
        yield Problem(tutorial.file, step.line, Level.ERROR, f"there is no drawing {ILLUSTRATIONS}/{kind}.svg")
        return
    try:
        room = tutorials.illustration(kind).parts
    # Named by check_illustrations: once, and not for each step that shows it.
    except ContentError:
        return
    wanted = {"label": bool(step.facts.label), "sender": step.facts.sender is not None}
    for part in sorted(part for part, is_wanted in wanted.items() if is_wanted and part not in room):
        yield Problem(tutorial.file, step.line, Level.ERROR, f"the drawing {kind} has no room for the {part}")


def _compare(one: Tutorial, other: Tutorial) -> Iterator[Problem]:
    for field in SHARED:
        if getattr(one.meta, field) != getattr(other.meta, field):
            yield _error(other.file, f"{field}:", f"{field} is not the same in {one.locale}")
    if [(link.link, link.continue_at) for link in one.meta.links] != [(link.link, link.continue_at) for link in other.meta.links]:
        yield _error(other.file, "links:", f"the links are not the same in {one.locale}")
    if _outline(one.steps) != _outline(other.steps):
        line = _first_difference(one, other)
        # Whoever corrects the French and the English must not wait for six translators: theirs stays a sheet of its own meanwhile.
        level = Level.ERROR if other.locale in INTERFACE_LOCALES else Level.WARNING
        yield Problem(other.file, line, level, f"the steps are not the same as in {one.locale} (id, action, label, drawing, sender)")


def _outline(steps: Iterable[StepText]) -> list[object]:
    return [step.facts for step in steps]


def _first_difference(one: Tutorial, other: Tutorial) -> int:
    pairs = zip(one.steps, other.steps, strict=False)
    # Where one is only longer, the last step of the other is nearest.
    return next((theirs.line for ours, theirs in pairs if ours.facts != theirs.facts), other.steps[-1].line)


def _error(file: Path, needle: str, message: str) -> Problem:
    return Problem(file, _line(file, needle), Level.ERROR, message)


def _line(file: Path, needle: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if needle in line), 1)
