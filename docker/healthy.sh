#!/usr/bin/env bash
# Whether the side of this container can take requests; neither curl nor wget is in every image.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$PORT"
printf 'GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r _ code _ <&3
[ "$code" = 200 ]
