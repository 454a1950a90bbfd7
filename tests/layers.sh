#!/bin/bash
# A file includes only its own layer and lower ones; model and net do not know
# each other, and commands change things through cli only, never through tx.
# A name without a folder is of the file's own.
set -u
cd "$(dirname "$0")/.." || exit 1

allowed() {
	case $1 in
	lib/base) echo base ;;
	lib/model) echo base model ;;
	lib/net) echo base net ;;
	lib/tx) echo base model net tx ;;
	lib/cli) echo base model net tx cli ;;
	*) echo base model net cli "$1" ;;
	esac
}

status=0
for f in lib/*/*.[ch] git-*/*.[ch]; do
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
