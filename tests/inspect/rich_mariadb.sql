-- One of everything that `inspect` reads on MariaDB.
CREATE TABLE authors (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    `odd ``name` VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_bin DEFAULT 'it''s \\ here' COMMENT 'a ''name''',
    email VARCHAR(100) NOT NULL DEFAULT (concat('a', '@b')) CHECK (`email` LIKE '%@%'),
    feeling ENUM('sad', 'it''s') NOT NULL DEFAULT 'sad',
    tags SET('a', 'b') DEFAULT NULL,
    price DECIMAL(10,2) UNSIGNED ZEROFILL DEFAULT 1.50,
    net DECIMAL(10,2) GENERATED ALWAYS AS (`price` / 1.2) STORED,
    twice DOUBLE AS (price * 2) VIRTUAL COMMENT 'made',
    at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    born DATETIME DEFAULT NULL,
    body LONGTEXT,
    data JSON DEFAULT '{}',
    bits BIT(5) DEFAULT b'101',
    flag TINYINT(1) DEFAULT 0,
    hidden INT INVISIBLE DEFAULT 5,
    place POINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_email (email(20), feeling) COMMENT 'one each',
    KEY ix_born (born, price),
    KEY ix_flag (flag DESC),
    KEY ix_ignored (price) IGNORED,
    FULLTEXT KEY ix_body (body),
    SPATIAL KEY ix_place (place),
    CONSTRAINT ck_both CHECK (price > 0 OR born IS NULL)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci ROW_FORMAT = DYNAMIC COMMENT = 'Who ''writes''';
CREATE TABLE books (
    isbn CHAR(13) NOT NULL,
    part INT NOT NULL,
    author BIGINT UNSIGNED,
    parent CHAR(13),
    parent_part INT,
    PRIMARY KEY (isbn, part),
    CONSTRAINT fk_author FOREIGN KEY (author) REFERENCES authors (id) ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT fk_parent FOREIGN KEY (parent, parent_part) REFERENCES books (isbn, part)
) ENGINE = InnoDB DEFAULT CHARSET = latin1;
-- A circle.
ALTER TABLE authors ADD COLUMN best CHAR(13) CHARACTER SET latin1, ADD COLUMN best_part INT,
    ADD CONSTRAINT fk_best FOREIGN KEY (best, best_part) REFERENCES books (isbn, part);
CREATE TABLE plain (a INT) ENGINE = MyISAM;
CREATE TABLE kept (a INT) ENGINE = Aria;
CREATE TABLE quick (a INT, b INT, KEY ix_a (a), KEY ix_b (b) USING BTREE) ENGINE = MEMORY;
CREATE FUNCTION taxed (price DECIMAL(10,2), `odd rate` INT) RETURNS DECIMAL(12,2) DETERMINISTIC NO SQL
    COMMENT 'with ''tax''' RETURN price * (1 + `odd rate` / 100);
DELIMITER $$
CREATE PROCEDURE tidy (IN what VARCHAR(10), OUT done INT, INOUT again INT) MODIFIES SQL DATA SQL SECURITY INVOKER
BEGIN
    DELETE FROM plain WHERE a = 1;
    SET done = 1;
END $$
CREATE TRIGGER `touched` BEFORE UPDATE ON `authors` FOR EACH ROW BEGIN
    SET NEW.flag = 1;
    INSERT INTO plain VALUES (1);
END $$
DELIMITER ;
CREATE TRIGGER `added` AFTER INSERT ON `books` FOR EACH ROW INSERT INTO kept VALUES (2);
CREATE VIEW better AS SELECT id, taxed(price, 20) AS `odd ``sum` FROM authors WHERE price > 10;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW a_first AS SELECT b.id FROM better b WITH LOCAL CHECK OPTION;
CREATE VIEW summed (x, y) AS SELECT author, count(*) FROM books GROUP BY author;
CREATE EVENT sweep ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2024-01-01 00:00:00' ENDS '2035-01-01 00:00:00'
    ON COMPLETION PRESERVE DISABLE COMMENT 'sweeps' DO DELETE FROM plain;
