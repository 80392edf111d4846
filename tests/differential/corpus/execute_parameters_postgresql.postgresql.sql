-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> execute_parameters_postgresql

INSERT INTO execute_types (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22) VALUES (:c0::JSON, :c1::JSON, :c2::JSONB, :c3::UUID, :c4::UUID, :c5::UUID, :c6::INTEGER[], :c7::VARCHAR(5)[], :c8::INTEGER[][], :c9, :c10, :c11, :c12, :c13, :c14, :c15, :c16, :c17::INT4RANGE, :c18::TSTZRANGE, :c19::INT4MULTIRANGE, :c20::UUID[], :c21::other[], :c22::JSONB);

INSERT INTO alembic_version (version_num) VALUES ('execute_parameters_postgresql') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade execute_parameters_postgresql -> 

UPDATE execute_types SET c0=:c0::JSON, c1=:c1::JSON, c2=:c2::JSONB, c3=:c3::UUID, c4=:c4::UUID, c5=:c5::UUID, c6=:c6::INTEGER[], c7=:c7::VARCHAR(5)[], c8=:c8::INTEGER[][], c9=:c9, c10=:c10, c11=:c11, c12=:c12, c13=:c13, c14=:c14, c15=:c15, c16=:c16, c17=:c17::INT4RANGE, c18=:c18::TSTZRANGE, c19=:c19::INT4MULTIRANGE, c20=:c20::UUID[], c21=:c21::other[], c22=:c22::JSONB;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'execute_parameters_postgresql';

COMMIT;

