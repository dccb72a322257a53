"""Very many events, their counts and the blocks that follow from them, made by the database itself.

200 organisations, 20 events for each address; every twentieth event began a block, a quarter of them at one organisation (number 2),
so that its list fills its page at any size. Of the blocks one in five is over. The counts reach back two years: they outlive the events.
"""

from sqlalchemy import Connection, text

from benchmarks.event_rows import NOW

SHARES = """CASE WHEN n / 200 % 100 < 90 THEN 'delivered' WHEN n / 200 % 100 < 94 THEN 'temporary' WHEN n / 200 % 100 < 97 THEN 'permanent'
    WHEN n / 200 % 100 < 99 THEN 'blocked' ELSE 'complaint' END"""
WHOSE = "CASE WHEN n % 80 = 0 THEN 2 ELSE n % 200 + 1 END"
KINDS = "CASE n % 3 WHEN 0 THEN 'hard_bounce' WHEN 1 THEN 'spam' ELSE 'soft' END"
EVENTS = """
INSERT INTO provider_events (provider, key, kind, happened_at, address, message_id, cause, is_blocking, detail, organisation_id)
SELECT 'mailjet', {key}, {shares}, {moment}, 'famille-' || {address} || '@example.org', n, 'unknown', n / 200 % 100 >= 94, '',
  {address} % 200 + 1
FROM {series}
"""
ADDRESS = "(n * 7919 % (CAST(:count AS bigint) / 20))"
BLOCKS = """
INSERT INTO suppressions (organisation_id, address, mailbox_key, kind, source, provider, since_at, until_on, last_at, times, detail,
  event_key, created_by, lifted_at, lifted_because, lifted_by)
SELECT {whose}, 'famille-' || n || '@example.org', 'famille-' || n || '@example.org', {kinds}, 'event', 'mailjet', {moment}, NULL, {moment},
  1, '550 5.1.1 user unknown', '', 'event', CASE WHEN n / 20 % 5 = 0 THEN {moment} END, CASE WHEN n / 20 % 5 = 0 THEN 'time' END, ''
FROM {series} WHERE n % 20 = 0
"""
# As suppressions/beginnings.py makes them of such addresses.
BEGINNINGS = """
INSERT INTO suppression_beginnings (text, suppression_id, organisation_id)
SELECT {text}, id, organisation_id FROM suppressions
"""
TEXTS = ("address", "substr(address, 9)", "'example.org'")
SERIES = {
    "postgresql": "generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n",
    "sqlite": "(WITH RECURSIVE series(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM series WHERE n < :last) SELECT n FROM series)",
}
MOMENT = {
    "postgresql": "CAST(:now AS timestamptz) - interval '90 days' * (1 - n / CAST(:count AS float))",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', :now, '-' || ((1 - n / CAST(:count AS real)) * 90) || ' days')",
}
KEY = {"postgresql": "md5(n::text) || md5((n + 1)::text)", "sqlite": "printf('%064d', n * 2654435761 % 1000000007 * 10000000 + n)"}
DAY = {"postgresql": "CAST(happened_at AT TIME ZONE 'Europe/Paris' AS date)", "sqlite": "substr(happened_at, 1, 10)"}
EARLIER = {"postgresql": "day - 91 * CAST(:back AS integer)", "sqlite": "date(day, '-' || (91 * :back) || ' days')"}
MONDAY = {"postgresql": "CAST(date_trunc('week', CAST(day AS timestamp)) AS date)", "sqlite": "date(day, 'weekday 0', '-6 days')"}
COUNTS = """
INSERT INTO event_day_counts (organisation_id, day, kind, count)
SELECT organisation_id, {day} AS found, kind, count(*) FROM provider_events GROUP BY organisation_id, found, kind
"""
# Counts alone, as they stay when events are deleted: seven times a quarter of a year more.
EARLIER_COUNTS = """
INSERT INTO event_day_counts (organisation_id, day, kind, count)
SELECT organisation_id, {earlier}, kind, count FROM event_day_counts WHERE day > '2026-08-04'
"""
WEEKS = """
INSERT INTO event_week_counts (organisation_id, monday, sent, delivered, temporary, permanent, blocked, complaint)
SELECT {whose} AS whose, {monday} AS week, {sums} FROM event_day_counts GROUP BY whose, week
"""
SUMS = ", ".join(
    f"sum(CASE WHEN kind = '{kind}' THEN count ELSE 0 END)"
    for kind in ("sent", "delivered", "temporary", "permanent", "blocked", "complaint")
)
INDEXES = {
    "postgresql": """SELECT indexname, indexdef FROM pg_indexes
        WHERE tablename IN ('provider_events', 'suppressions', 'suppression_beginnings') AND indexname NOT LIKE 'pk_%'""",
    "sqlite": """SELECT name, sql FROM sqlite_master
        WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('provider_events', 'suppressions', 'suppression_beginnings')""",
}
ARRIVALS = """
INSERT INTO event_arrivals (provider, day, kind, name, count, last_at)
SELECT 'mailjet', day, kind, '', sum(count), CAST(:now AS {moment}) FROM event_day_counts GROUP BY day, kind
"""
AT_ONCE = 500_000


def fill(connection: Connection, count: int) -> None:
    """Make so many events, and all that goes with them; the indexes are made at the end, which is quicker."""
    engine = connection.dialect.name
    if engine == "postgresql":
        # Its foreign keys would be looked up ten million times.
        connection.execute(text("SET session_replication_role = replica"))
    indexes = _drop_indexes(connection)
    _fill_in_parts(connection, count)
    for text_of_each in TEXTS:
        connection.execute(text(BEGINNINGS.format(text=text_of_each)))
    connection.commit()
    for statement in indexes:
        connection.execute(text(statement))
    _fill_counts(connection)
    if engine == "postgresql":
        # As the server does by itself, sooner or later: here before anything is measured. SQLite has no statistics in the product.
        connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
            connection.execute(text(statement))


def _fill_in_parts(connection: Connection, count: int) -> None:
    engine = connection.dialect.name
    parts = {"series": SERIES[engine], "moment": MOMENT[engine], "key": KEY[engine], "shares": SHARES, "whose": WHOSE, "kinds": KINDS}
    parts["address"] = ADDRESS
    for first in range(1, count + 1, AT_ONCE):
        values = {"first": first, "last": min(first + AT_ONCE - 1, count), "count": count, "now": NOW.strftime("%Y-%m-%d %H:%M:%S")}
        for statement in (EVENTS, BLOCKS):
            connection.execute(text(statement.format(**parts)), values)
        connection.commit()


def _fill_counts(connection: Connection) -> None:
    engine = connection.dialect.name
    connection.execute(text(COUNTS.format(day=DAY[engine])))
    for back in range(7, 0, -1):
        connection.execute(text(EARLIER_COUNTS.format(earlier=EARLIER[engine])), {"back": back})
    moment = "timestamptz" if engine == "postgresql" else "text"
    connection.execute(text(ARRIVALS.format(moment=moment)), {"now": f"{NOW:%Y-%m-%d %H:%M:%S}.000000"})
    for whose in ("organisation_id", "-1"):
        connection.execute(text(WEEKS.format(whose=whose, monday=MONDAY[engine], sums=SUMS)))
    connection.commit()


def _drop_indexes(connection: Connection) -> list[str]:
    """Drop the indexes of the long tables; returns what makes them again."""
    found = connection.execute(text(INDEXES[connection.dialect.name])).all()
    for name, _statement in found:
        connection.execute(text(f"DROP INDEX {name}"))
    return [statement for _name, statement in found]
