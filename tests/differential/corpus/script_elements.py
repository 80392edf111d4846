# Elements of the script's own, written by functions that `@compiles` registers.
# modes: offline
# needs: SQLAlchemy 2.0
import sqlalchemy as sa
from alembic import op
from sqlalchemy.ext import compiler
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import DDLElement
from sqlalchemy.sql.expression import ClauseElement, ColumnElement, Executable, FunctionElement
from sqlalchemy.sql.functions import GenericFunction

revision = "script_elements"
down_revision = None


class CreateView(DDLElement):
    def __init__(self, name, selectable, replace=False):
        self.name = name
        self.selectable = selectable
        self.replace = replace


class DropView(DDLElement):
    def __init__(self, name):
        self.name = name


@compiler.compiles(CreateView)
def create_view(element, compiler, **kw):
    body = compiler.sql_compiler.process(element.selectable, literal_binds=True)
    return "CREATE VIEW %s AS %s" % (compiler.preparer.quote(element.name), body)


@compiler.compiles(CreateView, "postgresql")
def create_view_postgresql(element, compiler, **kw):
    body = compiler.sql_compiler.process(element.selectable, literal_binds=True)
    replace = "OR REPLACE " if element.replace else ""
    return f"CREATE {replace}VIEW {element.name} AS {body}"


@compiler.compiles(DropView)
def drop_view(element, compiler, **kw):
    return "DROP VIEW %s" % element.name


class InsertFromSelect(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, table, select):
        self.table = table
        self.select = select


@compiles(InsertFromSelect)
def insert_from_select(element, compiler, **kw):
    return "INSERT INTO %s (%s)" % (
        compiler.process(element.table, asfrom=True, **kw),
        compiler.process(element.select, **kw),
    )


class utcnow(FunctionElement):
    type = sa.DateTime()
    inherit_cache = True


@compiles(utcnow)
def default_utcnow(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


@compiles(utcnow, "postgresql")
def postgresql_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


class greatest(FunctionElement):
    type = sa.Numeric()
    name = "greatest"
    inherit_cache = True


@compiles(greatest)
def default_greatest(element, compiler, **kw):
    return "greatest(%s)" % compiler.process(element.clauses, **kw)


@compiles(greatest, "sqlite")
def sqlite_greatest(element, compiler, **kw):
    first, second = list(element.clauses)
    return "max(%s, %s)" % (compiler.process(first, **kw), compiler.process(second, **kw))


class as_utc(GenericFunction):
    type = sa.DateTime()
    inherit_cache = True


class Distance(ColumnElement):
    inherit_cache = True
    type = sa.Float()

    def __init__(self, left, right):
        self.left = left
        self.right = right


@compiles(Distance)
def distance(element, compiler, **kw):
    return "%s <-> %s" % (compiler.process(element.left, **kw), compiler.process(element.right, **kw))


def upgrade():
    doc = op.create_table(
        "doc",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(20)),
        sa.Column("created", sa.DateTime, server_default=utcnow(), nullable=False),
    )
    op.add_column("doc", sa.Column("changed", sa.DateTime, server_default=utcnow()))
    t = sa.table("doc", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("created", sa.DateTime))
    op.execute(CreateView("Recent", sa.select(t.c.id, t.c.name).where(t.c.name == "it's"), replace=True))
    op.execute(InsertFromSelect(t, sa.select(t.c.id + 1, t.c.name).where(t.c.id > 3)))
    op.execute(t.update().values(created=utcnow()).where(t.c.created < utcnow()))
    op.execute(t.update().values(id=greatest(t.c.id, 5)).where(as_utc(t.c.created) == as_utc(t.c.created, "x")))
    named = sa.select(utcnow(), greatest(t.c.id, 1), Distance(t.c.id, t.c.id), utcnow(), as_utc(t.c.created))
    op.execute(CreateView("named", named.order_by(utcnow())))
    op.execute(CreateView("inner", sa.select(named.subquery())))
    op.execute(t.delete().where(Distance(t.c.id, sa.literal(3)) < 2.5))
    op.execute(t.delete().where(sa.and_(greatest(t.c.id, t.c.id * 2) > 7, t.c.name.is_(None))))


def downgrade():
    op.execute(DropView("Recent"))
    op.drop_table("doc")
