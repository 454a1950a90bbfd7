#!/bin/bash
# Let each fuzzer in $B look for FUZZTIME seconds.  What it learns stays in
# $B/learned; an input that breaks something is left in $B.
set -u
cd "$(dirname "$0")/../.." || exit 1
: "${B:=build/fuzz}" "${FUZZTIME:=30}"
status=0

for f in tests/fuzz/fuzz_*.c; do
	name=$(basename "$f" .c)
	corpus=tests/fuzz/corpus/${name#fuzz_}
	mkdir -p "$B/learned/$name" "$corpus"
	echo "# $name, $FUZZTIME seconds"
	"$B/tests/$name" -max_total_time="$FUZZTIME" -timeout=10 \
		-rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix="$B/$name-" "$B/learned/$name" "$corpus" ||
		status=1
done
exit $status
