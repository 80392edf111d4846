-- retort: revises a1
-- retort: upgrade
CREATE TABLE u (a int);
DO $do$ BEGIN
END $$;
