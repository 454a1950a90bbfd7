# Memory: each command that asks a forge, under valgrind.

load lib
load ../forge
load ../forge_runs

setup() {
	forge_unjudged
	sealed
}

# Our programs themselves, for git would be looked into as well.
git() {
	case $1 in
	rel | backport)
		valgrind -q --error-exitcode=77 --leak-check=full --errors-for-leak-kinds=definite \
			--show-leak-kinds=definite "$(command -v "git-$1")" "${@:2}"
		;;
	*) command git "$@" ;;
	esac
}

# checked <status> <command>...
checked() {
	run "${@:2}"
	exits "$1"
}

# written <kind> <run>...: each from its beginning to its end
written() {
	local run
	for run in "${@:2}"; do
		begin_run "$run" || return
		do_run "$run"
		exits 0
		whole_run "$run" || return
	done
}

# Each takes its time: of GitLab and Gitea what they do in a way of their own.
@test "GitHub: each that writes" {
	forge_runs github
	written github pr back publish protect ci run approve
}

@test "GitLab: files that go up, and protection" {
	forge_runs gitlab
	written gitlab publish protect
}

@test "Gitea: files that go up, protection, and labels of a pull request" {
	forge_runs gitea
	written gitea publish protect ci
}

@test "backports, and a conflict that is told of" {
	forge_picks github
	written github submit refresh event conflict
}

@test "each that only looks, and what a forge refuses" {
	forge_runs github
	begin_run ci
	forge_tell milestone '{"repo": "acme/widget", "title": "0.2.0"}'
	git config rel.rule.protect main
	checked 0 git rel ci -l ci-all --no-wait
	checked 1 git rel ci wait --timeout=0.2
	checked 0 git rel scope --milestone 0.2.0
	checked 0 git rel status
	checked '0|1' git rel protect
	begin_run publish
	do_run publish
	checked 0 git rel verify 0.2.0
	checked '0|1' git rel watch --timeout=0.2 0.2.0
	checked '0|1' git rel doctor --forge
	forge_fault '.*' status '"status": 401, "times": 0'
	checked '1|128' git rel pr -n
	checked '0|1' git rel verify 0.2.0
	forge_down
	checked '1|128' git rel publish 0.2.0
}
