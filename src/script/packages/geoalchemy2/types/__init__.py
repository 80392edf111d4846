"""Spatial columns on PostGIS, MySQL and MariaDB: the type as in DDL, and the index that comes with it."""

from sqlalchemy import Index, func, text
from sqlalchemy import column as column_named
from sqlalchemy.exc import ArgumentError, CompileError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType

_MYSQL = ("mysql", "mariadb")


def _dimension(geometry_type, given):
    if geometry_type is None:
        return given
    if geometry_type.endswith("ZM"):
        implied = 4
    else:
        implied = 3 if geometry_type[-1] in "ZM" else 2
    if implied > 2 and given not in (None, implied):
        raise ValueError(f"dimension must be {implied} when geometry_type is '{geometry_type}'")
    return implied


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
        _spatial_index_reflected=None,
    ):
        super().__init__()
        try:
            self.srid = int(srid if srid is not None else -1)
        except (ValueError, TypeError):
            raise ArgumentError("srid must be convertible to an integer")
        if use_typmod is not None and not nullable:
            raise ArgumentError('The "nullable" and "use_typmod" arguments can not be used together')
        if dimension not in (None, 2, 3, 4):
            raise ValueError(f"dimension must be one of [None, 2, 3, 4] but got {dimension}")
        self.geometry_type = geometry_type.upper() if geometry_type else None
        self.dimension = _dimension(self.geometry_type, dimension)
        self.spatial_index = spatial_index
        self.use_N_D_index = use_N_D_index
        self.use_typmod = use_typmod
        if name is not None:
            self.name = name
        self.nullable = nullable
        self.reflected = _spatial_index_reflected

    def get_col_spec(self, **keywords):
        if not self.geometry_type:
            return self.name
        return f"{self.name}({self.geometry_type},{self.srid})"

    def _indexed(self, column):
        return column

    def _attached(self, table, column, nullable, dialect, creating):
        """The column is part of a table now: whether it may be NULL, and the index that it brings."""
        if self.nullable:
            self.nullable = nullable
        if self.use_typmod is False and creating and dialect == "postgresql":
            self._managed()
        if not self.spatial_index:
            if self.use_N_D_index:
                raise ArgumentError("Arg Error(use_N_D_index): spatial_index must be True")
            return self.nullable, None
        if self.reflected:
            return self.nullable, None
        if creating and dialect in _MYSQL:
            return self.nullable, text(f"ALTER TABLE {table} ADD SPATIAL INDEX({column});")
        options = {"postgresql_using": "gist"}
        if self.use_N_D_index:
            options["postgresql_ops"] = {column: "gist_geometry_ops_nd"}
        return self.nullable, Index(f"idx_{table}_{column}", self._indexed(column), **options)

    def _managed(self):
        raise CompileError("a geometry column with use_typmod=False is made by AddGeometryColumn(), which is not known here")


@compiles(_GISType, "mysql")
def _mysql_spec(spatial, compiler, **keywords):
    spec = _mariadb_spec(spatial, compiler)
    return spec + (f" SRID {spatial.srid}" if spatial.srid > 0 else "")


@compiles(_GISType, "mariadb")
def _mariadb_spec(spatial, compiler, **keywords):
    spec = spatial.geometry_type or "GEOMETRY"
    return spec + (" NOT NULL" if spatial.spatial_index or not spatial.nullable else "")


@compiles(_GISType, "sqlite")
def _sqlite_spec(spatial, compiler, **keywords):
    raise CompileError("spatial columns on SQLite need SpatiaLite's RecoverGeometryColumn(), which is not known here")


class Geometry(_GISType):
    name = "geometry"


class Geography(_GISType):
    name = "geography"


class Raster(_GISType):
    name = "raster"

    def __init__(self, spatial_index=True, from_text=None, name=None, nullable=True, _spatial_index_reflected=None):
        super().__init__(
            None,
            spatial_index=spatial_index,
            name=name,
            nullable=nullable,
            _spatial_index_reflected=_spatial_index_reflected,
        )

    def _indexed(self, column):
        return func.ST_ConvexHull(column_named(column))
