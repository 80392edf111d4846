-- upgrade --
FAILED: CompileError: (in table 'mtr', column 'a'): VARCHAR requires a length on dialect mysql
-- downgrade --
FAILED: UnsupportedCompilationError: Compiler <sqlalchemy.dialects.mysql.base.MySQLTypeCompiler object> can't render element of type ARRAY (Background on this error at: https://sqlalche.me/e/20/l7de)
