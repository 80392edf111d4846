# A MetaData with a naming convention inside the script; Table objects created on the connection.
from alembic import op
import sqlalchemy as sa

revision = "metadata_naming_convention"
down_revision = None


def upgrade():
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    parent = sa.Table("mnc_parent", metadata, sa.Column("id", sa.Integer(), primary_key=True))
    child = sa.Table(
        "mnc_child",
        metadata,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.Integer(), sa.ForeignKey("mnc_parent.id"), index=True),
        sa.Column("b", sa.Integer(), sa.CheckConstraint("b > 0", name="positive"), unique=True),
    )
    metadata.create_all(op.get_bind(), checkfirst=False)
    del parent, child


def downgrade():
    op.drop_table("mnc_child")
    op.drop_table("mnc_parent")
