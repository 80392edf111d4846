-- upgrade --
FAILED: CommandError: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
-- downgrade --
-- Running downgrade batch_never -> 

DROP TABLE bnv;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_never';

