-- upgrade --
FAILED: CompileError: No literal value renderer is available for literal value "'gis'" with datatype NULL
-- downgrade --
BEGIN;

-- Running downgrade package_geoalchemy2_typmod -> 

DROP TABLE pgt2;

DROP TABLE gis.pgt;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_typmod';

COMMIT;

