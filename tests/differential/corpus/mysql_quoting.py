# Names that need backticks: reserved words of either, capitals, blanks, backticks.
# dialects: mysql mariadb
from alembic import op
import sqlalchemy as sa

revision = "mysql_quoting"
down_revision = None

WORDS = (
    "order group key keys rank system row rows function lateral offset returning position period page_checksum "
    "current_role role empty json_table of over window recursive schema select interval value values status type "
    "comment user name count date time year read write read_write condition signal xor zerofill action bit enum"
).split()


def upgrade():
    op.create_table("Words", *[sa.Column(word, sa.Integer()) for word in WORDS])
    op.create_table(
        "with space",
        sa.Column("back`tick", sa.Integer()),
        sa.Column('double"quote', sa.Integer()),
        sa.Column("Capital", sa.Integer(), comment="c"),
        sa.Column("1digit", sa.Integer()),
        sa.Column("per%cent", sa.Integer()),
        sa.Column("col$", sa.Integer()),
        sa.Column("größe", sa.Integer()),
        schema="Schema",
    )
    op.create_index("Ix", "with space", ["Capital", "back`tick"], schema="Schema")
    op.alter_column("table", "column", new_column_name="Column", existing_type=sa.Integer(), schema="a.b")


def downgrade():
    op.drop_table("with space", schema="Schema")
    op.drop_table("Words")
