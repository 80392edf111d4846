"""The GUID type."""

from fastapi_users_db_sqlalchemy.generics import GUID, TIMESTAMPAware
