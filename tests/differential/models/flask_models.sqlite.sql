CREATE TABLE user_account (
    id INTEGER NOT NULL, 
    name VARCHAR(80) NOT NULL, 
    type VARCHAR(10), 
    level INTEGER, 
    PRIMARY KEY (id), 
    UNIQUE (name)
);

CREATE TABLE html_tag (
    id INTEGER NOT NULL, 
    PRIMARY KEY (id)
);

CREATE TABLE old_style2_name (
    a INTEGER, 
    b INTEGER, 
    id INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (a, b)
);

CREATE TABLE blog_post (
    id INTEGER NOT NULL, 
    kind VARCHAR(3), 
    title VARCHAR(100), 
    created DATETIME DEFAULT CURRENT_TIMESTAMP, 
    owner_id INTEGER, 
    PRIMARY KEY (id), 
    FOREIGN KEY(owner_id) REFERENCES user_account (id)
);

CREATE INDEX ix_blog_post_title ON blog_post (title);

CREATE TABLE post_tags (
    post_id INTEGER NOT NULL, 
    tag_id INTEGER NOT NULL, 
    PRIMARY KEY (post_id, tag_id), 
    FOREIGN KEY(post_id) REFERENCES blog_post (id), 
    FOREIGN KEY(tag_id) REFERENCES html_tag (id)
);

