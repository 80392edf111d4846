-- retort: revision a1
CREATE TABLE t (id integer);
-- retort: downgrade
