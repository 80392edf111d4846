"""merge orders and isbn

Revision ID: a30f5c7d9e12
Revises: 5d77e1c0a2b4, 8e4b90d3f615
Create Date: 2024-02-21 08:55:10

"""

revision = "a30f5c7d9e12"
down_revision = ("5d77e1c0a2b4", "8e4b90d3f615")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
