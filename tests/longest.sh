#!/bin/bash
# The ten longest functions and files: where to simplify next.
set -u
cd "$(dirname "$0")/.." || exit 1
mapfile -t files < <(ls lib/*/*.[ch] git-*/*.[ch] git-*/*/*.[ch] 2>/dev/null)

echo "functions:"
ctags -f - --languages=C --kinds-C=f --fields=ne --excmd=number "${files[@]}" |
	awk -F'\t' '{
		for (i = 4; i <= NF; i++)
			if (split($i, a, ":") == 2)
				at[a[1]] = a[2]
		print at["end"] - at["line"] + 1, $2 ": " $1
	}' | sort -rn | head -n 10
echo "files:"
wc -l "${files[@]}" | grep -v ' total$' | sort -rn | head -n 10
