-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> expression_table_functions_on_sqlite

SELECT anon_1."key", anon_1.value 
FROM json_each(t.j) AS anon_1;

INSERT INTO alembic_version (version_num) VALUES ('expression_table_functions_on_sqlite') RETURNING version_num;

-- downgrade --
-- Running downgrade expression_table_functions_on_sqlite -> 

DELETE FROM alembic_version WHERE alembic_version.version_num = 'expression_table_functions_on_sqlite';

