-- upgrade --
FAILED: UnsupportedCompilationError: Compiler <sqlalchemy.dialects.mysql.base.MySQLDDLCompiler object> can't render element of type <class 'sqlalchemy.dialects.postgresql.named_types.CreateEnumType'> (Background on this error at: https://sqlalche.me/e/20/l7de)
-- downgrade --
-- Running downgrade types_assigned -> 

DROP TABLE t_ta;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'types_assigned';

