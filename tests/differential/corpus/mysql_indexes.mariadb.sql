-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_indexes

CREATE TABLE mix (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    a VARCHAR(300), 
    b TEXT, 
    c VARCHAR(300), 
    PRIMARY KEY (id), 
    UNIQUE (c)
);

CREATE INDEX ix_mix_inside ON mix (a, b(30));

CREATE TABLE mix_flag (
    `order` INTEGER
);

CREATE UNIQUE INDEX ix_mix_flag_order ON mix_flag (`order`);

CREATE INDEX ix_mix_1 ON mix (a);

CREATE UNIQUE INDEX ix_mix_2 ON mix (a(11), b(11));

CREATE INDEX ix_mix_3 ON mix (a, b);

CREATE FULLTEXT INDEX ix_mix_4 ON mix (b);

CREATE INDEX ix_mix_5 ON mix (b) WITH PARSER ngram;

CREATE INDEX ix_mix_6 ON mix (a) USING btree;

CREATE INDEX ix_mix_7 ON mix (a) USING `BTREE`;

CREATE INDEX ix_mix_8 ON mix (lower(a));

CREATE INDEX ix_mix_9 ON mix ((lower(a)), b);

CREATE INDEX ix_mix_10 ON mix (a DESC, b ASC);

CREATE INDEX ix_mix_11 ON mix ((id + 1), `order`);

CREATE UNIQUE INDEX ix_mix_12 ON other.mix (a);

CREATE INDEX ix_mix_13 ON mix (a DESC, b(10));

INSERT INTO alembic_version (version_num) VALUES ('mysql_indexes');

-- downgrade --
-- Running downgrade mysql_indexes -> 

DROP INDEX ix_mix_12 ON other.mix;

DROP INDEX ix_mix_11 ON mix;

DROP INDEX ix_mix_10 ON mix;

DROP INDEX ix_mix_9 ON mix;

DROP INDEX ix_mix_8 ON mix;

DROP INDEX ix_mix_7 ON mix;

DROP INDEX ix_mix_6 ON mix;

DROP INDEX ix_mix_5 ON mix;

DROP INDEX ix_mix_4 ON mix;

DROP INDEX ix_mix_3 ON mix;

DROP INDEX ix_mix_2 ON mix;

DROP INDEX ix_mix_1 ON mix;

DROP INDEX ix_mix_inside ON mix;

DROP INDEX ix_mix_flag_order ON mix_flag;

DROP TABLE mix_flag;

DROP TABLE mix;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_indexes';

