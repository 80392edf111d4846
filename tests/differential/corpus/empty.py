# Nothing to do: pass, a docstring, a return.
from alembic import op

revision = "empty"
down_revision = None


def upgrade():
    """Only a docstring."""


def downgrade():
    return
