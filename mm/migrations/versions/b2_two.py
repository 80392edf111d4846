"""two"""
from alembic import op
import sqlalchemy as sa
revision = 'b2'
down_revision = "a1"
branch_labels = None
depends_on = None
def upgrade(engine_name: str) -> None:
    globals()["upgrade_%s" % engine_name]()
def downgrade(engine_name: str) -> None:
    globals()["downgrade_%s" % engine_name]()
def upgrade_engine1():
    op.create_table('more', sa.Column('id', sa.Integer(), primary_key=True))
def downgrade_engine1():
    op.drop_table('more')
def upgrade_engine2():
    op.create_table('more2', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('t', sa.Text()))
def downgrade_engine2():
    op.drop_table('more2')
