# Types of SQLModel in ALTER.
# dialects: postgresql mysql mariadb
# modes: offline online
# needs: sqlmodel
from alembic import op
import sqlalchemy as sa
import sqlmodel

revision = "package_sqlmodel_alter"
down_revision = None


def upgrade():
    op.create_table("psma", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.String(10)))
    op.alter_column("psma", "a", existing_type=sa.String(10), type_=sqlmodel.sql.sqltypes.AutoString(length=50))
    op.alter_column("psma", "a", existing_type=sqlmodel.sql.sqltypes.AutoString(length=50), nullable=False)
    op.alter_column("psma", "a", existing_type=sa.VARCHAR(50), type_=sqlmodel.sql.sqltypes.AutoString())


def downgrade():
    op.alter_column("psma", "a", existing_type=sqlmodel.sql.sqltypes.AutoString(), type_=sa.Text(), nullable=True)
    op.drop_table("psma")
