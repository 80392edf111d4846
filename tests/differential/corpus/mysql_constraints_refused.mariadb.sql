-- upgrade --
FAILED: CompileError: MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored.
-- downgrade --
FAILED: NotImplementedError: No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type
