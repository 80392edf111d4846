-- retort: revises a1
-- retort: upgrade
COPY countries FROM stdin;
fr	France
