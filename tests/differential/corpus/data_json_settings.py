# A data migration: json settings.
# modes: online
# dialects: postgresql sqlite
# needs: SQLAlchemy 2.0
from alembic import op
import sqlalchemy as sa
from sqlalchemy import insert, select, table, update

revision = "data_json_settings"
down_revision = None


def upgrade():
    t = op.create_table("js_set", sa.Column("id", sa.Integer, primary_key=True), sa.Column("settings", sa.JSON))
    conn = op.get_bind()
    conn.execute(t.insert(), [{"id": 1, "settings": {"theme": "dark", "n": 1}}, {"id": 2, "settings": {}}, {"id": 3, "settings": None}, {"id": 4, "settings": {"theme": "ä\"'", "x": [1, 2.5, None, True]}}])
    for row in conn.execute(sa.select(t)).mappings().all():
        settings = dict(row["settings"] or {})
        settings.setdefault("theme", "light")
        settings["version"] = 2
        settings.pop("n", None)
        conn.execute(sa.update(t).where(t.c.id == row["id"]).values(settings=settings))
    conn.execute(t.update().where(t.c.id == 3).values(settings=sa.null()))
    conn.execute(t.insert().values(id=5, settings=sa.JSON.NULL))
    conn.execute(t.insert().values(id=6, settings=None))


def downgrade():
    pass
