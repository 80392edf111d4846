-- upgrade --
FAILED: ArgumentError: You must specify both precision and scale or omit both altogether.
-- downgrade --
-- Running downgrade mysql_double_refused -> 

ALTER TABLE mdr MODIFY a DOUBLE NULL;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_double_refused';

