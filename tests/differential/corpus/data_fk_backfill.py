# A data migration: fk backfill.
# modes: online
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import column, func, insert, select, table, update

revision = "data_fk_backfill"
down_revision = None


def upgrade():
    c = op.create_table("country_fb", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(40), unique=True))
    p = op.create_table("person_fb", sa.Column("id", sa.Integer, primary_key=True), sa.Column("country", sa.String(40)))
    conn = op.get_bind()
    conn.execute(p.insert(), [{"id": i, "country": n} for i, n in enumerate(["DE", "FR", None, "DE", "XX"], 1)])
    conn.execute(c.insert().from_select(["name"], select(p.c.country).where(p.c.country.is_not(None)).distinct().order_by(p.c.country)))
    with op.batch_alter_table("person_fb") as b:
        b.add_column(sa.Column("country_id", sa.Integer))
        b.create_foreign_key("fk_person_fb", "country_fb", ["country_id"], ["id"])
    p2 = table("person_fb", column("id"), column("country"), column("country_id"))
    conn.execute(p2.update().values(country_id=select(c.c.id).where(c.c.name == p2.c.country).scalar_subquery()))
    missing = conn.execute(select(func.count()).select_from(p2).where(p2.c.country_id.is_(None), p2.c.country.is_not(None))).scalar()
    assert missing == 0
    with op.batch_alter_table("person_fb") as b:
        b.drop_column("country")


def downgrade():
    pass
