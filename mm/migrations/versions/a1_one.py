"""one"""
from alembic import op
import sqlalchemy as sa
revision = 'a1'
down_revision = None
branch_labels = None
depends_on = None
def upgrade(engine_name: str) -> None:
    globals()["upgrade_%s" % engine_name]()
def downgrade(engine_name: str) -> None:
    globals()["downgrade_%s" % engine_name]()
def upgrade_engine1():
    op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))
def downgrade_engine1():
    op.drop_table('users')
def upgrade_engine2():
    op.create_table('logs', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('t', sa.Text()))
def downgrade_engine2():
    op.drop_table('logs')
