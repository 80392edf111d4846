"""Where newer releases have the class."""

from flask_appbuilder import SQLA


def get_sqla_class():
    return SQLA
