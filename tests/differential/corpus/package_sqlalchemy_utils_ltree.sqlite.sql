-- upgrade --
FAILED: CompileError: (in table 'psul', column 'path'): Compiler <sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler object> can't render element of type LtreeType()
-- downgrade --
FAILED: UnsupportedCompilationError: Compiler <sqlalchemy.dialects.sqlite.base.SQLiteTypeCompiler object> can't render element of type LtreeType() (Background on this error at: https://sqlalche.me/e/20/l7de)
