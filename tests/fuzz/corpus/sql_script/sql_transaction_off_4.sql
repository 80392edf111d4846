-- retort: revises b2
-- retort: upgrade
SELECT 1 / 0;
