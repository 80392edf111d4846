CREATE TABLE users (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    created_at DATETIME NOT NULL DEFAULT now(), 
    updated_at DATETIME, 
    name VARCHAR(40) NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_users_name UNIQUE (name)
)COMMENT='of User';

CREATE TABLE animals (
    kind VARCHAR(10) NOT NULL, 
    id CHAR(32) NOT NULL, 
    barks INTEGER, 
    PRIMARY KEY (id)
);

CREATE TABLE people (
    type VARCHAR(10), 
    id INTEGER NOT NULL AUTO_INCREMENT, 
    PRIMARY KEY (id)
);

CREATE TABLE projects (
    id CHAR(32) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE books (
    title VARCHAR(80) NOT NULL, 
    id CHAR(32) NOT NULL, 
    owner_id INTEGER NOT NULL, 
    created_at DATETIME NOT NULL DEFAULT now(), 
    updated_at DATETIME, 
    PRIMARY KEY (id), 
    FOREIGN KEY(owner_id) REFERENCES users (id)
);

CREATE INDEX ix_books_title ON books (title);

CREATE TABLE managers (
    level INTEGER NOT NULL, 
    id INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(id) REFERENCES people (id)
);

CREATE TABLE project_events (
    source_id CHAR(32), 
    kind VARCHAR(9), 
    id CHAR(32) NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(source_id) REFERENCES projects (id)
);

CREATE INDEX ix_project_events_kind ON project_events (kind);

