#!/usr/bin/env bats
# Completion in three shells: the files of completion/ and what the programs
# answer them, together.  complete.bash, complete.zsh and complete.fish ask each
# shell without anybody at a keyboard.

load lib

setup() {
	local name
	repo_gitflow
	git rel init --model=gitflow
	git rel start --no-switch 0.2.0
	git remote add upstream "$REMOTE"
	cd sub 2>/dev/null || cd dir || return
	export XDG_DATA_HOME=$T/data
	mkdir -p "$T/data/bash-completion/completions"
	for name in git-rel git-backport git-staging; do
		ln -s "$TOP/completion/$name.bash" \
			"$T/data/bash-completion/completions/$name"
	done
}

# offer <shell> <line>: what that shell would offer at the end of the line
offer() {
	local words
	command -v "$1" >/dev/null || skip "no $1"
	case $1 in
	bash)
		[ -r /usr/share/bash-completion/bash_completion ] ||
			skip "no bash-completion"
		read -ra words <<<"$2"
		[ "${2% }" = "$2" ] || words+=("")
		run -0 bash --norc "$LIB/complete.bash" "${words[@]}"
		;;
	zsh) run -0 zsh -f "$LIB/complete.zsh" "$TOP/completion" "$BATS_FILE_TMPDIR/zsh" "$2" ;;
	fish) run -0 fish "$LIB/complete.fish" "$TOP/completion" "$2" ;;
	esac
	output=$(sort -u <<<"$output")
	LINE="$1: $2"
}

# offers <word>...: each of these, perhaps among others
offers() {
	local word
	for word; do
		grep -qxF -e "$word" <<<"$output" ||
			complain "$LINE: no $word in:" "$output" || return
	done
}

# offers_not <word>...: none of these
offers_not() {
	local word
	for word; do
		! grep -qxF -e "$word" <<<"$output" ||
			complain "$LINE: $word in:" "$output" || return
	done
}

# offers_only <word>...: these and nothing else
offers_only() {
	[ "$output" = "$(printf '%s\n' "$@" | sort -u)" ] ||
		complain "$LINE: instead of $*:" "$output"
}

# What must hold in each of the shells.

verbs_complete() {
	offer "$1" 'git rel '
	offers init start hotfix rc finish tag status log undo config help
	offer "$1" 'git rel sta'
	offers_only start status
	offer "$1" 'git-rel '
	offers init start hotfix finish tag status log undo config help
	offer "$1" 'git re'
	offers rebase
}

options_complete() {
	offer "$1" 'git rel --'
	offers --continue --abort --quit --version
	offers_not --list-cmds --list-args
	offer "$1" 'git rel finish --'
	offers --keep --resolve --dry-run --json
	offers_not --continue --no-keep --list-args
	offer "$1" 'git-rel finish --ke'
	offers_only --keep
	offer "$1" 'git rel finish --no-k'
	offers_only --no-keep
	offer "$1" 'git rel finish -- -'
	offers_not --keep
}

arguments_complete() {
	offer "$1" 'git rel start '
	offers_only major minor patch rc
	offer "$1" 'git-rel start mi'
	offers_only minor
	offer "$1" 'git rel finish '
	offers_only 0.2.0
	offer "$1" 'git rel rc '
	offers_only 0.2.0
	offer "$1" 'git rel finish --dry-run 0'
	offers_only 0.2.0
	offer "$1" 'git rel config '
	offers rel.main rel.tagmessage rel.confirm
	offer "$1" 'git rel help fo'
	offers_only forge
	offer "$1" 'git rel help fin'
	offers_only finish
	offer "$1" 'git rel tag '
	offers_only ''
	offer "$1" 'git rel start minor '
	offers HEAD main develop origin/main
	offers_not minor
}

# values_complete <shell> <what stands before the value of a stuck option>
values_complete() {
	offer "$1" 'git rel finish --color=a'
	offers_only "${2/NAME/color}always" "${2/NAME/color}auto"
	offer "$1" 'git rel finish --remote='
	offers_only "${2/NAME/remote}origin" "${2/NAME/remote}upstream"
	offer "$1" 'git rel finish --remote up'
	offers_only upstream
	offer "$1" 'git rel init --model=q'
	offers_only "${2/NAME/model}qualify"
	offer "$1" 'git rel init --model '
	offers_only gitflow trunk qualify
	offer "$1" 'git rel init --nonsense='
	offers_only ''
}

# The options of git itself, an alias, and words that only look like ours.
git_knows_where() {
	mkdir "$T/elsewhere"
	cd "$T/elsewhere" || return
	offer "$1" 'git rel finish '
	offers_only ''
	offer "$1" "git -C $R rel finish "
	offers_only 0.2.0
	cd "$R" || return
	git config --global alias.r rel
	offer "$1" 'git r finish '
	offers_only 0.2.0
	offer "$1" 'git branch rel '
	offers_not start finish
}

