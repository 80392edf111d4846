# Tables without classes: association tables, copies in another MetaData, circles.
import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

source = MetaData()
metadata = MetaData()

tags = Table("tags", source, Column("id", Integer, primary_key=True), Column("word", String(20), unique=True))
if hasattr(tags, "to_metadata"):
    tags.to_metadata(metadata)
    tags.to_metadata(metadata, name="old_tags")

left = Table(
    "left",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("right_id", Integer, ForeignKey("right.id", name="fk_left_right")),
)
right = Table(
    "right",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("left_id", Integer, ForeignKey("left.id", name="fk_right_left")),
    Column("tag_id", Integer),
    sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_right_tag", use_alter=True),
)
pairs = Table(
    "pairs",
    metadata,
    Column("left_id", ForeignKey("left.id"), primary_key=True),
    Column("right_id", ForeignKey("right.id"), primary_key=True),
    Column("Weight", Integer, sa.CheckConstraint("\"Weight\" > 0"), server_default=sa.text("1")),
    sa.PrimaryKeyConstraint("left_id", "right_id", name="pairs_pk"),
)
nodes = Table("nodes", metadata, Column("id", Integer, primary_key=True), Column("up", ForeignKey("nodes.id")))
empty = Table("empty", metadata)
