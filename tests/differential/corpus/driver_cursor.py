# Cursors of the driver, its parameter styles, savepoints.
# dialects: postgresql sqlite
# modes: online
import sqlalchemy as sa
from alembic import op
revision = "driver_cursor"
down_revision = None

def log(*values):
    op.get_bind().execute(
        sa.text("INSERT INTO driver_log (line) VALUES (:line)"), {"line": " ".join(str(value) for value in values)}
    )


def upgrade():
    op.create_table("driver_log", sa.Column("id", sa.Integer, primary_key=True), sa.Column("line", sa.Text))
    op.create_table("driver_t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    bind = op.get_bind()
    pg = bind.dialect.name == "postgresql"
    mark, named = ("%s", "%(n)s") if pg else ("?", ":n")
    cursor = bind.connection.cursor()
    cursor.execute(f"INSERT INTO driver_t (id, name) VALUES ({mark}, {mark})", (1, "it's"))
    cursor.executemany(f"INSERT INTO driver_t (id, name) VALUES ({mark}, {mark})", [(2, "b"), (3, None)])
    log(cursor.rowcount)
    cursor.execute(f"SELECT id, name FROM driver_t WHERE name = {named} OR id > 2 ORDER BY id", {"n": "b"})
    log([d[0] for d in cursor.description], cursor.fetchone(), cursor.fetchall(), cursor.fetchone())
    cursor.execute("SELECT id FROM driver_t ORDER BY id")
    log(cursor.fetchmany(2), [row[0] for row in cursor])
    cursor.close()
    log(bind.exec_driver_sql(f"SELECT name FROM driver_t WHERE id = {mark}", (2,)).scalar())
    bind.exec_driver_sql(f"INSERT INTO driver_t (id, name) VALUES ({mark}, {mark})", [(4, "x%"), (5, "y")])
    log(bind.exec_driver_sql("SELECT count(*) FROM driver_t WHERE name LIKE 'x%%'" if pg else "SELECT count(*) FROM driver_t WHERE name LIKE 'x%'").scalar())
    try:
        with bind.begin_nested():
            bind.execute(sa.text("INSERT INTO driver_t (id) VALUES (6)"))
            bind.execute(sa.text("INSERT INTO driver_t (id) VALUES (1)"))
    except sa.exc.IntegrityError as error:
        log("refused")
    savepoint = bind.begin_nested()
    bind.execute(sa.text("INSERT INTO driver_t (id) VALUES (7)"))
    savepoint.rollback()
    savepoint = bind.begin_nested()
    bind.execute(sa.text("INSERT INTO driver_t (id) VALUES (8)"))
    log(bind.in_nested_transaction(), bind.in_transaction(), savepoint.is_active)
    savepoint.commit()
    log(bind.in_nested_transaction(), savepoint.is_active)
    log(bind.execute(sa.text("SELECT id FROM driver_t ORDER BY id")).scalars().all())


def downgrade():
    op.drop_table("driver_t")
    op.drop_table("driver_log")
