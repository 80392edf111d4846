-- upgrade --
FAILED: CompileError: VARCHAR requires a length on dialect mariadb
-- downgrade --
-- Running downgrade package_sqlmodel_alter -> 

ALTER TABLE psma MODIFY a TEXT NULL;

DROP TABLE psma;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel_alter';

