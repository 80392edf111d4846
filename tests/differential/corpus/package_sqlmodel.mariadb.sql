-- upgrade --
FAILED: CompileError: (in table 'psm', column 'note'): VARCHAR requires a length on dialect mariadb
-- downgrade --
-- Running downgrade package_sqlmodel -> 

ALTER TABLE psm DROP COLUMN more;

DROP INDEX ix_psm_note ON psm;

DROP TABLE psm;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_sqlmodel';

