-- upgrade --
FAILED: NotImplementedError:
-- downgrade --
FAILED: SQLParseFailure: Failed to parse SQL into PGTrigger.definition """before update"""
