"""Names that generated migrations use."""

from sqlmodel.sql.sqltypes import AutoString
