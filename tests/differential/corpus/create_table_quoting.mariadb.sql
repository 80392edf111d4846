-- upgrade --
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> create_table_quoting

CREATE TABLE `order` (
    user INTEGER NOT NULL AUTO_INCREMENT, 
    `CamelCase` INTEGER, 
    `with blank` INTEGER, 
    `1st` INTEGER, 
    `quo"te` INTEGER, 
    `per%cent` INTEGER, 
    dollar$ INTEGER, 
    `$first` INTEGER, 
    _under INTEGER, 
    `key` INTEGER, 
    value INTEGER, 
    `group` INTEGER NOT NULL, 
    PRIMARY KEY (user), 
    CONSTRAINT `Uq_Order` UNIQUE (`CamelCase`, `group`)
);

CREATE INDEX `Ix Order` ON `order` (user, `CamelCase`);

INSERT INTO alembic_version (version_num) VALUES ('create_table_quoting');

-- downgrade --
-- Running downgrade create_table_quoting -> 

DROP INDEX `Ix Order` ON `order`;

DROP TABLE `order`;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'create_table_quoting';

