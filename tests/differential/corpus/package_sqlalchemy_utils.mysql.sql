-- upgrade --
FAILED: CompileError: VARCHAR requires a length on dialect mysql
-- downgrade --
-- Running downgrade package_sqlalchemy_utils -> 

ALTER TABLE psu DROP COLUMN m;

DROP INDEX ix_psu_c ON psu;

DROP TABLE psu;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlalchemy_utils';

