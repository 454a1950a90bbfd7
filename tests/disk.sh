#!/usr/bin/env bash
# disk.sh [<scene>...]: real file systems fail under all that runs, git and the
# (local) server included: full, but for 38 sizes of what is left, both on one
# disk, or only ours, or only the remote's; no inode left; read only; $TMPDIR
# full; and few file descriptors.  Judged as fault.sh does.  `finish` and `start`
# if no scene is named; EVERY and FIRST as there.
#
# Needs to be root, or a kernel that lets everybody mount in a namespace.
set -u
if [ -z "${DISK_INSIDE-}" ]; then
	as=()
	[ "$(id -u)" -eq 0 ] || as=(-r)
	if ! unshare "${as[@]}" -m mount -t tmpfs tmpfs /mnt 2>/dev/null; then
		echo "# skipped: nothing can be mounted here"
		exit 0
	fi
	DISK_INSIDE=1 exec unshare "${as[@]}" -m "$0" "$@"
fi
cd "$(dirname "$0")" || exit
# shellcheck source=tests/scenes.bash
. ./scenes.bash
# shellcheck source=tests/judge.bash
. "$TOP/tests/judge.bash"
EVERY=${EVERY:-1}
LEVELS=38

# one disk for both: the folders of a small one
on_one_disk() {
	mount -t tmpfs -o size=3m,nr_inodes=2000 tmpfs "$T/small"
	mkdir "$T/small/here" "$T/small/there"
	mount --bind "$T/small/here" "$R"
	mount --bind "$T/small/there" "$REMOTE"
}

on_two_disks() {
	mount -t tmpfs -o size=3m,nr_inodes=2000 tmpfs "$R"
	mount -t tmpfs -o size=3m,nr_inodes=2000 tmpfs "$REMOTE"
}

off() { cd "$T" && umount "$R" "$REMOTE" && { ! mountpoint -q "$T/small" || umount "$T/small"; }; }

# fill <folder on it> <bytes that are left>
fill() {
	local free
	free=$(($(stat -f -c '%a * %S' "$1")))
	[ "$free" -le "$2" ] || fallocate -l $((free - $2)) "$1/filler"
}

# no_inode <folder on it> <how many are left>
no_inode() {
	local n
	n=$(stat -f -c %d "$1")
	mkdir "$1/fillers"
	(cd "$1/fillers" && seq 2 $((n - $2)) | xargs -r touch)
}

# fail_<kind> <n> and mend_<kind>: the disk fails, and works again.
fail_full() { fill "$T/small" $(($1 * 4096)); }
mend_full() { rm -f "$T/small/filler"; }
fail_here() { fill "$R" $(($1 * 4096)); }
mend_here() { rm -f "$R/filler"; }
fail_there() { fill "$REMOTE" $(($1 * 4096)); }
mend_there() { rm -f "$REMOTE/filler"; }
fail_inodes() { no_inode "$R" "$1"; }
mend_inodes() { rm -rf "$R/fillers"; }
fail_readonly() { mount -o remount,ro "$R"; }
mend_readonly() { mount -o remount,rw "$R"; }
fail_readonly_there() { mount -o remount,ro "$REMOTE"; }
mend_readonly_there() { mount -o remount,rw "$REMOTE"; }
fail_tmp() { mount -t tmpfs -o size=$(($1 * 4096)),nr_inodes=$(($1 + 1)) tmpfs "$TMPDIR"; }
mend_tmp() { umount "$TMPDIR"; }
fail_files() { FILES=$1; }
mend_files() { FILES=; }

# shellcheck disable=SC2034 # judge.bash prints them
declare -A WORDS=(
	[full]='No space left on device' [here]='No space left on device'
	[there]='No space left on device' [inodes]='No space left on device'
	[tmp]='No space left on device' [readonly]='Read-only file system'
	[readonly_there]='Read-only file system' [files]='Too many open files'
)
FILES=

run_it() {
	local rc=0
	mkdir -p "$TMPDIR"
	"fail_$2" "$3"
	command=$(tail -n 1 "$T/bin/$1")
	(
		[ -z "$FILES" ] || ulimit -n "$FILES"
		eval "exec env $command"
	) || rc=$?
	"mend_$2"
	find "$R" "$REMOTE" -maxdepth 1 -name 'filler*' | grep . && exit 1
	return "$rc"
}

# series <kind> <first> <last>
series() {
	local n
	for ((n = $2 + ${FIRST:-1} - 1; n <= $3; n += EVERY)); do
		attempt "$SCENE" "$1" "$n" on $((n % 2))
	done
}

all() {
	SCENE=$1
	on_one_disk
	series full 0 $((LEVELS - 1))
	off
	on_two_disks
	series here 0 $((LEVELS - 1))
	series there 0 $((LEVELS - 1))
	series inodes 0 20
	series readonly 1 1
	series readonly_there 1 1
	off
	series tmp 1 4
	series files 4 24
	echo "# $1"
}

mkdir -p "$T/small" "$T/tmp"
export TMPDIR=$T/tmp
scenes
[ $# -gt 0 ] || set -- start finish
for s; do
	measure "$s"
	all "$s"
done
verdict
