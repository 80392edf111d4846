-- upgrade --
FAILED: CommandError: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
-- downgrade --
FAILED: CompileError: Adding, removing or modifying an "identity" construct, e.g. GENERATED AS IDENTITY, to or from an existing column is not supported in this dialect.
