#!/usr/bin/env bash
# Brings the whole system up as containers, with passwords of its own and nothing that is left behind, and goes a journey through
# the proxy: every kind of request, a query side that ends, a replay. Needs an engine, compose, curl and openssl, and the jars of
# `./mvnw package`.
#
# usage: try.sh [--stand-ins]     with --stand-ins on images from Debian's packages, where none can be pulled
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export SECRETS PORT=${PORT:-18080} COMPOSE_PROJECT_NAME=scratchy-try-$$
SECRETS=$(mktemp -d)
files=(-f docker-compose.yml)
if [ "${1:-}" = --stand-ins ]; then
    docker/stand-ins/build.sh >/dev/null
    export JAVA_IMAGE=scratchy-stand-in/java POSTGRES_IMAGE=scratchy-stand-in/postgres
    export CACHE_IMAGE=scratchy-stand-in/cache PROXY_IMAGE=scratchy-stand-in/proxy
    # Dragonfly is in none of Debian's packages.
    files+=(-f docker/valkey.yml)
fi
compose=(docker compose)
docker compose version >/dev/null 2>&1 || compose=(docker-compose)
compose() { "${compose[@]}" "${files[@]}" "$@"; }

failed() {
    echo "failed: $*" >&2
    compose ps >&2 || true
    compose logs --tail=40 >&2 || true
    exit 1
}
trap 'compose down --volumes --timeout 20 >/dev/null 2>&1 || true; rm -rf "$SECRETS"' EXIT

server=http://127.0.0.1:$PORT
# The body of an answer, after its headers, which are kept in a file of their own.
ask() { # method, path, token, body, further arguments of curl
    local method=$1 path=$2 token=$3 body=$4
    shift 4
    curl -sS --max-time 20 -D "$SECRETS/headers" -X "$method" "$server$path" ${token:+-H "authorization: Bearer $token"} \
        ${body:+-H 'content-type: application/json' -d "$body"} "$@"
}
header() { sed -n "s/^$1: *//Ip" "$SECRETS/headers" | tr -d '\r'; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -1; }
expect() { # what, pattern: looks for it in what is piped in
    local answer
    answer=$(cat)
    grep -q -- "$2" <<<"$answer" || failed "$1: $answer"
    echo "ok: $1"
}

docker/secrets.sh
compose up --detach --build >"$SECRETS/up.log" 2>&1 || { tail -30 "$SECRETS/up.log" >&2; failed "it does not come up"; }
began=$SECONDS
until curl -sf -o /dev/null "$server/actuator/health"; do
    [ $((SECONDS - began)) -lt 120 ] || failed "the proxy does not answer"
    sleep 1
done

admin=$(docker/token.sh admin)
user=$(ask POST /api/v1/users "$admin" '{"username":"ada","displayName":"Ada"}' | field id)
[ -n "$user" ] || failed "no user"
author=$(SUBJECT=$user docker/token.sh author)
id=$(ask POST /api/v1/posts "$author" '{"title":"Through the proxy","content":"A word to *find*."}' -H 'idempotency-key: once' | field id)
again=$(ask POST /api/v1/posts "$author" '{"title":"Through the proxy","content":"A word to *find*."}' -H 'idempotency-key: once' | field id)
[ "$id" = "$again" ] || failed "sent twice, done twice: $id, $again"
echo "ok: a command that is sent twice"
ask POST "/api/v1/posts/$id/publish" "$author" '' >/dev/null
token=$(header consistency-token)
for _ in 1 2 3 4; do
    # By whichever query side.
    ask GET "/api/v1/posts/$id" '' '' -H "consistency-token: $token" | expect "a read of one's own write" '"status":"published"'
done
ask GET '/api/v1/search?q=find' '' '' -H "consistency-token: $token" | expect "search" "$id"
ask POST "/api/v1/posts/$id/comments" "$author" '{"content":"Indeed."}' >/dev/null
token=$(header consistency-token)
ask GET "/api/v1/posts/$id/comments" '' '' -H "consistency-token: $token" | expect "comments" 'Indeed.'
ask GET /api/v1/admin/nodes "$admin" '' | grep -o '"node"' | wc -l | expect "two query sides" '^2$'
ask GET /actuator/prometheus "$admin" '' -o /dev/null -w '%{http_code}' | expect "operators' addresses are not for everybody" 404
ask GET /%61ctuator/prometheus "$admin" '' -o /dev/null -w '%{http_code}' | expect "whatever way they are written" 404
ask GET /openapi/command-side '' '' | expect "the command side's document" publishPost
replay=$(ask POST /api/v1/admin/projections/posts/replay "$admin" '' -o /dev/null; header location)
for ((i = 0; i < 60; i++)); do
    state=$(ask GET "$replay" "$admin" '' | field state)
    [ "$state" != running ] && break
    sleep 0.5
done
expect "a replay" completed <<<"$state"

# One query side ends, and nobody notices: what meets it on its way is sent to the other one.
compose stop --timeout 40 query-side-1 >/dev/null 2>&1 &
stopping=$!
asked=0
while kill -0 "$stopping" 2>/dev/null; do
    ask GET "/api/v1/posts/$id" '' '' -o /dev/null -w '%{http_code}' | grep -q 200 || failed "a read while a query side ends"
    asked=$((asked + 1))
done
echo "ok: $asked reads while a query side ended"
ask PATCH "/api/v1/posts/$id" "$author" '{"title":"By the other one"}' >/dev/null
token=$(header consistency-token)
ask GET "/api/v1/posts/$id" '' '' -H "consistency-token: $token" -H 'prefer: wait=10' | expect "its projections go on elsewhere" 'By the other one'
for service in command-side query-side-2; do
    compose exec -T "$service" grep -c /app/app.aot /proc/1/maps | expect "$service uses its AOT cache" '^[1-9]'
done
for service in postgres cache command-side query-side-2 proxy; do
    docker inspect --format '{{.State.Health.Status}}' "$(compose ps -q "$service")" | expect "$service is healthy" '^healthy$'
done
for service in command-side query-side-2 proxy; do
    container=$(compose ps -q "$service")
    docker inspect --format '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}' "$container" | expect "$service is not root, and cannot write" '^[1-9].* true$'
done
echo "The containers work."
