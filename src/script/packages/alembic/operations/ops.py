"""Operations as objects, for op.invoke(): each carries the arguments of one directive."""

from alembic.operations import MigrateOperation, Operations


class _DirectiveOp(MigrateOperation):
    """Calls the directive of that name with the arguments it was made with."""

    directive = None

    def __init__(self, *args, **keywords):
        self.args = args
        self.keywords = {
            name: value for name, value in keywords.items() if not name.startswith("_")
        }

    def run(self, operations):
        return getattr(operations, self.directive)(*self.args, **self.keywords)


@Operations.implementation_for(_DirectiveOp)
def run_directive(operations, operation):
    return operation.run(operations)


class CreateTableOp(_DirectiveOp):
    def __init__(self, table_name, columns, **keywords):
        super().__init__(**keywords)
        self.table_name = table_name
        self.columns = columns

    def run(self, operations):
        return operations.create_table(self.table_name, *self.columns, **self.keywords)


class DropTableOp(_DirectiveOp):
    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None, _reverse=None):
        super().__init__(table_name, schema=schema, if_exists=if_exists)

    directive = "drop_table"


class RenameTableOp(_DirectiveOp):
    directive = "rename_table"


class CreateTableCommentOp(_DirectiveOp):
    directive = "create_table_comment"


class DropTableCommentOp(_DirectiveOp):
    directive = "drop_table_comment"


class CreateIndexOp(_DirectiveOp):
    directive = "create_index"


class DropIndexOp(_DirectiveOp):
    directive = "drop_index"


class AddColumnOp(_DirectiveOp):
    directive = "add_column"


class DropColumnOp(_DirectiveOp):
    directive = "drop_column"


class AlterColumnOp(_DirectiveOp):
    directive = "alter_column"
    _renamed = {
        "modify_nullable": "nullable",
        "modify_comment": "comment",
        "modify_server_default": "server_default",
        "modify_name": "new_column_name",
        "modify_type": "type_",
    }

    def __init__(self, table_name, column_name, **keywords):
        super().__init__(
            table_name,
            column_name,
            **{self._renamed.get(name, name): value for name, value in keywords.items()},
        )


class CreatePrimaryKeyOp(_DirectiveOp):
    directive = "create_primary_key"


class CreateUniqueConstraintOp(_DirectiveOp):
    directive = "create_unique_constraint"


class CreateForeignKeyOp(_DirectiveOp):
    directive = "create_foreign_key"


class CreateCheckConstraintOp(_DirectiveOp):
    directive = "create_check_constraint"


class DropConstraintOp(_DirectiveOp):
    directive = "drop_constraint"


class ExecuteSQLOp(_DirectiveOp):
    directive = "execute"


class BulkInsertOp(_DirectiveOp):
    directive = "bulk_insert"
