"""The directives for spatial tables, columns and indexes."""

from alembic.operations import BatchOperations, MigrateOperation, Operations
from sqlalchemy.exc import CompileError

_MYSQL = ("mysql", "mariadb")


class _SpatialOp(MigrateOperation):
    """Carries the arguments of the plain directive."""

    def __init__(self, args, keywords):
        self.args = args
        self.keywords = keywords


def _register(name, signature, batch_signature=None):
    """An operation that `signature`, a function of the script's arguments, prepares."""

    class made(_SpatialOp):
        @classmethod
        def invoke_for(cls, operations, *args, **keywords):
            in_batch = batch_signature is not None and isinstance(operations, BatchOperations)
            prepare = batch_signature if in_batch else signature
            return operations.invoke(cls(*prepare(*args, **keywords)))

    made.__name__ = name
    Operations.register_operation(name, "invoke_for")(made)
    if batch_signature:
        BatchOperations.register_operation(name, "invoke_for")(made)
    return made


def _refused_on_sqlite(operations):
    if operations.get_bind().dialect.name == "sqlite":
        raise CompileError("spatial columns and indexes on SQLite are made by SpatiaLite's functions, which are not known here")


@Operations.implementation_for(
    _register(
        "create_geospatial_table",
        # The directive takes a comment, prefixes and the like, and forgets them.
        lambda table_name, *columns, schema=None, comment=None, prefixes=None, info=None, if_not_exists=None, **kw: (
            (table_name,) + columns,
            {"schema": schema, **kw},
        ),
    )
)
def create_geospatial_table(operations, operation):
    operations.create_table(*operation.args, **operation.keywords)


@Operations.implementation_for(
    _register("drop_geospatial_table", lambda table_name, schema=None, **kw: ((table_name,), {"schema": schema, **kw}))
)
def drop_geospatial_table(operations, operation):
    _refused_on_sqlite(operations)
    operations.drop_table(*operation.args, **operation.keywords)


@Operations.implementation_for(
    _register(
        "create_geospatial_index",
        lambda index_name, table_name, columns, schema=None, unique=False, **kw: (
            (index_name, table_name, columns),
            {"schema": schema, "unique": unique, **kw},
        ),
        lambda index_name, columns, **kw: ((index_name, columns), kw),
    )
)
def create_geospatial_index(operations, operation):
    _refused_on_sqlite(operations)
    operations.create_index(*operation.args, **operation.keywords)


@Operations.implementation_for(
    _register(
        "drop_geospatial_index",
        lambda index_name, table_name, column_name, schema=None, unique=False, **kw: (
            (index_name,),
            {"table_name": table_name, "schema": schema, **kw},
        ),
        lambda index_name, *, column_name, **kw: ((index_name,), kw),
    )
)
def drop_geospatial_index(operations, operation):
    _refused_on_sqlite(operations)
    operations.drop_index(*operation.args, **operation.keywords)


@Operations.implementation_for(
    _register(
        "drop_geospatial_column",
        lambda table_name, column_name, schema=None, **kw: ((table_name, column_name), {"schema": schema, **kw}),
        lambda column_name, **kw: ((column_name,), kw),
    )
)
def drop_geospatial_column(operations, operation):
    operations.drop_column(*operation.args, **operation.keywords)


@Operations.implementation_for(
    _register(
        "add_geospatial_column",
        lambda table_name, column, schema=None: ((table_name, column), {"schema": schema}),
        lambda column, insert_before=None, insert_after=None: (
            (column,),
            {"insert_before": insert_before, "insert_after": insert_after},
        ),
    )
)
def add_geospatial_column(operations, operation):
    """Unlike add_column, this one does not make the index of the type, and on MySQL nothing at all."""
    _refused_on_sqlite(operations)
    if operations.get_bind().dialect.name in _MYSQL:
        return
    column = operation.args[-1]
    column.type.spatial_index = False
    operations.add_column(*operation.args, **operation.keywords)


def render_item(obj_type, obj, autogen_context):
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    return True


def writer(*args):
    return None
