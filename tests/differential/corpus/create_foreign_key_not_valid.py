# A foreign key and a check that existing rows need not meet.
# dialects: postgresql
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa

revision = "create_foreign_key_not_valid"
down_revision = None


def upgrade():
    op.create_table("cfn", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("p", sa.Integer()))
    op.create_foreign_key("fk_cfn", "cfn", "cfn", ["p"], ["id"], postgresql_not_valid=True)
    op.create_check_constraint("ck_cfn", "cfn", "p > 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE cfn VALIDATE CONSTRAINT ck_cfn")


def downgrade():
    op.drop_constraint("ck_cfn", "cfn")
    op.drop_constraint("fk_cfn", "cfn")
    op.drop_table("cfn")
