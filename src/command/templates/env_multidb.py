"""How migrations reach several databases: Alembic runs this file, Retort reads it."""

import logging
import re
from logging.config import fileConfig

from alembic import context
from sqlalchemy import engine_from_config
from sqlalchemy import pool

# Whether all databases commit together, in two phases.
USE_TWOPHASE = False

config = context.config

if config.config_file_name is not None:
    fileConfig(config.config_file_name)
logger = logging.getLogger("alembic.env")

# The names of the databases: each is a section of the configuration.
names = re.split(r",\s*", config.get_main_option("databases", ""))

# The MetaData of each database's models, for autogenerate:
# from myapp import models
# target_metadata = {"engine1": models.first, "engine2": models.second}
target_metadata = {}


def run_migrations_offline() -> None:
    """With --sql: write the statements of each database into a file of its own."""
    for name in names:
        logger.info("Writing the SQL of %s to %s.sql", name, name)
        with open("%s.sql" % name, "w") as output:
            context.configure(
                url=config.get_section_option(name, "sqlalchemy.url"),
                output_buffer=output,
                target_metadata=target_metadata.get(name),
                literal_binds=True,
                dialect_opts={"paramstyle": "named"},
            )
            with context.begin_transaction():
                context.run_migrations(engine_name=name)


def run_migrations_online() -> None:
    """Connect to every database, run the statements, then commit on all or on none."""
    connections = {}
    for name in names:
        engine = engine_from_config(
            config.get_section(name, {}),
            prefix="sqlalchemy.",
            poolclass=pool.NullPool,
        )
        connections[name] = engine.connect()
    transactions = [
        connection.begin_twophase() if USE_TWOPHASE else connection.begin()
        for connection in connections.values()
    ]

    try:
        for name, connection in connections.items():
            logger.info("Migrating database %s", name)
            context.configure(
                connection=connection,
                upgrade_token="%s_upgrades" % name,
                downgrade_token="%s_downgrades" % name,
                target_metadata=target_metadata.get(name),
            )
            context.run_migrations(engine_name=name)

        if USE_TWOPHASE:
            for transaction in transactions:
                transaction.prepare()
        for transaction in transactions:
            transaction.commit()
    except BaseException:
        for transaction in transactions:
            transaction.rollback()
        raise
    finally:
        for connection in connections.values():
            connection.close()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
