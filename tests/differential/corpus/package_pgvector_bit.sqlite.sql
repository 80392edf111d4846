-- upgrade --
FAILED: CompileError: (in table 'ppvb', column 'a'): Compiler <sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler object> can't render element of type BIT
-- downgrade --
FAILED: UnsupportedCompilationError: Compiler <sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler object> can't render element of type BIT (Background on this error at: https://sqlalche.me/e/20/l7de)
