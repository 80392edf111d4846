CREATE TABLE users (
    id SERIAL NOT NULL, 
    created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITHOUT TIME ZONE, 
    name VARCHAR(40) NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_users_name UNIQUE (name)
);

COMMENT ON TABLE users IS 'of User';

CREATE TABLE animals (
    kind VARCHAR(10) NOT NULL, 
    id UUID NOT NULL, 
    barks INTEGER, 
    PRIMARY KEY (id)
);

CREATE TABLE people (
    type VARCHAR(10), 
    id SERIAL NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE projects (
    id UUID NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE books (
    title VARCHAR(80) NOT NULL, 
    id UUID NOT NULL, 
    owner_id INTEGER NOT NULL, 
    created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL, 
    updated_at TIMESTAMP WITHOUT TIME ZONE, 
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
    source_id UUID, 
    kind VARCHAR(9), 
    id UUID NOT NULL, 
    PRIMARY KEY (id), 
    FOREIGN KEY(source_id) REFERENCES projects (id)
);

CREATE INDEX ix_project_events_kind ON project_events (kind);

