-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_parameters

INSERT INTO execute_plain ("a b", "c.d", id) VALUES (:a_b, :c_d, :id);

INSERT INTO execute_table (id, made, data, "key", text_key, n) VALUES (:id, :made, :data, :key, :text_key, :n);

UPDATE execute_table SET id=:id, made=:made, data=:data, "key"=:key, text_key=:text_key, n=:n;

UPDATE execute_table SET id=:id, made=:made, data=:data, "key"=:key, text_key=:text_key, n=:n WHERE execute_table.id = NULL;

INSERT INTO execute_plain ("a b", "c.d", id) VALUES (:a_b, :c_d, :id);

INSERT INTO execute_table (made) VALUES (CURRENT_TIMESTAMP);

INSERT INTO execute_table (made) VALUES (CURRENT_TIMESTAMP);

UPDATE execute_plain SET "a b"=:a_b, "c.d"=:c_d, id=:id WHERE execute_plain.id = 3;

INSERT INTO alembic_version (version_num) VALUES ('execute_parameters') RETURNING version_num;

-- downgrade --
-- Running downgrade execute_parameters -> 

DELETE FROM execute_table WHERE execute_table.id = NULL;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_parameters';

