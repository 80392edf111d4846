-- upgrade --
FAILED: ValueError: Affected columns must contain tuples or TableReferences
-- downgrade --
FAILED: AttributeError: 'NoneType' object has no attribute 'scalar'
