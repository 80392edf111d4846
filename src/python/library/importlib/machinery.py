"""Loaders of files, inside the project."""

from importlib.util import Loader as SourceFileLoader
from importlib.util import ModuleSpec
