-- upgrade --
FAILED: CompileError: (in table 'tuc', column 'c5'): VARCHAR requires a length on dialect mariadb
-- downgrade --
-- Running downgrade types_upper_case -> 

DROP TABLE tuc;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_upper_case';

