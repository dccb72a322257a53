"""The migrations make what the models say, forth and back, on both engines."""

from flask import Flask
from sqlalchemy import inspect

from helpcenter.db import db
from helpcenter.db.migrate import downgrade, drift, missing_versions, upgrade


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        assert drift() == []


def test_a_migrated_database_misses_no_version(app: Flask) -> None:
    with app.app_context():
        assert missing_versions() == set()


def test_all_migrations_can_be_undone_and_done_again(app: Flask) -> None:
    with app.app_context():
        downgrade("base")
    with app.app_context():
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
    with app.app_context():
        assert drift() == []
