-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_json

UPDATE mjs SET j=(JSON_EXTRACT(mjs.j, '$."a"'));

UPDATE mjs SET j=(JSON_EXTRACT(mjs.j, '$[0]'));

UPDATE mjs SET j=(JSON_EXTRACT(mjs.j, '$."a"[1]."b c"'));

UPDATE mjs SET s=(CASE JSON_EXTRACT(mjs.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(mjs.j, '$."a"')) END);

DELETE FROM mjs WHERE CASE JSON_EXTRACT(mjs.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(mjs.j, '$."a"')) END = 'x';

DELETE FROM mjs WHERE CASE JSON_EXTRACT(mjs.j, '$."a"') WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(mjs.j, '$."a"') AS SIGNED INTEGER) END = 1;

DELETE FROM mjs WHERE CASE JSON_EXTRACT(mjs.j, '$."a"') WHEN 'null' THEN NULL WHEN true THEN true ELSE false END IS true;

DELETE FROM mjs WHERE CASE JSON_EXTRACT(mjs.j, '$."a"') WHEN 'null' THEN NULL ELSE JSON_EXTRACT(mjs.j, '$."a"')+0.0000000000000000000000 END = 1.5;

UPDATE mjs SET j=json_set(mjs.j, '$.a', 1);

INSERT INTO alembic_version (version_num) VALUES ('mysql_json');

-- downgrade --
-- Running downgrade mysql_json -> 

UPDATE mjs SET j=NULL;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_json';

