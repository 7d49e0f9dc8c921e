#!/usr/bin/env bash
# Gives the roles of ops/postgresql/roles.sql their passwords, with the first start of an empty PostgreSQL.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --quiet --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --set=owner="$(cat /run/secrets/owner-password)" \
    --set=command="$(cat /run/secrets/command-password)" \
    --set=query="$(cat /run/secrets/query-password)" <<'SQL'
ALTER ROLE scratchy PASSWORD :'owner';
ALTER ROLE scratchy_command PASSWORD :'command';
ALTER ROLE scratchy_query PASSWORD :'query';
SQL
