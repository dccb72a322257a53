"""The base of every table, with one naming convention for constraints (migrations rely on it)."""

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

# SQLite changes a table by copying it, and the copy can leave out a constraint only by its name.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every model inherits."""

    metadata = MetaData(naming_convention=NAMES)
