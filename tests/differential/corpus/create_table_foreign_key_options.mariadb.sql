-- upgrade --
FAILED: CompileError: MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored.
-- downgrade --
-- Running downgrade create_table_foreign_key_options -> 

DROP TABLE fko_child;

DROP TABLE fko_parent;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_foreign_key_options';

