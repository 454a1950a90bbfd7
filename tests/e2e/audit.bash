# audit.bash: what verify and doctor say, and whether what they print mends it.
# shellcheck shell=bash disable=SC2154 # bats sets output, status, lines

fail() {
	echo "$*"
	return 1
}

# fault <level> <rule> <subject> <words>: the audit in AUDIT says so.
fault() {
	local line
	run git rel "${AUDIT[@]}" --json
	line=$(jq_line "$output" "$1" "$2" "$3")
	[[ $line == *"$4"* ]] || fail "no $1 of $2 about $3 ($4) in: $output"
	HINT=$(field "$line" hint)
	[ "$1" != error ] || [ "$status" -eq 1 ] || fail "status $status"
	[ "$1" = error ] || [ "$status" -eq 0 ] || fail "status $status: $output"
}

# jq_line <lines> <level> <rule> <subject>: the first such line
jq_line() {
	"$PYTHON" - "$@" <<-'END'
		import json
		import sys

		for line in sys.argv[1].splitlines():
		    if not line.startswith("{"):
		        continue
		    o = json.loads(line)
		    assert o["version"] == 1
		    if [o.get("level"), o.get("rule"), o.get("subject")] == sys.argv[2:5]:
		        print(line)
		        break
	END
}

field() {
	"$PYTHON" -c 'import json, sys
print(json.loads(sys.argv[1]).get(sys.argv[2], ""))' "$1" "$2"
}

# mended <level> <rule> <subject>: typed, the hint takes the fault away.
mended() {
	[ -n "$HINT" ] || fail "no hint"
	bash -ec "$HINT" >typed 2>&1 || fail "$HINT: $(<typed)"
	rm -f typed
	run git rel "${AUDIT[@]}" --json
	[ -z "$(jq_line "$output" "$1" "$2" "$3")" ] || fail "still: $output"
}

# sound_audit: it finds nothing at all.
sound_audit() {
	run git rel "${AUDIT[@]}"
	[ "$status" -eq 0 ] || fail "status $status: $output"
	[ "${lines[-1]}" = '0 errors, 0 warnings' ] || fail "$output"
}
