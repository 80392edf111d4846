"""Names by their longer path."""

from alembic_postgresql_enum import ColumnType, TableReference
