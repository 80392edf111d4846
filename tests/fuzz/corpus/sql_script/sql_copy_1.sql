-- retort: upgrade
CREATE TABLE countries (code char(2) PRIMARY KEY, name text);

-- the first ones
COPY countries (code, name) FROM stdin;
ch	Switzerland; 'home of'
de	\N
\.

UPDATE countries SET name = 'Germany' WHERE name IS NULL;
-- retort: downgrade
DROP TABLE countries;
