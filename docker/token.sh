#!/usr/bin/env bash
# Signs a token of an hour with the key of secrets.sh, to try the containers without an identity provider.
#
# usage: token.sh [ROLE...]     roles are author, editor, admin; SUBJECT is the id of the user, a ULID
set -euo pipefail
key=${SECRETS:-$(dirname "${BASH_SOURCE[0]}")/../secrets}/token-key
encoded() { base64 -w0 | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
roles=$(printf '"%s",' "$@")
header=$(printf '{"alg":"RS256","typ":"JWT"}' | encoded)
claims=$(printf '{"sub":"%s","aud":"scratchy","roles":[%s],"iat":%d,"exp":%d}' \
    "${SUBJECT:-01ARZ3NDEKTSV4RRFFQ69G5FAV}" "${roles%,}" "$now" $((now + 3600)) | encoded)
signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$key" -binary | encoded)
echo "$header.$claims.$signature"
