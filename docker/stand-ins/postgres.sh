#!/usr/bin/env bash
# As much of the official image's start as the compose file and the tests rely on: the first one makes the cluster, its database,
# and runs the scripts of /docker-entrypoint-initdb.d.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    password=${POSTGRES_PASSWORD:-$(cat "${POSTGRES_PASSWORD_FILE:-/dev/null}")}
    mkdir -p "$PGDATA"
    # Its options are words to be told apart.
    # shellcheck disable=SC2086
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s' "${password:-none}") --auth-host=scram-sha-256 --auth-local=trust \
        --encoding=UTF8 --locale=C.UTF-8 ${POSTGRES_INITDB_ARGS:-} "$PGDATA" >/dev/null
    echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
    pg_ctl --silent --wait --options='-c listen_addresses= -c unix_socket_directories=/tmp' start
    export PGHOST=/tmp POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}
    if [ "$POSTGRES_DB" != postgres ]; then
        psql --quiet --set=ON_ERROR_STOP=1 --set=name="$POSTGRES_DB" --username="$POSTGRES_USER" --dbname=postgres \
            <<<'CREATE DATABASE :"name";'
    fi
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sh) bash "$script" ;;
            *.sql) psql --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --file="$script" ;;
        esac
    done
    pg_ctl --silent --wait --mode=fast stop
    unset PGHOST
fi
if [ "$1" = postgres ]; then shift; fi
exec postgres -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
