# Function bodies in dollar quotes, triggers.
# dialects: postgresql mysql mariadb
from alembic import op

revision = "execute_functions"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE exf (a integer, b integer)")
    op.execute(
        """
        CREATE OR REPLACE FUNCTION exf_touch() RETURNS trigger AS $$
        BEGIN
            NEW.b := NEW.a * 2;
            IF NEW.a > 5 THEN
                RAISE NOTICE 'big: %', NEW.a;
            END IF;
            RETURN NEW;
        END;
        $$ LANGUAGE plpgsql;
        """
    )
    op.execute("CREATE TRIGGER exf_t BEFORE INSERT ON exf FOR EACH ROW EXECUTE FUNCTION exf_touch()")
    op.execute("INSERT INTO exf (a) VALUES (1), (9)")
    op.execute("DO $do$ BEGIN PERFORM 1; END $do$")


def downgrade():
    op.execute("DROP TRIGGER exf_t ON exf; DROP FUNCTION exf_touch(); DROP TABLE exf")
