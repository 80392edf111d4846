"""The types by their longer name."""

from sqlalchemy_utils import *
