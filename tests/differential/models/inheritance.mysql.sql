CREATE TABLE employee (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    name VARCHAR(50), 
    type VARCHAR(20), 
    desk VARCHAR(9), 
    boss_id INTEGER, 
    speed INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(boss_id) REFERENCES employee (id)
);

CREATE INDEX ix_employee_desk ON employee (desk);

CREATE TABLE contractor (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    terms TEXT, 
    PRIMARY KEY (id)
);

CREATE TABLE engineer (
    id INTEGER NOT NULL, 
    language VARCHAR(30), 
    budget INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(id) REFERENCES employee (id)
);

