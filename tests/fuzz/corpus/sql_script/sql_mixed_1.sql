-- retort: revision a1
-- retort: message Add accounts
--
-- Every user has one.

-- retort: upgrade
CREATE TABLE accounts (id integer PRIMARY KEY, name text NOT NULL);
CREATE TRIGGER no_empty_name BEFORE INSERT ON accounts
WHEN new.name = '' BEGIN
    SELECT RAISE(ABORT, 'a name; not nothing');
END;

-- retort: downgrade
DROP TABLE accounts;
