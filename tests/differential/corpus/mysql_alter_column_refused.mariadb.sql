-- upgrade --
FAILED: CommandError: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
-- downgrade --
FAILED: CompileError: Adding or removing a "computed" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported.
