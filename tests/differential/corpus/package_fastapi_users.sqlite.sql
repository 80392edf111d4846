-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_fastapi_users

CREATE TABLE pfu_user (
    id CHAR(36) NOT NULL, 
    email VARCHAR(320) NOT NULL, 
    is_active BOOLEAN NOT NULL, 
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_pfu_user_email ON pfu_user (email);

CREATE TABLE pfu_token (
    user_id CHAR(36) NOT NULL, 
    token VARCHAR(43) NOT NULL, 
    created_at TIMESTAMP NOT NULL, 
    seen_at TIMESTAMP, 
    PRIMARY KEY (token), 
    FOREIGN KEY(user_id) REFERENCES pfu_user (id) ON DELETE cascade
);

INSERT INTO pfu_user (id, email, is_active) VALUES ('0b8ee5a1-9f0a-4ba6-9c4c-2b0a0b8ee5a1', 'a@b.c', 1);

ALTER TABLE pfu_token ADD COLUMN "by" CHAR(36);

INSERT INTO alembic_version (version_num) VALUES ('package_fastapi_users') RETURNING version_num;

-- downgrade --
-- Running downgrade package_fastapi_users -> 

ALTER TABLE pfu_token DROP COLUMN "by";

DROP TABLE pfu_token;

DROP INDEX ix_pfu_user_email;

DROP TABLE pfu_user;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_fastapi_users';

