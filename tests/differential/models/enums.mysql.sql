CREATE TABLE a (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    size ENUM('small','large') NOT NULL, 
    mood ENUM('happy','it''s sad'), 
    letter ENUM('x','y') DEFAULT 'x', 
    checked VARCHAR(5), 
    plain VARCHAR(2), 
    wide VARCHAR(30), 
    flag BOOL, 
    PRIMARY KEY (id), 
    CONSTRAINT size_check CHECK (checked IN ('small', 'large')), 
    CONSTRAINT flag_check CHECK (flag IN (0, 1))
);

CREATE TABLE b (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    letter ENUM('x','y'), 
    `Size` ENUM('small','large'), 
    owned ENUM('m','n'), 
    PRIMARY KEY (id)
);

