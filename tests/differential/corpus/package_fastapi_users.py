# Types of fastapi-users, as generated migrations name them.
# dialects: postgresql sqlite mysql mariadb
# modes: offline online
# needs: fastapi_users_db_sqlalchemy
from alembic import op
import fastapi_users_db_sqlalchemy
import fastapi_users_db_sqlalchemy.generics
from fastapi_users_db_sqlalchemy.generics import GUID, TIMESTAMPAware
import sqlalchemy as sa

revision = "package_fastapi_users"
down_revision = None


def upgrade():
    op.create_table(
        "pfu_user",
        sa.Column("id", fastapi_users_db_sqlalchemy.generics.GUID(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pfu_user_email"), "pfu_user", ["email"], unique=True)
    op.create_table(
        "pfu_token",
        sa.Column("user_id", GUID(), nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("created_at", TIMESTAMPAware(timezone=True), nullable=False),
        sa.Column("seen_at", fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["pfu_user.id"], ondelete="cascade"),
        sa.PrimaryKeyConstraint("token"),
    )
    users = sa.table("pfu_user", sa.column("id", GUID()), sa.column("email", sa.String), sa.column("is_active", sa.Boolean))
    op.bulk_insert(users, [{"id": "0b8ee5a1-9f0a-4ba6-9c4c-2b0a0b8ee5a1", "email": "a@b.c", "is_active": True}])
    op.add_column("pfu_token", sa.Column("by", fastapi_users_db_sqlalchemy.generics.GUID(), nullable=True))


def downgrade():
    op.drop_column("pfu_token", "by")
    op.drop_table("pfu_token")
    op.drop_index(op.f("ix_pfu_user_email"), table_name="pfu_user")
    op.drop_table("pfu_user")
