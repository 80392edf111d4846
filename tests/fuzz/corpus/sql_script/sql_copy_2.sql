-- retort: revises a1
-- retort: upgrade
COPY countries FROM stdin WITH (FORMAT csv);
fr,France
fr,Again
it
\.
