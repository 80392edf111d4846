"""Spatial columns on PostGIS."""

from geoalchemy2.types import Geography, Geometry, Raster
