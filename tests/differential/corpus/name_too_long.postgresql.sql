-- upgrade --
FAILED: IdentifierError: Identifier 'ix_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' exceeds maximum length of 63 characters
-- downgrade --
BEGIN;

-- Running downgrade name_too_long -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'name_too_long';

COMMIT;

