# git rel publish is killed, with all that it started, while files go up: --continue,
# or the same command, ends with one release, each file once.
#
# KILLS=<n> kills it so often on each forge; SEED=<n> repeats a series of moments.

load lib
load ../forge
load ../forge_runs

setup() {
	sealed
	forge_unjudged
}

# kills <kind>
kills() {
	local n seconds
	RANDOM=${SEED:-$(date +%s)}
	echo "# SEED=$RANDOM"
	forge_runs "$1" || return
	head -c 4000000 /dev/urandom >"$T/begin.publish${R#"$T"}/dist/a.tar.gz"
	for ((n = 0; n < ${KILLS:-2}; n++)); do
		begin_run publish || return
		forge_delay 30
		seconds=$(awk -v r="$RANDOM" 'BEGIN { printf "%.4f", r / 32768 * 0.3 }')
		FILE=$R/.git/rel/journal "$PYTHON" "$TOP/tests/kill_after.py" "$seconds" \
			git rel publish -y 0.2.0 >/dev/null 2>&1 || :
		forge_delay 0
		if [ -e .git/rel/journal ]; then go_on; else do_run publish; fi
		exits 0 || complain "killed after $seconds s: $output" || return
		whole_run publish || complain "killed after $seconds s: $output" || return
		do_run publish
		exits 0 && whole_run publish || return
	done
}

@test "GitHub: killed while files go up" { kills github; }
@test "GitLab: killed while files go up" { kills gitlab; }
@test "Gitea: killed while files go up" { kills gitea; }
