CREATE TABLE shop.shops (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    name VARCHAR(20) NOT NULL, 
    open BOOL NOT NULL, 
    kind ENUM('a','b') NOT NULL, 
    CONSTRAINT pk_shops PRIMARY KEY (id), 
    CONSTRAINT ck_shops_named CHECK (name != ''), 
    CONSTRAINT ck_shops_open CHECK (open IN (0, 1))
);

CREATE UNIQUE INDEX ix_shop_shops_name ON shop.shops (name);

CREATE TABLE shop.tills (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    shop_id INTEGER NOT NULL, 
    other_id INTEGER NOT NULL, 
    code VARCHAR(3) NOT NULL, 
    CONSTRAINT pk_tills PRIMARY KEY (id), 
    CONSTRAINT fk_tills_shop_id_shops FOREIGN KEY(shop_id) REFERENCES shop.shops (id), 
    CONSTRAINT fk_other FOREIGN KEY(other_id) REFERENCES shop.shops (id)
);

CREATE INDEX ix_shop_tills_code ON shop.tills (code);

CREATE TABLE shop.members (
    shop_id INTEGER NOT NULL, 
    user VARCHAR(20) NOT NULL, 
    CONSTRAINT pk_members PRIMARY KEY (shop_id, user), 
    CONSTRAINT fk_members_shop_id_shops FOREIGN KEY(shop_id) REFERENCES shop.shops (id) ON DELETE CASCADE
);

CREATE TABLE other.elsewhere (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    till_id INTEGER NOT NULL, 
    CONSTRAINT pk_elsewhere PRIMARY KEY (id), 
    CONSTRAINT fk_elsewhere_till_id_tills FOREIGN KEY(till_id) REFERENCES shop.tills (id)
);

