#!/bin/bash
# A file includes only its own room and those on lower floors, as the table in
# ARCHITECTURE.md tells.  What releases and programs change, they change through
# cli, never through tx.
set -u
cd "$(dirname "$0")/.." || exit 1

allowed() {
	case $1 in
	lib/base) echo base ;;
	lib/text) echo base text ;;
	lib/version) echo base text version ;;
	lib/changelog) echo base text version changelog ;;
	lib/towncrier) echo base text towncrier ;;
	lib/net) echo base net ;;
	lib/config) echo base text version config ;;
	lib/git) echo base text version config git ;;
	lib/plan) echo base text version config git plan ;;
	lib/object) echo base text version changelog towncrier config git object ;;
	lib/tx) echo base text version config git plan object tx ;;
	lib/cli) echo base text version config git plan object tx cli ;;
	lib/release)
		echo base text version changelog config git plan object \
			cli release
		;;
	*)
		echo base text version changelog towncrier net config git plan \
			object cli release "${1%%/*}"
		;;
	esac
}

status=0
for f in lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch]; do
	[ -f "$f" ] || continue
	own=$(dirname "$f")
	may=" $(allowed "$own") "
	while IFS=: read -r line layer; do
		[[ $may == *" $layer "* ]] && continue
		echo "$f:$line: ${own#lib/} must not include $layer/"
		status=1
	done < <(sed -nE '/^ *# *include *"[^"]*\// {
		=
		s|^ *# *include *"([^/"]*)/?.*|\1|p
	}' "$f" | paste -d: - -)
done
exit $status
