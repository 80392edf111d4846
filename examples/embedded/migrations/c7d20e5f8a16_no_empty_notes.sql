-- retort: revision c7d20e5f8a16
-- retort: revises b81e4f6a2d07
-- retort: message no empty notes

-- retort: upgrade
CREATE TRIGGER no_empty_note BEFORE INSERT ON note
WHEN trim(new.text) = '' BEGIN
    SELECT RAISE(ABORT, 'a note has a text');
END;

-- retort: downgrade
DROP TRIGGER no_empty_note;
