"""The part of starlette that the settings of applications use."""
