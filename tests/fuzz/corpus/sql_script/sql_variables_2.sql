-- retort: secret TOKEN
-- retort: upgrade
CREATE TABLE tokens (t text CHECK (t <> ${'TOKEN'}));
INSERT INTO tokens VALUES (${'TOKEN'});
