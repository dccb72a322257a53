"""Plots: nothing stands outside of its frame, and a gap is a gap."""

import re
from datetime import timedelta

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.picture import Week
from helpcenter.delivery.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, choose_floor, draw_errors, draw_share, draw_volume
from tests.delivery.numbers import LAST_WEEK


def weeks(*counts: Counts, before: Counts | None = None) -> list[Week]:
    first = LAST_WEEK - timedelta(weeks=len(counts) - 1)
    return [Week(first + timedelta(weeks=place), each, before) for place, each in enumerate(counts)]


def month(week: Week) -> str:
    return f"{week.monday:%b}"


def test_the_parts_of_a_column_stand_on_each_other_and_add_up_to_the_mails() -> None:
    *full, current = weeks(Counts(sent=100, delivered=80, permanent=10), Counts(), Counts(delivered=30), before=Counts(delivered=50))
    plot = draw_volume(full, current, month, str)
    arrived, still_open, failed = plot.columns[0].parts
    assert [part.name for part in plot.columns[0].parts] == ["arrived", "open", "failed"]
    assert arrived.y + arrived.height == plot.base
    assert abs(still_open.y + still_open.height - arrived.y) < 0.11
    assert abs(failed.y - TOP) < 0.11
    assert plot.columns[1].parts == ()
    assert [column.is_current for column in plot.columns] == [False, False, True]
    assert plot.has_open
    assert [row.label for row in plot.rows] == ["0", "50", "100"]


def test_nothing_is_drawn_outside_of_the_frame() -> None:
    many = [Counts(sent=n * 37 % 911, delivered=n * 31 % 807, temporary=n % 7, complaints=n % 2) for n in range(53)]
    *full, current = weeks(*many, before=Counts(delivered=700, blocked=400))
    volume, errors, share = draw_volume(full, current, month, str), draw_errors(full, current, month), draw_share(full, month, str)
    columns = [*volume.columns, *(column for row in errors.rows for column in row.columns)]
    assert all(column.x >= LEFT and column.x + column.width <= WIDTH - RIGHT for column in columns)
    assert all(part.y >= TOP - 0.1 and part.height >= 0 for column in volume.columns for part in column.parts)
    assert all(row.top - 0.1 <= part.y for row in errors.rows for column in row.columns for part in column.parts)
    assert all(TOP <= y <= HEIGHT - BOTTOM for _x, y in share.dots)
    assert len(volume.months) <= 6


def test_the_line_breaks_where_too_few_mails_tell_something() -> None:
    good, few = Counts(delivered=95, blocked=5), Counts(delivered=3, blocked=3)
    plot = draw_share(weeks(good, good, few, good, good), month, str)
    assert len(plot.dots) == 4
    assert len(re.findall("M", plot.now)) == 2
    assert plot.before == ""
    assert draw_share(weeks(few, few), month, str).is_empty


def test_the_axis_of_shares_begins_below_everything_that_it_shows() -> None:
    assert [choose_floor(shares) for shares in ([0.99, 0.985], [0.97, 1.0], [0.93], [0.12], [])] == [0.98, 0.95, 0.9, 0.0, 0.0]


def test_all_kinds_of_error_have_one_scale() -> None:
    *full, current = weeks(Counts(permanent=40, temporary=10), Counts(temporary=20))
    rows = {row.kind: row for row in draw_errors(full, current, month).rows}
    tall, short = rows["permanent"].columns[0].parts[0], rows["temporary"].columns[0].parts[0]
    assert abs(tall.height - 4 * short.height) < 0.5
    # The sum is of full weeks; the week that is not over has its column.
    assert (rows["temporary"].total, rows["temporary"].columns[-1].is_current) == (10, True)
