CREATE TABLE users (
    id INTEGER NOT NULL, 
    name VARCHAR(50) NOT NULL, 
    email_address VARCHAR(255), 
    active BOOLEAN DEFAULT 1 NOT NULL, 
    balance NUMERIC(10, 2) DEFAULT '0', 
    created DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    updated DATETIME, 
    about TEXT, 
    note TEXT DEFAULT 'none', 
    PRIMARY KEY (id), 
    UNIQUE (email_address)
);

CREATE INDEX ix_users_name ON users (name);

CREATE TABLE posts (
    id BIGINT NOT NULL, 
    user_id INTEGER NOT NULL, 
    editor_id INTEGER, 
    title VARCHAR(100) NOT NULL, 
    body TEXT, 
    data BLOB, 
    rating FLOAT, 
    parent_id BIGINT, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_posts_title UNIQUE (user_id, title), 
    CONSTRAINT ck_title CHECK (length(title) > 0), 
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
    FOREIGN KEY(editor_id) REFERENCES users (id), 
    FOREIGN KEY(parent_id) REFERENCES posts (id)
);

CREATE INDEX ix_posts_lower ON posts (lower(title));

CREATE INDEX ix_posts_user_title ON posts (user_id, title DESC);

