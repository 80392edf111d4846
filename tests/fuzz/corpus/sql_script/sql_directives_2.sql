-- retort: revision a1
-- retort: upgrad
SELECT 1;
