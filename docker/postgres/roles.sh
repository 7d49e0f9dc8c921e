#!/usr/bin/env bash
# The roles of the sides, made with the first start of an empty PostgreSQL.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --set=owner="$(cat /run/secrets/owner-password)" \
    --set=command="$(cat /run/secrets/command-password)" \
    --set=query="$(cat /run/secrets/query-password)" <<'SQL'
CREATE ROLE scratchy_owner LOGIN PASSWORD :'owner';
CREATE ROLE scratchy_command LOGIN PASSWORD :'command';
CREATE ROLE scratchy_query LOGIN PASSWORD :'query';
ALTER DATABASE scratchy OWNER TO scratchy_owner;
SQL
