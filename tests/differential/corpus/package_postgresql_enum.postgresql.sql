-- upgrade --
BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> package_postgresql_enum

CREATE TYPE ape_state AS ENUM ('new', 'open', 'shut');

CREATE TABLE ape (
    id SERIAL NOT NULL, 
    state ape_state DEFAULT 'new' NOT NULL, 
    before ape_state, 
    states ape_state[] DEFAULT '{new}'::ape_state[], 
    PRIMARY KEY (id)
);

CREATE INDEX ape_open ON ape (id) WHERE state = 'open'::ape_state;

INSERT INTO ape (id, state, before) VALUES (1, 'open', 'shut');

ALTER TYPE "public"."ape_state" RENAME TO "ape_state_old";

CREATE TYPE "public"."ape_state" AS ENUM('new', 'opened', 'shut', 'gone');

CREATE FUNCTION new_old_not_equals(
                new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'open' THEN 'opened'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR != (
            leftarg = "public"."ape_state",
            rightarg = "public"."ape_state_old",
            procedure = new_old_not_equals
        );

CREATE FUNCTION new_old_equals(
                new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'open' THEN 'opened'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR = (
            leftarg = "public"."ape_state",
            rightarg = "public"."ape_state_old",
            procedure = new_old_equals
        );

DROP INDEX IF EXISTS "public"."ape_open";

ALTER TABLE "public"."ape"
             ALTER COLUMN "state" DROP DEFAULT;

ALTER TABLE "public"."ape" 
                ALTER COLUMN "state" TYPE "public"."ape_state" 
                USING CASE 
                WHEN "state"::text = 'open' THEN 'opened'::"public"."ape_state"

                ELSE "state"::text::"public"."ape_state"
                END;

ALTER TABLE "public"."ape"
            ALTER COLUMN "state" SET DEFAULT 'new'::public.ape_state;

ALTER TABLE "public"."ape" 
                ALTER COLUMN "before" TYPE "public"."ape_state" 
                USING CASE 
                WHEN "before"::text = 'open' THEN 'opened'::"public"."ape_state"

                ELSE "before"::text::"public"."ape_state"
                END;

ALTER TABLE "public"."ape"
             ALTER COLUMN "states" DROP DEFAULT;

ALTER TABLE "public"."ape" 
            ALTER COLUMN "states" TYPE "public"."ape_state"[]
            USING array_replace("states"::text[], 'open', 'opened')::"public"."ape_state"[];

ALTER TABLE "public"."ape"
            ALTER COLUMN "states" SET DEFAULT '{new}'::public.ape_state[];

DROP OPERATOR IF EXISTS != (
                "public"."ape_state",
                "public"."ape_state_old"
            );

DROP FUNCTION new_old_not_equals(
            new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
        );

DROP OPERATOR IF EXISTS = (
                "public"."ape_state",
                "public"."ape_state_old"
            );

DROP FUNCTION new_old_equals(
            new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
        );

DROP TYPE "public"."ape_state_old";

CREATE INDEX ape_open ON public.ape USING btree (id) WHERE (state = 'opened'::ape_state);

INSERT INTO alembic_version (version_num) VALUES ('package_postgresql_enum') RETURNING alembic_version.version_num;

COMMIT;

-- downgrade --
BEGIN;

-- Running downgrade package_postgresql_enum -> 

UPDATE ape SET state = 'new' WHERE state = 'gone';

DROP INDEX ape_open;

ALTER TYPE "public"."ape_state" RENAME TO "ape_state_old";

CREATE TYPE "public"."ape_state" AS ENUM('new', 'open', 'shut');

CREATE FUNCTION new_old_not_equals(
                new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text != CASE
                    WHEN old_enum_val::text = 'opened' THEN 'open'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR != (
            leftarg = "public"."ape_state",
            rightarg = "public"."ape_state_old",
            procedure = new_old_not_equals
        );

CREATE FUNCTION new_old_equals(
                new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text = CASE
                    WHEN old_enum_val::text = 'opened' THEN 'open'

                    ELSE old_enum_val::text
                END;
            $$ LANGUAGE SQL IMMUTABLE;

CREATE OPERATOR = (
            leftarg = "public"."ape_state",
            rightarg = "public"."ape_state_old",
            procedure = new_old_equals
        );

ALTER TABLE "public"."ape"
             ALTER COLUMN "state" DROP DEFAULT;

ALTER TABLE "public"."ape" 
                ALTER COLUMN "state" TYPE "public"."ape_state" 
                USING CASE 
                WHEN "state"::text = 'opened' THEN 'open'::"public"."ape_state"

                ELSE "state"::text::"public"."ape_state"
                END;

ALTER TABLE "public"."ape"
            ALTER COLUMN "state" SET DEFAULT 'new'::public.ape_state;

ALTER TABLE "ape" 
                ALTER COLUMN "before" TYPE "public"."ape_state" 
                USING CASE 
                WHEN "before"::text = 'opened' THEN 'open'::"public"."ape_state"

                ELSE "before"::text::"public"."ape_state"
                END;

ALTER TABLE "public"."ape"
             ALTER COLUMN "states" DROP DEFAULT;

ALTER TABLE "public"."ape" 
            ALTER COLUMN "states" TYPE "public"."ape_state"[]
            USING array_replace("states"::text[], 'opened', 'open')::"public"."ape_state"[];

ALTER TABLE "public"."ape"
            ALTER COLUMN "states" SET DEFAULT ARRAY['new'::public.ape_state];

DROP OPERATOR IF EXISTS != (
                "public"."ape_state",
                "public"."ape_state_old"
            );

DROP FUNCTION new_old_not_equals(
            new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
        );

DROP OPERATOR IF EXISTS = (
                "public"."ape_state",
                "public"."ape_state_old"
            );

DROP FUNCTION new_old_equals(
            new_enum_val "public"."ape_state", old_enum_val "public"."ape_state_old"
        );

DROP TYPE "public"."ape_state_old";

DROP TABLE ape;

DROP TYPE ape_state;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'package_postgresql_enum';

COMMIT;

