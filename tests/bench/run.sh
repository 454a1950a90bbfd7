#!/usr/bin/env bash
# run.sh [WORKDIR]: what a release costs, beside git-flow, typed commands and
# bare plumbing.  Repositories are made in WORKDIR and used again if they exist;
# without one, in a temporary folder.
#
#	SIZES="small medium large"   which repositories
#	ROUNDS=<n>                   rounds for each (9, 7 and 3)
#	WHO="typed floor ours"       which contenders; avh needs git-flow
#	REAL=<folder>                a repository to look for missing backports in
#	BEFORE=<folder>              the bin folder of another build, to compare with
set -eu
here=$(cd "$(dirname "$0")" && pwd)
command -v git-rel >/dev/null || PATH=$here/../../build/bin:$PATH
command -v git-rel >/dev/null || {
	echo "no git-rel: use make bench" >&2
	exit 1
}
if [ $# -gt 0 ]; then
	mkdir -p "$1"
	work=$(cd "$1" && pwd)
else
	work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
	trap 'rm -rf "$work"' EXIT
fi
PYTHON=/usr/bin/python3
[ -x "$PYTHON" ] || PYTHON=python3
export PYTHON
sizes=${SIZES:-small medium large}
for n in $sizes; do "$here/build.sh" "$work" "$n"; done
# shellcheck disable=SC2086 # a list
"$PYTHON" "$here/measure.py" "$work" $sizes
for n in $sizes; do "$PYTHON" "$here/before.py" "$work" "$n" || :; done
"$PYTHON" "$here/tags.py" "$work"
"$PYTHON" "$here/version.py" "$work"
"$PYTHON" "$here/notes.py" "$work"
"$PYTHON" "$here/hooks.py" "$work"
"$PYTHON" "$here/forge.py" "$work"
"$PYTHON" "$here/staging.py" "$work"
# shellcheck disable=SC2086 # a list
"$PYTHON" "$here/backport.py" "$work" $sizes
