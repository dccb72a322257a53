"""The days of the vendor's team, and what the mail provider does with its requests."""

from cohort.families import Mood
from cohort.world import Story, World

LONGEST_WAIT = 150


def serve(world: World) -> Story:
    """The mails that came are read; a batch every working day while something is ready; the provider answers as it likes."""
    waiting: list[tuple[float, int]] = []
    tries: dict[str, int] = {}
    for day in range(LONGEST_WAIT):
        world.staff.read_mails()
        batch = world.staff.make_batch()
        while batch is not None:
            waiting.append((day + world.chance.uniform(1, 3), batch))
            batch = world.staff.make_batch()
        due = [each for each in waiting if each[0] <= day]
        waiting = [each for each in waiting if each[0] > day]
        for _, number in due:
            later = _hear(world, number, tries)
            if later:
                waiting.append((day + 9, number))
        yield 1


def _hear(world: World, batch: int, tries: dict[str, int]) -> bool:
    """The provider's answers about a batch; True when some come later."""
    answers, is_late = [], False
    for address in world.staff.addresses(batch):
        answer = _answer_of(world.moods.get(address, Mood.PROMPT), tries, address)
        if answer == "later":
            is_late = True
        else:
            answers.append((address, answer))
    if answers:
        world.staff.enter(batch, answers)
    world.staff.ask_again(batch)
    return is_late


def _answer_of(mood: Mood, tries: dict[str, int], address: str) -> str:
    count = tries[address] = tries.get(address, 0) + 1
    if mood is Mood.DECLINES:
        return "declined"
    if mood is Mood.LATE:
        return "later" if count == 1 else "done"
    patience = {Mood.DEAF_ONCE: 1, Mood.DEAF_TWICE: 2}.get(mood, 0)
    return "no_answer" if count <= patience else "done"
