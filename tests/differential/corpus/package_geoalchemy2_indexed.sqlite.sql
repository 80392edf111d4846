-- upgrade --
FAILED: CompileError: No literal value renderer is available for literal value "'pgx'" with datatype NULL
-- downgrade --
-- Running downgrade package_geoalchemy2_indexed -> 

ALTER TABLE pgx DROP COLUMN plain;

DROP TABLE pgx;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_indexed';

