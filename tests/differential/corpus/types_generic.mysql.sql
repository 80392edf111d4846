-- upgrade --
FAILED: CompileError: (in table 'tg', column 'c4'): VARCHAR requires a length on dialect mysql
-- downgrade --
-- Running downgrade types_generic -> 

DROP TABLE tg;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_generic';

