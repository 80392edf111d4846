-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_bulk_insert

INSERT INTO mbi (i, s, t, b, n) VALUES (1, 'it''s', 'back\\slash', true, 1);

INSERT INTO mbi (i, s, t, b, n) VALUES (-2, '100% \\n', NULL, false, 0);

INSERT INTO mbi (d, dt) VALUES ('2020-01-02', '2020-01-02 03:04:05');

INSERT INTO mbi (dt, tm) VALUES ('2020-01-02 03:04:05.000678', '03:04:05');

INSERT INTO mbi (f, m) VALUES (1.5, 10.20);

INSERT INTO mbi (f, m, e, `order`) VALUES (1e+20, 3, 'a', 'say "hi"');

INSERT INTO mbi (s) VALUES ('line
break    tab');

INSERT INTO mbi2 (a) VALUES ('x');

INSERT INTO mbi3 (s, d) VALUES ('in\\line', '2020-01-01');

INSERT INTO alembic_version (version_num) VALUES ('mysql_bulk_insert');

-- downgrade --
-- Running downgrade mysql_bulk_insert -> 

DELETE FROM mbi WHERE mbi.s = 'it''s \\ here';

DELETE FROM mbi WHERE mbi.b IS true AND mbi.b = false;

UPDATE mbi SET b=true, n=1, d='2020-01-02', `order`=NULL WHERE mbi.i = 1;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_bulk_insert';

