-- upgrade --
FAILED: CommandError: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
-- downgrade --
FAILED: CommandError: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
