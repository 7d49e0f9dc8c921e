#!/usr/bin/env bash
# Starts a side, asks it a few things, ends it, and has the JVM write down what it loaded and linked meanwhile: app.aot.
#
# usage: train.sh command-side|query-side
# in a directory that may be written, with standalone.jar in it; the side is in /app
set -euo pipefail
side=$1
port=18080
case $side in
    command-side) paths="/actuator/health /api/v1/posts /openapi/command-side" ;;
    query-side) paths="/actuator/health /api/v1/posts /api/v1/posts?limit=5 /api/v1/tags /api/v1/search?q=a /openapi/query-side" ;;
    *) echo "usage: train.sh command-side|query-side" >&2 && exit 2 ;;
esac

servers=
trap '[ -z "$servers" ] || { kill "$servers" && wait "$servers"; } 2>/dev/null || true' EXIT

# Waits until a process has written a line, two minutes at most.
said() { # file, pattern, process
    for ((i = 0; i < 240; i++)); do
        grep -q "$2" "$1" && return 0
        kill -0 "$3" 2>/dev/null || break
        sleep 0.5
    done
    cat "$1" >&2
    return 1
}

# The status line of an answer; neither curl nor wget is in every image.
status() { # path
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&3
    local line
    read -r line <&3
    cat <&3 >/dev/null
    exec 3>&-
    echo "$1 ${line%$'\r'}"
}

# PostgreSQL and Redis, those that standalone brings along; it migrates as well.
PORT=18081 java -jar standalone.jar --data=data >servers.log 2>&1 &
servers=$!
said servers.log 'Scratchy is ready' "$servers"
export DATABASE_URL REDIS_URL
DATABASE_URL=$(awk '$1 == "PostgreSQL" {print $2}' servers.log)
REDIS_URL=$(awk '$1 == "Redis" {print $2}' servers.log)

# Nobody's tokens are asked for; that one is configured makes what judges them a part of what is loaded.
export SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI=http://localhost:9/none
(cd /app && PORT=$port exec java -XX:AOTCacheOutput="$OLDPWD/app.aot" -jar app.jar) >side.log 2>&1 &
java=$!
said side.log 'Started ' "$java"
for path in $paths; do
    status "$path"
done
kill "$java"
# 143: ended by SIGTERM, as wanted.
wait "$java" || [ $? = 143 ]
ls -l app.aot
