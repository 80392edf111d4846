-- retort: env APP_ROLE
-- retort: upgrade
SELECT '${APP_ROLE}', ${'APP_ROLE'}, '${APP_ROLE}' FROM nowhere;
