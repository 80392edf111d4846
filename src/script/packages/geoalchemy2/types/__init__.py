"""Spatial columns on PostGIS: the type as in DDL, and the index that comes with it."""

from sqlalchemy import Index, func
from sqlalchemy.types import UserDefinedType


class _GISType(UserDefinedType):
    name = None
    cache_ok = True

    def __init__(
        self,
        geometry_type="GEOMETRY",
        srid=-1,
        dimension=None,
        spatial_index=True,
        use_N_D_index=False,
        use_typmod=None,
        from_text=None,
        name=None,
        nullable=True,
        **keywords,
    ):
        super().__init__()
        self.geometry_type = geometry_type.upper() if geometry_type else None
        self.srid = int(srid if srid is not None else -1)
        self.dimension = dimension
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        if name is not None:
            self.name = name
        self.nullable = nullable
        self.reflected = keywords.get("_spatial_index_reflected")

    def get_col_spec(self, **keywords):
        if not self.geometry_type:
            return self.name
        return f"{self.name}({self.geometry_type},{self.srid})"

    def _indexed(self, column):
        return column

    def _index_on_column(self, table, column):
        if not self.spatial_index or self.reflected:
            return None
        options = {"postgresql_using": "gist"}
        if self.use_N_D_index:
            options["postgresql_ops"] = {column: "gist_geometry_ops_nd"}
        return Index(f"idx_{table}_{column}", self._indexed(column), **options)


class Geometry(_GISType):
    name = "geometry"


class Geography(_GISType):
    name = "geography"


class Raster(_GISType):
    name = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True, **keywords):
        super().__init__(None, spatial_index=spatial_index, name=name, nullable=nullable, **keywords)

    def _indexed(self, column):
        from sqlalchemy import column as column_named

        return func.ST_ConvexHull(column_named(column))
