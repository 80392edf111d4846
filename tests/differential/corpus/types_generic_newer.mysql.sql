-- upgrade --
FAILED: ArgumentError: You must specify both precision and scale or omit both altogether.
-- downgrade --
-- Running downgrade types_generic_newer -> 

DROP TABLE tgn;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_generic_newer';

