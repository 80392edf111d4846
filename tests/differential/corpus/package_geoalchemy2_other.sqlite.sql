-- upgrade --
FAILED: CompileError: No literal value renderer is available for literal value "'pgo'" with datatype NULL
-- downgrade --
-- Running downgrade package_geoalchemy2_other -> 

DROP TABLE pgo;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_geoalchemy2_other';

