# Rows read back and used: scalar, first, fetchall, iteration, attributes, mappings.
# modes: online
from alembic import op
import sqlalchemy as sa

revision = "look_rows"
down_revision = None


def upgrade():
    bind = op.get_bind()
    op.create_table("lr", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(10)))
    op.create_table("lr_said", sa.Column("line", sa.Text()))
    bind.execute(sa.text("INSERT INTO lr (id, name) VALUES (1, 'one'), (2, 'two'), (3, NULL)"))
    said = [str(bind.execute(sa.text("SELECT count(*) FROM lr")).scalar())]
    for row in bind.execute(sa.text("SELECT id, name FROM lr ORDER BY id")):
        said.append(f"{row.id} {row[1]} {len(row)}")
    first = bind.execute(sa.text("SELECT name FROM lr WHERE id = :id"), {"id": 2}).first()
    said.append(first.name if first else "none")
    said.append(repr(bind.execute(sa.text("SELECT name FROM lr WHERE id = 9")).first()))
    for number, name in bind.execute(sa.text("SELECT id, name FROM lr ORDER BY id DESC")).fetchall():
        said.append("%d=%s" % (number, name))
    for row in bind.execute(sa.text("SELECT id, name FROM lr WHERE name IS NOT NULL ORDER BY id")).mappings():
        said.append(row["name"] + str(dict(row)))
    ids = bind.execute(sa.text("SELECT id FROM lr ORDER BY id")).scalars().all()
    said.append(str(ids))
    said.append(str(bind.execute(sa.text("UPDATE lr SET name = 'x' WHERE id > 1")).rowcount))
    for line in said:
        bind.execute(sa.text("INSERT INTO lr_said (line) VALUES (:line)"), {"line": line})
    bind.execute(
        sa.text("INSERT INTO lr (id, name) VALUES (:id, :name)"), [{"id": 10, "name": "ten"}, {"id": 11, "name": None}]
    )


def downgrade():
    op.drop_table("lr_said")
    op.drop_table("lr")
