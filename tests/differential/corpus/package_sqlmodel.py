# Types of SQLModel, as generated migrations name them.
# dialects: postgresql sqlite mysql mariadb
# modes: offline online
# needs: sqlmodel
from alembic import op
import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from sqlmodel import AutoString

revision = "package_sqlmodel"
down_revision = None


def upgrade():
    op.create_table(
        "psm",
        sa.Column("id", sqlmodel.sql.sqltypes.types.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("kind", AutoString(), server_default="plain", nullable=False, comment="its kind"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index(op.f("ix_psm_note"), "psm", ["note"], unique=False)
    op.add_column("psm", sa.Column("more", sqlmodel.sql.sqltypes.AutoString(32), nullable=True))
    items = sa.table("psm", sa.column("id", sa.Uuid()), sa.column("name", sqlmodel.AutoString()))
    op.bulk_insert(items, [])


def downgrade():
    op.drop_column("psm", "more")
    op.drop_index(op.f("ix_psm_note"), table_name="psm")
    op.drop_table("psm")
