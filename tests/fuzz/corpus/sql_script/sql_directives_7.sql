-- retort: revision a1
-- retort: upgrade
CREATE TABLE t (id integer);
-- retort: upgrade
DROP TABLE t;
