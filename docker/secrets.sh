#!/usr/bin/env bash
# Makes up what the containers are told by file, unless it is there: passwords, and a key that signs tokens; secrets/*.
set -euo pipefail
directory=${SECRETS:-$(dirname "${BASH_SOURCE[0]}")/../secrets}
mkdir -p "$directory"
# Only their owner comes in here; the files themselves are read by the users of the containers.
chmod 700 "$directory"
for name in postgres-password owner-password command-password query-password; do
    [ -e "$directory/$name" ] && continue
    head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$directory/$name"
    chmod 444 "$directory/$name"
done
key=$directory/token-key
if [ ! -e "$key" ]; then
    (umask 077 && openssl genrsa -out "$key" 2048 2>/dev/null)
    openssl rsa -in "$key" -pubout -out "$key.pub" 2>/dev/null
    chmod 444 "$key.pub"
fi
