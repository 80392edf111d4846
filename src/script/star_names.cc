// The only outside interface is star_names.h.
#include "script/star_names.h"

#include <algorithm>
#include <array>

#include "python/objects.h"

namespace retort::script {
namespace {

using python::Value;

struct StarNames {
  std::string_view module;
  std::string_view names;  ///< With spaces between them, sorted.
};

constexpr std::array kStarNames = {
    StarNames{"sqlalchemy",
              "ARRAY AdaptedConnection Alias AliasedReturnsRows AssertionPool "
              "AsyncAdaptedQueuePool BIGINT BINARY BLANK_SCHEMA BLOB BOOLEAN BaseDDLElement "
              "BaseRow BigInteger BinaryExpression BindParameter BindTyping Boolean "
              "BooleanClauseList CHAR CLOB CTE CacheKey Case Cast CheckConstraint "
              "ChunkedIteratorResult ClauseElement ClauseList CollectionAggregate Column "
              "ColumnClause ColumnCollection ColumnDefault ColumnElement ColumnOperators "
              "Compiled CompoundSelect Computed Connection Constraint CreateEnginePlugin "
              "CursorResult DATE DATETIME DDL DDLElement DECIMAL DOUBLE DOUBLE_PRECISION Date "
              "DateTime DefaultClause Delete Dialect Double Engine Enum ExceptionContext "
              "Executable ExecutableDDLElement ExecutionContext Exists Extract FLOAT "
              "FallbackAsyncAdaptedQueuePool False_ FetchedValue Float ForeignKey "
              "ForeignKeyConstraint FromClause FromGrouping FrozenResult Function "
              "FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE HasPrefixes "
              "HasSuffixes INT INTEGER Identity Index Insert Inspector Integer Interval "
              "IteratorResult JSON Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY "
              "LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label LambdaElement "
              "LargeBinary Lateral MappingResult MergedResult MetaData NCHAR NUMERIC NVARCHAR "
              "NestedTransaction NotNullable Null NullPool Nullable Numeric Operators Over "
              "PickleType Pool PoolProxiedConnection PoolResetState PrimaryKeyConstraint "
              "QueuePool REAL ReleaseSavepointClause Result ResultProxy ReturnsRows "
              "RollbackToSavepointClause RootTransaction Row RowMapping SMALLINT "
              "SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select "
              "SelectBase SelectLabelStyle Selectable Sequence SingletonThreadPool "
              "SmallInteger StatementLambdaElement StaticPool String Subquery TEXT TIME "
              "TIMESTAMP Table TableClause TableSample TableValuedAlias Text TextAsFrom "
              "TextClause TextualSelect Time Transaction True_ TryCast Tuple TupleType "
              "TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler TypeDecorator URL UUID "
              "UnaryExpression Unicode UnicodeText UniqueConstraint Update UpdateBase Uuid "
              "VARBINARY VARCHAR Values ValuesBase Visitable WithinGroup alias all_ and_ any_ "
              "asc between bindparam bitwise_not case cast collate column connectors "
              "create_engine create_mock_engine create_pool_from_url cte custom_op delete "
              "desc dialects distinct engine engine_from_config event exc except_ except_all "
              "exists ext extract false func funcfilter insert insert_sentinel inspect "
              "inspection intersect intersect_all join label lambda_stmt lateral literal "
              "literal_column make_url modifier not_ null nulls_first nulls_last nullsfirst "
              "nullslast or_ outerjoin outparam over pool quoted_name result_tuple schema "
              "select sql table tablesample text true try_cast tuple_ type_coerce types union "
              "union_all update values within_group "},
    StarNames{"sqlalchemy.types",
              "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB Concatenable "
              "DATE DATETIME DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime Double Enum "
              "ExternalType FLOAT Float INT INTEGER Indexable Integer Interval JSON "
              "LargeBinary MatchType NCHAR NULLTYPE NUMERIC NVARCHAR NullType Numeric "
              "PickleType REAL SMALLINT STRINGTYPE SchemaType SmallInteger String TEXT TIME "
              "TIMESTAMP Text Time TupleType TypeDecorator TypeEngine UUID Unicode "
              "UnicodeText UserDefinedType Uuid VARBINARY VARCHAR Variant adapt_type "
              "to_instance "},
    StarNames{"sqlalchemy.schema",
              "AddConstraint BLANK_SCHEMA BaseDDLElement CheckConstraint Column "
              "ColumnCollectionConstraint ColumnCollectionMixin ColumnDefault Computed "
              "Constraint CreateColumn CreateIndex CreateSchema CreateSequence CreateTable "
              "DDL DDLElement DefaultClause DefaultGenerator DropColumnComment DropConstraint "
              "DropConstraintComment DropIndex DropSchema DropSequence DropTable "
              "DropTableComment ExecutableDDLElement FetchedValue ForeignKey "
              "ForeignKeyConstraint HasConditionalDDL Identity Index InvokeDDLBase MetaData "
              "PrimaryKeyConstraint SchemaConst SchemaItem SchemaVisitable SchemaVisitor "
              "Sequence SetColumnComment SetConstraintComment SetTableComment Table "
              "UniqueConstraint conv insert_sentinel sort_tables sort_tables_and_constraints "},
    StarNames{"sqlalchemy.sql",
              "Alias BaseDDLElement COLLECT_CARTESIAN_PRODUCTS ClauseElement "
              "ClauseVisitor ColumnCollection ColumnElement CompoundSelect DDL DDLElement "
              "Delete Executable ExecutableDDLElement FROM_LINTING False_ FromClause Insert "
              "Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE "
              "LABEL_STYLE_TABLENAME_PLUS_COL LambdaElement NO_LINTING NotNullable Nullable "
              "SQLColumnExpression Select SelectLabelStyle Selectable StatementLambdaElement "
              "Subquery TableClause TableSample True_ Update Values WARN_LINTING alias all_ "
              "and_ annotation any_ asc base between bindparam cache_key case cast coercions "
              "collate column compiler crud cte ddl default_comparator delete desc distinct "
              "dml elements events except_ except_all exists expression extract false func "
              "funcfilter functions insert intersect intersect_all join label lambda_stmt "
              "lambdas lateral literal literal_column modifier naming not_ null nulls_first "
              "nulls_last nullsfirst nullslast operators or_ outerjoin outparam over "
              "quoted_name roles schema select selectable sqltypes table tablesample text "
              "traversals true try_cast tuple_ type_api type_coerce union union_all update "
              "values visitors within_group "},
    StarNames{"sqlalchemy.sql.expression",
              "Alias AliasedReturnsRows BinaryExpression BindParameter BooleanClauseList CTE "
              "CacheKey Case Cast ClauseElement ClauseList CollectionAggregate ColumnClause "
              "ColumnCollection ColumnElement ColumnOperators CompoundSelect Delete "
              "Executable Exists ExpressionClauseList Extract False_ FromClause FromGrouping "
              "Function FunctionElement FunctionFilter GenerativeSelect Grouping HasCTE "
              "HasPrefixes HasSuffixes Insert Join LABEL_STYLE_DEFAULT "
              "LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL "
              "Label LambdaElement Lateral Null Operators Over ReleaseSavepointClause "
              "ReturnsRows RollbackToSavepointClause SQLColumnExpression SavepointClause "
              "ScalarSelect ScalarValues Select SelectBase SelectLabelStyle Selectable "
              "StatementLambdaElement Subquery TableClause TableSample TableValuedAlias "
              "TextAsFrom TextClause TextualSelect True_ TryCast Tuple TypeClause TypeCoerce "
              "UnaryExpression Update UpdateBase Values ValuesBase Visitable WithinGroup "
              "alias all_ and_ any_ asc between bindparam bitwise_not case cast collate "
              "column cte custom_op delete desc distinct except_ except_all exists extract "
              "false func funcfilter insert intersect intersect_all join label lambda_stmt "
              "lateral literal literal_column modifier not_ null nulls_first nulls_last "
              "nullsfirst nullslast or_ outerjoin outparam over quoted_name select table "
              "tablesample text true try_cast tuple_ type_coerce union union_all update "
              "values within_group "},
    StarNames{"sqlalchemy.orm",
              "AliasOption AppenderQuery AttributeEventToken AttributeEvents "
              "AttributeState Bundle CascadeOptions ClassManager ColumnProperty Composite "
              "CompositeProperty DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta "
              "DynamicMapped EXT_CONTINUE EXT_SKIP EXT_STOP FromStatement IdentityMap "
              "InspectionAttr InspectionAttrExtensionType InspectionAttrInfo InstanceEvents "
              "InstanceState InstrumentationEvents InstrumentedAttribute KeyFuncDict Load "
              "LoaderCallableStatus LoaderCriteriaOption MANYTOMANY MANYTOONE Mapped "
              "MappedAsDataclass MappedClassProtocol MappedCollection MappedColumn "
              "MappedSQLExpression Mapper MapperEvents MapperProperty NO_KEY NO_VALUE "
              "NotExtension ONETOMANY ORMDescriptor ORMExecuteState PassiveFlag "
              "PropComparator Query QueryContext QueryEvents QueryPropertyDescriptor "
              "QueryableAttribute Relationship RelationshipDirection RelationshipProperty "
              "SQLORMExpression Session SessionEvents SessionTransaction "
              "SessionTransactionOrigin Synonym SynonymProperty UOWTransaction "
              "UserDefinedOption WriteOnlyCollection WriteOnlyMapped add_mapped_attribute "
              "aliased as_declarative attribute_keyed_dict attribute_mapped_collection "
              "attributes backref base bulk_persistence class_mapper clear_mappers "
              "close_all_sessions clsregistry collections column_keyed_dict "
              "column_mapped_collection column_property composite configure_mappers "
              "contains_alias contains_eager context create_session decl_api decl_base "
              "declarative_base declarative_mixin declared_attr defaultload defer deferred "
              "dependency descriptor_props dynamic dynamic_loader evaluator events exc "
              "foreign has_inherited_table identity immediateload instrumentation interfaces "
              "join joinedload keyfunc_mapping lazyload load_only loading make_transient "
              "make_transient_to_detached mapped_as_dataclass mapped_collection mapped_column "
              "mapper mapperlib merge_frozen_result merge_result noload object_mapper "
              "object_session orm_insert_sentinel outerjoin path_registry persistence "
              "polymorphic_union properties query query_expression raiseload reconstructor "
              "registry relationship relationships remote scoped_session scoping "
              "selectin_polymorphic selectinload session sessionmaker state state_changes "
              "strategies strategy_options subqueryload sync synonym synonym_for undefer "
              "undefer_group unitofwork validates was_deleted with_expression "
              "with_loader_criteria with_parent with_polymorphic writeonly "},
    StarNames{"sqlalchemy.orm.exc",
              "ConcurrentModificationError DetachedInstanceError FlushError "
              "LoaderStrategyException MappedAnnotationError MultipleResultsFound NO_STATE "
              "NoResultFound ObjectDeletedError ObjectDereferencedError StaleDataError "
              "UnmappedClassError UnmappedColumnError UnmappedError UnmappedInstanceError "
              "sa_exc "},
    StarNames{"sqlalchemy.engine",
              "AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled "
              "Connectable Connection ConnectionEventsTarget CreateEnginePlugin CursorResult "
              "Dialect Engine ExceptionContext ExecutionContext FilterResult FrozenResult "
              "Inspector IteratorResult MappingResult MergedResult NestedTransaction "
              "ObjectKind ObjectScope Result ResultProxy RootTransaction Row RowMapping "
              "ScalarResult Transaction TupleResult TwoPhaseTransaction TypeCompiler URL base "
              "characteristics connection_memoize create create_engine create_mock_engine "
              "create_pool_from_url cursor ddl default engine_from_config events interfaces "
              "make_url mock processors reflection result result_tuple row strategies url "},
    StarNames{"sqlalchemy.dialects.postgresql",
              "ARRAY All Any BIGINT BIT BOOLEAN BYTEA CHAR CIDR CITEXT CreateDomainType "
              "CreateEnumType DATE DATEMULTIRANGE DATERANGE DOMAIN DOUBLE_PRECISION "
              "DropDomainType DropEnumType ENUM ExcludeConstraint FLOAT HSTORE INET "
              "INT4MULTIRANGE INT4RANGE INT8MULTIRANGE INT8RANGE INTEGER INTERVAL Insert JSON "
              "JSONB JSONPATH MACADDR MACADDR8 MONEY NUMERIC NUMMULTIRANGE NUMRANGE NamedType "
              "OID REAL REGCLASS REGCONFIG Range SMALLINT TEXT TIME TIMESTAMP TSMULTIRANGE "
              "TSQUERY TSRANGE TSTZMULTIRANGE TSTZRANGE TSVECTOR TSVECTOR UUID VARCHAR "
              "aggregate_order_by array array_agg dialect hstore insert "},
    StarNames{"sqlalchemy.dialects.mysql",
              "BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT "
              "INET4 INET6 INTEGER INTEGER Insert JSON LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT "
              "MEDIUMTEXT NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP "
              "TINYBLOB TINYINT TINYTEXT VARBINARY VARCHAR YEAR dialect insert match "},
    StarNames{"sqlalchemy.dialects.sqlite",
              "BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER Insert JSON NUMERIC REAL "
              "SMALLINT TEXT TIME TIMESTAMP VARCHAR dialect insert "},
    StarNames{"alembic.op",
              "Operations add_column alter_column batch_alter_table bulk_insert context "
              "create_check_constraint create_exclude_constraint create_foreign_key "
              "create_index create_module_class_proxy create_primary_key create_table "
              "create_table_comment create_unique_constraint drop_column drop_constraint "
              "drop_index drop_table drop_table_comment execute f get_bind get_context "
              "implementation_for inline_literal invoke register_operation rename_table "
              "run_async "},
};

}  // namespace

Value star_names(std::string_view module) {
  const auto found = std::ranges::find(kStarNames, module, &StarNames::module);
  if (found == kStarNames.end()) return Value::absent();
  python::ValueList names;
  for (std::string_view rest = found->names; !rest.empty();) {
    const std::size_t end = rest.find(' ');
    names.push_back(Value::string(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  return python::make_list(std::move(names));
}

}  // namespace retort::script
