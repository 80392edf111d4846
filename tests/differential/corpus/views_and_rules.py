# Views and materialised views.
# dialects: postgresql mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "views_and_rules"
down_revision = None


def upgrade():
    op.create_table("vr", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("n", sa.Integer()))
    op.execute("CREATE VIEW vr_view AS SELECT id, n * 2 AS twice FROM vr WHERE n > 0")
    op.execute("CREATE MATERIALIZED VIEW vr_mat AS SELECT count(*) AS n FROM vr WITH DATA")
    op.create_index("ix_vr_mat", "vr_mat", ["n"], unique=True)


def downgrade():
    op.execute("DROP MATERIALIZED VIEW vr_mat")
    op.execute("DROP VIEW IF EXISTS vr_view")
    op.drop_table("vr")
