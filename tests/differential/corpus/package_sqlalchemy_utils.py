# Types of sqlalchemy_utils, by all their names.
# dialects: postgresql sqlite mysql mariadb
# modes: offline online
# needs: sqlalchemy_utils
from alembic import op
import sqlalchemy as sa
import sqlalchemy_utils
from sqlalchemy_utils import EmailType, JSONType, ScalarListType, UUIDType
from sqlalchemy_utils.types import EncryptedType
from sqlalchemy_utils.types.arrow import ArrowType
from sqlalchemy_utils.types.choice import ChoiceType
from sqlalchemy_utils.types.encrypted.encrypted_type import AesEngine, StringEncryptedType

revision = "package_sqlalchemy_utils"
down_revision = None


def upgrade():
    op.create_table(
        "psu",
        sa.Column("id", UUIDType(binary=False), nullable=False),
        sa.Column("a", sqlalchemy_utils.types.uuid.UUIDType(), nullable=True),
        sa.Column("b", sqlalchemy_utils.types.email.EmailType(length=255), nullable=False),
        sa.Column("c", EmailType()),
        sa.Column("d", JSONType()),
        sa.Column("e", sqlalchemy_utils.types.json.JSONType(), nullable=True),
        sa.Column("f", ScalarListType()),
        sa.Column("g", sqlalchemy_utils.types.url.URLType()),
        sa.Column("h", sqlalchemy_utils.types.ip_address.IPAddressType(length=50)),
        sa.Column("i", sqlalchemy_utils.types.timezone.TimezoneType()),
        sa.Column("j", sqlalchemy_utils.types.locale.LocaleType()),
        sa.Column("k", ChoiceType([("a", "A"), ("b", "B")])),
        sa.Column("l", sqlalchemy_utils.types.choice.ChoiceType([("1", "one")], impl=sa.String(length=10))),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("b"),
    )
    op.create_index(op.f("ix_psu_c"), "psu", ["c"], unique=True)
    op.add_column("psu", sa.Column("m", StringEncryptedType(sa.Unicode, "key", AesEngine, "pkcs5"), nullable=True))


def downgrade():
    op.drop_column("psu", "m")
    op.drop_index(op.f("ix_psu_c"), table_name="psu")
    op.drop_table("psu")
