-- upgrade --
FAILED: CommandError: This operation cannot proceed in --sql mode; batch mode with dialect sqlite requires a live database connection with which to reflect the table "bor". To generate a batch SQL migration script using table "move and copy", a complete Table object should be passed to the "copy_from" argument of the batch_alter_table() method so that table reflection can be skipped.
-- downgrade --
-- Running downgrade batch_offline_refused -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'batch_offline_refused';

