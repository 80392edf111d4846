-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_pgvector_bit

CREATE TABLE ppvb (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a BIT(8), 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('package_pgvector_bit');

-- downgrade --
-- Running downgrade package_pgvector_bit -> 

ALTER TABLE ppvb ADD COLUMN b BIT(3);

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_pgvector_bit';

