-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> mysql_quoting

CREATE TABLE `Words` (
    `order` INTEGER, 
    `group` INTEGER, 
    `key` INTEGER, 
    `keys` INTEGER, 
    `rank` INTEGER, 
    `system` INTEGER, 
    `row` INTEGER, 
    `rows` INTEGER, 
    `function` INTEGER, 
    `lateral` INTEGER, 
    offset INTEGER, 
    returning INTEGER, 
    position INTEGER, 
    period INTEGER, 
    page_checksum INTEGER, 
    current_role INTEGER, 
    `role` INTEGER, 
    `empty` INTEGER, 
    `json_table` INTEGER, 
    `of` INTEGER, 
    `over` INTEGER, 
    `window` INTEGER, 
    `recursive` INTEGER, 
    `schema` INTEGER, 
    `select` INTEGER, 
    `interval` INTEGER, 
    value INTEGER, 
    `values` INTEGER, 
    status INTEGER, 
    type INTEGER, 
    comment INTEGER, 
    user INTEGER, 
    name INTEGER, 
    count INTEGER, 
    date INTEGER, 
    time INTEGER, 
    year INTEGER, 
    `read` INTEGER, 
    `write` INTEGER, 
    `read_write` INTEGER, 
    `condition` INTEGER, 
    `signal` INTEGER, 
    `xor` INTEGER, 
    `zerofill` INTEGER, 
    action INTEGER, 
    bit INTEGER, 
    enum INTEGER
);

CREATE TABLE `Schema`.`with space` (
    `back``tick` INTEGER, 
    `double"quote` INTEGER, 
    `Capital` INTEGER COMMENT 'c', 
    `1digit` INTEGER, 
    `per%cent` INTEGER, 
    col$ INTEGER, 
    `größe` INTEGER
);

CREATE INDEX `Ix` ON `Schema`.`with space` (`Capital`, `back``tick`);

ALTER TABLE a.b.`table` CHANGE `column` `Column` INTEGER NULL;

INSERT INTO alembic_version (version_num) VALUES ('mysql_quoting');

-- downgrade --
-- Running downgrade mysql_quoting -> 

DROP TABLE `Schema`.`with space`;

DROP TABLE `Words`;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'mysql_quoting';

