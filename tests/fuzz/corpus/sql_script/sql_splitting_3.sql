-- retort: revises a1
-- retort: upgrade
\set x 1
