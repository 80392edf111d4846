CREATE TABLE users (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    name VARCHAR(50) NOT NULL, 
    email_address VARCHAR(255), 
    active BOOL NOT NULL DEFAULT true, 
    balance NUMERIC(10, 2) DEFAULT '0', 
    created DATETIME NOT NULL DEFAULT now(), 
    updated DATETIME, 
    about TEXT, 
    note TEXT COMMENT 'What they say' DEFAULT 'none', 
    PRIMARY KEY (id), 
    UNIQUE (email_address)
);

CREATE INDEX ix_users_name ON users (name);

CREATE TABLE posts (
    id BIGINT NOT NULL AUTO_INCREMENT, 
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
)COMMENT='What users write';

CREATE INDEX ix_posts_lower ON posts ((lower(title)));

CREATE INDEX ix_posts_user_title ON posts (user_id, title DESC);

