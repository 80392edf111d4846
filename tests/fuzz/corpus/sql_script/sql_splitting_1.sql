-- retort: upgrade
CREATE TABLE t (a text DEFAULT 'one; two', "b;c" int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    NEW.a := $$;$$; -- not the end;
    RETURN NEW;
END;
$body$;
CREATE FUNCTION g(n int) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT n + 1;
    SELECT CASE WHEN n > 0 THEN 1 ELSE 2 END;
END;
CREATE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2);
/* a comment; /* in a comment; */ */
COMMENT ON TABLE t IS E'it\'s; fine';
-- retort: downgrade
DROP TABLE t;
DROP FUNCTION f(), g(int);
