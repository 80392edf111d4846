-- upgrade --
FAILED: CompileError: (in table 'tud', column 'd'): VARCHAR requires a length on dialect mariadb
-- downgrade --
-- Running downgrade types_user_defined -> 

DROP TABLE tud;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_user_defined';

