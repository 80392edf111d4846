"""Names that IDEs like to import from here; outside of tests they are those of SQLAlchemy itself."""
from sqlalchemy import Column, Table
from sqlalchemy.orm import mapped_column
