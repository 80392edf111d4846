"""Its place in the package."""

from sqlalchemy_utils import *
