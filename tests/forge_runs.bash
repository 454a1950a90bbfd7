# forge_runs.bash: `git rel pr`, `publish` and `protect`, each from the same beginning
# as often as wanted, for tests in which they are killed, or the forge fails.
# Loaded after e2e/lib.bash and forge.bash; `sealed` comes first.
# shellcheck shell=bash disable=SC2034 # tests use them
#
#	forge_runs <kind>     one forge, and the beginnings of all runs on it
#	begin_run <run>   all is as it was in the beginning
#	do_run <run>      the command; `output` and `status` as of bats' run
#	whole_run <run>   all of it is there, and each thing once
#	no_run            nothing of it is on the forge
#
# Runs are `pr`; `pushed`, the same where the branch is on the remote already, so
# that the forge alone decides; `publish`; `protect`, of two branches and the tags; and
# `back`, a release that develop gets by a pull request.

forge_runs() {
	repo_gitflow
	git config rel.notesStyle keepachangelog
	git config rel.assets 'dist/*'
	printf '# Changelog\n\n## [Unreleased]\n\n### Added\n- a thing\n' >CHANGELOG.md
	printf 'dist/\n' >.gitignore
	mkdir dist
	head -c 300000 /dev/zero >dist/a.tar.gz
	echo hello >dist/b.txt
	git switch -q develop && git add . && git commit -qm 'feat: a thing' &&
		git push -q origin develop || return
	forge_up "$1" && quietly git rel start 0.2.0 || return
	keep_run pr
	quietly git push -q origin release/v0.2.0
	keep_run pushed
	git config rel.backMerge pr && keep_run back && git config --unset rel.backMerge || return
	git rel finish --push -y >/dev/null 2>&1 || return
	keep_run publish
	git config rel.rule.protect main && git config rel.rule.no-force 'release/*' || return
	keep_run protect
}

keep_run() {
	local of
	for of in "$R" "$REMOTE"; do
		rm -rf "$T/begin.$1${of#"$T"}"
		mkdir -p "$T/begin.$1${of#"$T"}"
		cp -a "$of/." "$T/begin.$1${of#"$T"}"
	done
}

begin_run() {
	local of
	cd "$T" || return
	for of in "$R" "$REMOTE"; do
		find "$of" -mindepth 1 -delete
		cp -a "$T/begin.$1${of#"$T"}/." "$of"
	done
	cd "$R" || return
	find "$T" -maxdepth 1 -name 'forge.root.*' -exec rm -rf {} +
	FORGE_ROOT=$(mktemp -d "$T/forge.root.XXXXXX")
	forge_tell reset "{\"root\": \"$FORGE_ROOT\"}" && forge_people &&
		forge_tell label '{"repo": "acme/widget", "name": "release"}' &&
		forge_tell milestone '{"repo": "acme/widget", "title": "0.2.0"}'
}

do_run() {
	status=0
	case $1 in
	pr | pushed) set -- git rel pr -l release -r carl --milestone 0.2.0 ;;
	publish) set -- git rel publish -y 0.2.0 ;;
	back) set -- git rel finish -y 0.2.0 ;;
	protect) set -- git rel protect apply -y --tagger ada ;;
	esac
	[ "$FORGE_KIND" != gitea ] || set -- "${@/carl/bob}"
	output=$("$@" 2>&1) || status=$?
}

# go_on: --continue, with output and status
go_on() {
	status=0
	output=$(git rel --continue 2>&1) || status=$?
}

whole_run() {
	curl -sS "$FORGE_CONTROL/__state/repos/acme%2Fwidget" |
		"$PYTHON" "$FORGE_HOME/whole.py" "$1" "$FORGE_KIND" ||
		complain "$(forge_log)" || return
	[ "$1" != back ] || whole_back
}

# The release is out, and develop has nothing of it yet.
whole_back() {
	local tag head
	tag=$(git -C "$REMOTE" rev-parse 'v0.2.0^{}') || return
	[ "$(git -C "$REMOTE" rev-parse main)" = "$tag" ] || complain 'main is not there' || return
	head=$(git -C "$REMOTE" rev-parse back-merge/v0.2.0) || return
	[ "$(git -C "$REMOTE" rev-parse "$head^1" "$head^2")" = \
		"$(git -C "$REMOTE" rev-parse develop)"$'\n'"$tag" ] || complain 'another merge' || return
	[ "$(git rev-parse main 'v0.2.0^{}')" = "$tag"$'\n'"$tag" ] || complain 'not here' || return
	! git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.2.0 &&
		[ "$(git branch --show-current)" = develop ]
}

no_run() { whole_run none; }
