CREATE TABLE users (
    id SERIAL NOT NULL, 
    name VARCHAR(50) NOT NULL, 
    email_address VARCHAR(255), 
    active BOOLEAN DEFAULT true NOT NULL, 
    balance NUMERIC(10, 2) DEFAULT '0', 
    created TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, 
    updated TIMESTAMP WITHOUT TIME ZONE, 
    about TEXT, 
    note TEXT DEFAULT 'none', 
    PRIMARY KEY (id), 
    UNIQUE (email_address)
);

CREATE INDEX ix_users_name ON users (name);

COMMENT ON COLUMN users.note IS 'What they say';

CREATE TABLE posts (
    id BIGSERIAL NOT NULL, 
    user_id INTEGER NOT NULL, 
    editor_id INTEGER, 
    title VARCHAR(100) NOT NULL, 
    body TEXT, 
    data BYTEA, 
    rating FLOAT, 
    parent_id BIGINT, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_posts_title UNIQUE (user_id, title), 
    CONSTRAINT ck_title CHECK (length(title) > 0), 
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
    FOREIGN KEY(editor_id) REFERENCES users (id), 
    FOREIGN KEY(parent_id) REFERENCES posts (id)
);

CREATE INDEX ix_posts_user_title ON posts (user_id, title DESC);

CREATE INDEX ix_posts_lower ON posts (lower(title));

COMMENT ON TABLE posts IS 'What users write';

