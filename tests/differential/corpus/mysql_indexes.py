# Indexes: prefix lengths, kinds, methods, parsers, expressions, order.
# dialects: mysql mariadb
# differs on mysql: the older one prefers mysql_using to mariadb_using
from alembic import op
import sqlalchemy as sa

revision = "mysql_indexes"
down_revision = None


def upgrade():
    op.create_table(
        "mix",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("a", sa.String(300)),
        sa.Column("b", sa.Text()),
        sa.Column("c", sa.String(300), unique=True),
        sa.Index("ix_mix_inside", "a", "b", mysql_length={"b": 20}, mariadb_length={"b": 30}),
    )
    op.create_table("mix_flag", sa.Column("order", sa.Integer(), index=True, unique=True))
    op.create_index("ix_mix_1", "mix", ["a"])
    op.create_index("ix_mix_2", "mix", ["a", "b"], unique=True, mysql_length=10, mariadb_length=11)
    op.create_index("ix_mix_3", "mix", ["a", "b"], mysql_length={"a": 10, "b": 5})
    op.create_index("ix_mix_4", "mix", ["b"], mysql_prefix="FULLTEXT", mariadb_prefix="FULLTEXT")
    op.create_index("ix_mix_5", "mix", ["b"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram")
    op.create_index("ix_mix_6", "mix", ["a"], mysql_using="btree")
    op.create_index("ix_mix_7", "mix", ["a"], mysql_using="hash", mariadb_using="BTREE")
    op.create_index("ix_mix_8", "mix", [sa.text("lower(a)")])
    op.create_index("ix_mix_9", "mix", [sa.func.lower(sa.column("a")), "b"], mysql_length={"b": 7})
    op.create_index("ix_mix_10", "mix", [sa.column("a").desc(), sa.column("b").asc()])
    op.create_index("ix_mix_11", "mix", [sa.column("id") + 1, "order"])
    op.create_index("ix_mix_12", "mix", ["a"], schema="other", unique=True)
    op.create_index("ix_mix_13", "mix", [sa.text("a DESC"), sa.text("b(10)")])


def downgrade():
    op.drop_index("ix_mix_12", table_name="mix", schema="other")
    for number in range(11, 0, -1):
        op.drop_index(f"ix_mix_{number}", "mix")
    op.drop_index("ix_mix_inside", table_name="mix", mysql_length={"b": 20})
    op.drop_index(op.f("ix_mix_flag_order"), table_name="mix_flag")
    op.drop_table("mix_flag")
    op.drop_table("mix")
