-- upgrade --
FAILED: BadInputException: When grant type is SELECT a value must be provided for columns
-- downgrade --
FAILED: BadInputException: When grant type is DELETE a value must not be provided for columns