others_complete() {
	local name
	for name in backport staging; do
		offer "$1" "git $name --ver"
		offers --version
		offer "$1" "git-$name --ver"
		offers --version
		offer "$1" "git $name "
		offers status
		offers_not hotfix finish
	done
}

# What the checklist of the release has, for those that answer or run it.
items_complete() {
	git switch -q main
	cat >"$R/.gitrel" <<-'END'
		[gate.perf]
		run = true
		[items]
		docs = The manual is up to date
		speed = It is fast
		tagged = @tagged It is tagged
		[checklist.final]
		look = perf docs speed
		release = tagged
	END
	git add "$R/.gitrel"
	git commit -q -m 'The policy'
	git push -q origin main
	git switch -q release/v0.2.0
	offer "$1" 'git staging tick '
	offers_only docs speed
	offer "$1" 'git-staging tick d'
	offers_only docs
	offer "$1" 'git staging run '
	offers_only perf
	offer "$1" 'git staging start m'
	offers_only major minor
	offer "$1" 'git staging tick docs '
	offers_only ''
	offer "$1" 'git staging tick --waive '
	offers_only docs speed perf
}

# qualified_release: one with an open finding, a mended one, and known issues
qualified_release() {
	git switch -q main
	printf '%s\n' '[items]' 'docs = Docs' '[checklist.final]' 'look = docs' \
		>"$R/.gitrel"
	git add "$R/.gitrel"
	git commit -q -m 'The policy'
	git push -q origin main
	git switch -q release/v0.2.0
	git staging start -q 0.2.0
	git staging finding add -q high one
	git staging finding add -q low two
	git staging finding fix -q 1
	git staging known-issue add -q slow
}

# What a word may be where only so many are known.
words_complete() {
	qualified_release
	offer "$1" 'git staging finding '
	offers_only add fix
	offer "$1" 'git staging finding add '
	offers_only high medium low
	offer "$1" 'git staging finding add high '
	offers_only ''
	offer "$1" 'git staging finding fix '
	offers_only 2
	offer "$1" 'git staging known-issue withdraw '
	offers_only 1
	offer "$1" 'git staging known-issue add '
	offers_only ''
	offer "$1" 'git staging tick --of '
	offers_only 0.2.0
	git switch -q main
	git branch -q -D release/v0.2.0
	offer "$1" 'git staging finding --of 0'
	offers_only 0.2.0
	offer "$1" 'git staging report '
	offers_only 0.2.0
	offer "$1" 'git staging report --format '
	offers_only markdown summary html jsonl in-toto
	offer "$1" 'git rel version --scheme b'
	offers_only branch
	offer "$1" 'git backport main --trailer '
	offers_only git kernel none
	offer "$1" 'git backport main --on-conflict '
	offers_only stop skip
	offer "$1" 'git backport main --empty '
	offers_only drop keep
	offer "$1" 'git rel check --type h'
	offers_only hotfix
	offer "$1" 'git rel ci install gi'
	offers_only github gitlab gitea
	mkdir -p "$R/.github/workflows"
	touch "$R/.github/workflows/test.yml"
	offer "$1" 'git rel ci run '
	offers_only test.yml
	offer "$1" 'git rel config rel.model '
	offers_only ''
	offer "$1" 'git rel config check'
	offers_only checklist.final.look
}

@test "bash completes the commands" { verbs_complete bash; }
@test "bash completes options" { options_complete bash; }
@test "bash completes arguments" { arguments_complete bash; }
@test "bash completes the values of options" { values_complete bash ''; }
@test "bash completes in the repository that git is told of" {
	git_knows_where bash
}
@test "bash completes git backport and git staging" { others_complete bash; }
@test "bash completes items and gates of the checklist" { items_complete bash; }
@test "bash completes words of which only so many are known" {
	words_complete bash
}

@test "zsh completes the commands" { verbs_complete zsh; }
@test "zsh completes options" { options_complete zsh; }
@test "zsh completes arguments" { arguments_complete zsh; }
@test "zsh completes the values of options" { values_complete zsh ''; }
@test "zsh completes in the repository that git is told of" {
	git_knows_where zsh
}
@test "zsh completes git backport and git staging" { others_complete zsh; }
@test "zsh completes items and gates of the checklist" { items_complete zsh; }
@test "zsh completes words of which only so many are known" {
	words_complete zsh
}

@test "fish completes the commands" { verbs_complete fish; }
@test "fish completes options" { options_complete fish; }
@test "fish completes arguments" { arguments_complete fish; }
@test "fish completes the values of options" { values_complete fish --NAME=; }
@test "fish completes in the repository that git is told of" {
	git_knows_where fish
}
@test "fish completes git backport and git staging" { others_complete fish; }
@test "fish completes items and gates of the checklist" { items_complete fish; }
@test "fish completes words of which only so many are known" {
	words_complete fish
}
