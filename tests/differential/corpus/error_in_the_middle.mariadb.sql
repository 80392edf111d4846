-- upgrade --
FAILED: ValueError: stop here
-- downgrade --
FAILED: CompileError: Can't generate DDL for NullType(); did you forget to specify a type on this Column?
