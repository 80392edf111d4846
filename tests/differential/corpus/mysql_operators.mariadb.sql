-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_operators

UPDATE mop SET s=(concat(mop.s, mop.u));

UPDATE mop SET s=(concat(mop.s, 'x', mop.u, 'it''s'));

UPDATE mop SET s=(concat('x', mop.s));

UPDATE mop SET s=(concat(mop.s, mop.u));

UPDATE mop SET s=concat(mop.s, '-', mop.u);

UPDATE mop SET s=upper(concat(mop.s, 'x'));

DELETE FROM mop WHERE mop.u = (concat(mop.s, 'x'));

DELETE FROM mop WHERE (concat(mop.s, 'x')) LIKE 'a%';

UPDATE mop SET a=(mop.a / mop.b);

UPDATE mop SET a=(mop.a % 5);

UPDATE mop SET a=((mop.a + 1) * mop.b - 2);

DELETE FROM mop WHERE NOT (mop.s <=> mop.u);

DELETE FROM mop WHERE mop.s <=> mop.u;

DELETE FROM mop WHERE mop.s <=> mop.u;

DELETE FROM mop WHERE lower(mop.s) LIKE lower('%a%');

DELETE FROM mop WHERE lower(mop.s) NOT LIKE lower('%a%');

DELETE FROM mop WHERE mop.s LIKE '50\\%%' ESCAPE '\\';

DELETE FROM mop WHERE (mop.s LIKE concat('a/_', '%') ESCAPE '/');

DELETE FROM mop WHERE (mop.s LIKE concat('%', 'b', '%'));

DELETE FROM mop WHERE mop.s REGEXP '^a.*';

DELETE FROM mop WHERE mop.s NOT REGEXP '^a.*';

DELETE FROM mop WHERE MATCH (mop.s) AGAINST ('word' IN BOOLEAN MODE);

DELETE FROM mop WHERE mop.f = 1;

DELETE FROM mop WHERE mop.f = 0;

DELETE FROM mop WHERE mop.f = 1 AND mop.a = 1;

DELETE FROM mop WHERE mop.f = 0 OR mop.a != 1;

DELETE FROM mop WHERE mop.f = true;

DELETE FROM mop WHERE mop.f IS true;

DELETE FROM mop WHERE mop.f IS false;

DELETE FROM mop WHERE mop.f IS NULL;

DELETE FROM mop WHERE mop.a IN (1, 2);

DELETE FROM mop WHERE (mop.a NOT IN (1, 2));

DELETE FROM mop WHERE mop.a IN (NULL) AND (1 != 1);

DELETE FROM mop WHERE (mop.a NOT IN (NULL) OR (1 = 1));

DELETE FROM mop WHERE mop.a BETWEEN 1 AND 5;

DELETE FROM mop WHERE EXTRACT(month FROM mop.d) = 5;

DELETE FROM mop WHERE (mop.s COLLATE utf8mb4_bin) = 'x';

DELETE FROM mop WHERE mop.s REGEXP 'x';

DELETE FROM mop WHERE mop.s RLIKE BINARY 'x';

DELETE FROM mop WHERE (mop.a & 1) != 0;

INSERT INTO alembic_version (version_num) VALUES ('mysql_operators');

-- downgrade --
-- Running downgrade mysql_operators -> 

UPDATE mop SET d=now();

UPDATE mop SET d=CURRENT_TIMESTAMP;

UPDATE mop SET d=utc_timestamp();

UPDATE mop SET d=SYSDATE();

UPDATE mop SET d=LOCALTIMESTAMP;

UPDATE mop SET d=CURRENT_DATE;

UPDATE mop SET a=rand();

UPDATE mop SET a=char_length(mop.s);

UPDATE mop SET a=coalesce(mop.a, 0);

UPDATE mop SET s=group_concat(mop.s);

UPDATE mop SET s=json_extract(mop.j, '$.a');

UPDATE mop SET s=replace(mop.s, '\\', '/');

UPDATE mop SET s=uuid();

UPDATE mop SET s=CASE WHEN (mop.a = 1) THEN 'one' ELSE 'other' END;

UPDATE mop SET s=NULL, f=true;

UPDATE mop SET a=5, s='li\\t', f=true;

UPDATE mop SET a=1 + 1, s='x';

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_operators';

