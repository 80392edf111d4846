CREATE TABLE t (
    id UUID NOT NULL, 
    lower VARCHAR(40), 
    sized VARCHAR(77) NOT NULL, 
    point POINT, 
    slot SLOT(3), 
    data JSON, 
    "both" JSONB, 
    text TEXT, 
    number BIGINT, 
    small SMALLINT GENERATED ALWAYS AS IDENTITY (START WITH 5), 
    double DOUBLE PRECISION, 
    made INTEGER GENERATED ALWAYS AS (number + 1) STORED, 
    "when" TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP, 
    day DATE DEFAULT CURRENT_DATE, 
    PRIMARY KEY (id)
);

