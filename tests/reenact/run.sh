#!/bin/bash
# run.sh MIRROR [POLICY...]: do the real releases of public projects again with
# git rel, and compare (reenact.py).  MIRROR holds their git directories, as
# owner+name/repo or owner+name.git; those that are not there are named.
#
#	OUT=<folder>    where the differences go
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 1 ] || [ ! -d "$1" ]; then
	echo "usage: make reenact MIRROR=<folder with git directories> [POLICY=<name>...]" >&2
	exit 129
fi
mirror=$(realpath "$1")
shift
if [ -z "${FAKETIME_LIB-}" ]; then
	FAKETIME_LIB=$(dpkg -L libfaketime 2>/dev/null | grep '/libfaketime\.so\.1$') || {
		echo "run.sh: libfaketime is missing: apt-get install libfaketime" >&2
		exit 128
	}
fi
export FAKETIME_LIB BIN=${BIN:-$here/../../build/bin}
[ $# -gt 0 ] || set -- "$here"/policies/*.gitrel
for policy; do
	[ -e "$policy" ] || policy=$here/policies/$policy.gitrel
	project=$(sed -n 's/^; @ repo = //p' "$policy")
	folder=$mirror/${project/\//+}
	for gitdir in "$folder/repo" "$folder.git" ""; do
		[ -z "$gitdir" ] || [ ! -e "$gitdir/HEAD" ] || break
	done
	if [ -z "$gitdir" ]; then
		echo "== ${policy##*/}: no $folder.git"
		continue
	fi
	python3 "$here/reenact.py" "$gitdir" "$policy"
done
