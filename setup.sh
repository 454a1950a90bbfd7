#!/bin/sh
# setup.sh: on a fresh Debian 12 or 13, install what is needed, build, and show one
# release in a throw-away repository.
set -eu
cd "$(dirname "$0")"

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

if ! command -v make >/dev/null; then
	as_root apt-get update -qq
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq make
fi
make deps
make
make demo
