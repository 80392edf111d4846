"""The directives for spatial tables, columns and indexes. On PostGIS they are the plain ones."""

from alembic.operations import BatchOperations, MigrateOperation, Operations


class _SpatialOp(MigrateOperation):
    """Carries the arguments of the plain directive."""

    directive = None

    def __init__(self, args, keywords):
        self.args = args
        self.keywords = keywords

    @classmethod
    def invoke_for(cls, operations, *args, **keywords):
        return operations.invoke(cls(args, keywords))


def _register(name, directive, batch=False, dropped=()):
    made = type(name, (_SpatialOp,), {})
    Operations.register_operation(name, "invoke_for")(made)
    if batch:
        BatchOperations.register_operation(name, "invoke_for")(made)

    @Operations.implementation_for(made)
    def run(operations, operation):
        keywords = {key: value for key, value in operation.keywords.items() if key not in dropped}
        return getattr(operations, directive)(*operation.args, **keywords)


_register("create_geospatial_table", "create_table")
_register("drop_geospatial_table", "drop_table")
_register("create_geospatial_index", "create_index", batch=True)
_register("drop_geospatial_index", "drop_index", batch=True, dropped=("column_name",))
_register("drop_geospatial_column", "drop_column", batch=True)


class _AddColumnOp(_SpatialOp):
    pass


Operations.register_operation("add_geospatial_column", "invoke_for")(_AddColumnOp)
BatchOperations.register_operation("add_geospatial_column", "invoke_for")(_AddColumnOp)


@Operations.implementation_for(_AddColumnOp)
def add_geospatial_column(operations, operation):
    """Unlike add_column, this one does not make the index of the type."""
    column = operation.args[-1]
    column.type.spatial_index = False
    return operations.add_column(*operation.args, **operation.keywords)


def render_item(obj_type, obj, autogen_context):
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    return True


def writer(*args):
    return None
