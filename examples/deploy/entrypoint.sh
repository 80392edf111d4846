#!/bin/sh
# A container's entry point: migrates, or waits for whoever does, and becomes the app.
#
#   MIGRATE=yes   this container upgrades the database itself; several may do so at once.
#   MIGRATE=no    it waits until somebody else has.
#   MAINTENANCE   a command that runs instead while the database is not ready.
set -eu
set -- -- "$@"
if [ -n "${MAINTENANCE:-}" ]; then set -- --maintenance "$MAINTENANCE" "$@"; fi
if [ "${MIGRATE:-yes}" = yes ]; then set -- --upgrade "$@"; fi
exec retort run --timeout "${WAIT:-60}" "$@"
