-- upgrade --
FAILED: CompileError: No literal value renderer is available for literal value "5" with datatype NULL
-- downgrade --
-- Running downgrade bulk_insert_untyped -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bulk_insert_untyped';

