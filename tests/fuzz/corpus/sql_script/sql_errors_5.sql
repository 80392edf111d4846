-- retort: upgrade
SELECT 1,
    2 + FROM users;
