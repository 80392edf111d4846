CREATE TABLE t (
    id CHAR(32) NOT NULL, 
    lower VARCHAR(40), 
    sized VARCHAR(77) NOT NULL, 
    point POINT, 
    slot SLOT(3), 
    data JSON, 
    both JSON, 
    text TEXT, 
    number INTEGER, 
    small SMALLINT NOT NULL, 
    double DOUBLE, 
    made INTEGER GENERATED ALWAYS AS (number + 1), 
    "when" TIMESTAMP DEFAULT CURRENT_TIMESTAMP, 
    day DATE DEFAULT CURRENT_DATE, 
    PRIMARY KEY (id)
);

