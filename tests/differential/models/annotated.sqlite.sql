CREATE TABLE accounts (
    id INTEGER NOT NULL, 
    created DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    name VARCHAR(30) NOT NULL, 
    nick VARCHAR(30), 
    code VARCHAR(40) NOT NULL, 
    plain VARCHAR NOT NULL, 
    maybe VARCHAR, 
    other VARCHAR, 
    third INTEGER, 
    number INTEGER NOT NULL, 
    flag BOOLEAN NOT NULL, 
    ratio FLOAT NOT NULL, 
    raw BLOB NOT NULL, 
    amount NUMERIC(12, 4) NOT NULL, 
    day DATE NOT NULL, 
    at DATETIME, 
    time TIME NOT NULL, 
    span DATETIME NOT NULL, 
    "key" CHAR(32) NOT NULL, 
    status VARCHAR(6) NOT NULL, 
    colour VARCHAR(5), 
    level VARCHAR(4) NOT NULL, 
    extra JSON NOT NULL, 
    counts JSON, 
    sized VARCHAR(17), 
    big BIGINT NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE ("key")
);

CREATE INDEX ix_accounts_code ON accounts (code);

CREATE INDEX ix_accounts_big ON accounts (big);

CREATE TABLE items (
    id INTEGER NOT NULL, 
    account_id INTEGER NOT NULL, 
    parent_id INTEGER, 
    title VARCHAR(20), 
    PRIMARY KEY (id), 
    FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
    FOREIGN KEY(parent_id) REFERENCES items (id)
);

