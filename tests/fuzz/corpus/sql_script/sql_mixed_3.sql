-- retort: revises b2
-- retort: depends_on c3
-- retort: upgrade
CREATE TABLE stock (book integer REFERENCES books (id));
-- retort: downgrade
DROP TABLE stock;
