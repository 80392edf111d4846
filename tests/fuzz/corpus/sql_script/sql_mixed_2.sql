-- retort: revises b2
-- retort: branch_labels shelf
-- retort: upgrade
INSERT INTO books VALUES (1), (2);
-- retort: downgrade
DELETE FROM books;
