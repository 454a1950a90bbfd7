#!/usr/bin/env bats
# Commands of .gitrel, and the trust they need.  A stranger's .gitrel makes
# nothing run, and nothing slow.

# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib

setup() {
	sealed
	repo_gitflow
}

# policy <lines, as printf takes them>
policy() {
	# shellcheck disable=SC2059 # it is a format
	printf "$@" >.gitrel
}

team() { policy '[check]\nlint = make lint\n[prepare.major]\ndocs = "make docs; x"\n'; }

trusted() { git config --local --get rel.trust; }

# explained <key>: its value and origin
explained() { git rel config --explain "$1"; }

# ---- what they are --------------------------------------------------------

@test "commands are settings: shown, explained, completed" {
	team
	git config rel.check.lint 'make my-lint'
	git config rel.check.hotfix.smoke 'make smoke'
	[ "$(explained check.lint)" = 'make my-lint  local file:.git/config' ]
	[ "$(explained prepare.major.docs)" = 'make docs; x  .gitrel:4' ]
	[ "$(git rel config rel.check.hotfix.smoke)" = 'make smoke' ]
	git rel config | grep -x 'rel.prepare.major.docs=make docs; x'
	git rel config --list-args | grep -x 'rel.check.hotfix.smoke'
	git rel config --json prepare.major.docs | grep '"origin":".gitrel:4"'
	[ "$(git rel config --explain | grep -c '^\(check\|prepare\)')" = 3 ]
}

@test "a type of release that nobody knows is an error with file and line" {
	policy '[check.majro]\n'
	remember
	run git rel config
	refused 128 ".gitrel:1: unknown type of release 'majro'" "did you mean 'major'?"
	rm .gitrel
	git config rel.check.rc.x y
	remember
	run git rel config
	refused 128 ".git/config: rel.check.rc.x: unknown type" "did you mean 'candidate'?"
}

# ---- trust ----------------------------------------------------------------

@test "trust prints the commands and records what they are" {
	team
	run git rel trust
	exits 0
	says $'[check]\n  lint = make lint\n[prepare.major]\n  docs = make docs; x\n'
	[ "$(trusted)" = "$(git rel trust --digest)" ]
	# anybody can check it
	[ "$(trusted)" = "$(git config -z rel.trusted | tr -d '\0' | sha256sum | cut -c1-64)" ]
	[ "$(git config --global --get-regexp '^rel' || :)" = '' ]
	run git rel trust
	exits 0
	says 'trusted already'
}

@test "trust: a dry run and --digest record nothing" {
	team
	remember fingerprint
	run git rel trust -n
	exits 0
	says 'lint = make lint' 'rel.trust = '
	unchanged
	run git rel trust --digest
	exits 0
	[[ $output =~ ^[0-9a-f]{64}$ ]]
	unchanged
}

@test "trust: where there are no commands, there is nothing to trust" {
	remember fingerprint
	run git rel trust
	exits 0
	says 'no commands in .gitrel'
	run git rel trust --digest
	exits 0
	says 'no commands in .gitrel'
	run git rel trust --revoke
	exits 0
	says 'no trust to revoke'
	policy '[check]\n[release]\nmain = main\n'
	git config rel.check.mine 'true'
	run git rel trust
	exits 0
	says 'no commands in .gitrel'
	run trusted
	exits 1
}

@test "trust: --revoke takes it away, undo gives it back" {
	team
	git rel trust
	before=$(git config --local --list | sort)
	run git rel trust --revoke
	exits 0
	run git config --get-regexp '^rel\.trust'
	exits 1
	git rel undo
	[ "$(git config --local --list | sort)" = "$before" ]
}

@test "trust: undo goes back to what was trusted before" {
	team
	git rel trust
	first=$(git config --list --local -z | sort -z | tr '\0' '|')
	policy '[check]\nlint = "  blanks at both ends  "\n'
	git rel trust
	[ "$(git config --list --local -z | sort -z | tr '\0' '|')" != "$first" ]
	git rel undo
	[ "$(git config --list --local -z | sort -z | tr '\0' '|')" = "$first" ]
	policy '[check]\nlint = "  blanks at both ends  "\n'
	git rel trust
	git rel trust --revoke
	run trusted
	exits 1
}

@test "trust: JSON has the commands, their digest, and the plan" {
	team
	run git rel trust --json -n
	exits 0
	says '"key":"rel.trust","to":"' '"key":"rel.trusted","to":"[check]\n  lint = make lint\n'
	run git rel trust --json --digest
	exits 0
	[ "${#lines[@]}" = 1 ]
	says '"commands":"[check]\n  lint = make lint\n' "\"digest\":\"$(git rel trust --digest)\""
	run git rel trust --json --digest --revoke
	exits 129
}

@test "trust asks once on a terminal" {
	team
	remember
	ask() {
		printf '%s\n' "$1" | GIT_TERMINAL_PROMPT=1 \
			script -qec 'git rel trust' /dev/null
	}
	run -1 ask n
	says 'lint = make lint' 'do this?' 'nothing was changed'
	unchanged
	run -0 ask y
	says 'do this?'
	trusted
}

@test "trust shows the commands where it asks, wherever its output goes" {
	team
	remember
	export T
	for how in ' --json' '' ' >"$T/out"' ' --json >"$T/out"'; do
		run -1 sh -c 'echo n | GIT_TERMINAL_PROMPT=1 script -qec "$1" /dev/null' - "git rel trust$how"
		says '  lint = make lint' '  docs = make docs; x' 'do this?' || complain "$how"
		[ "$(grep -c 'lint = make lint' <<<"$output")" -eq 1 ] || complain "$how: $output"
		unchanged
	done
}

@test "trust given elsewhere is said, not silently left" {
	team
	git config --global rel.trust "$(git rel trust --digest)"
	remember
	run git rel trust --revoke
	refused 1 'not in .git/config' 'git config --show-origin rel.trust'
}

@test "trust does not come along with a clone" {
	team
	git add -A
	git commit -q -m 'Our commands'
	git push -q origin HEAD
	git rel trust
	git clone -q "$R" "$T/clone"
	run git -C "$T/clone" config --get-regexp '^rel\.trust'
	exits 1
	go_to "$T/clone"
	run git rel trust -n
	exits 0
	says 'rel.trust = '
}

@test "trust holds in all worktrees of a repository" {
	team
	git add -A
	git commit -q -m 'Our commands'
	git rel trust
	git worktree add -q "$T/tree"
	cd "$T/tree"
	run git rel trust
	exits 0
	says 'trusted already'
}

@test "trust in a bare repository is about the commands of its HEAD" {
	colleague main "printf '[check]\nlint = make lint\n' >.gitrel"
	git clone -q --bare "file://$REMOTE" "$T/bare.git"
	go_to "$T/bare.git"
	run git rel trust
	exits 0
	says 'lint = make lint'
	trusted
	[ "$(explained check.lint)" = 'make lint  HEAD:.gitrel:2' ]
}

@test "trust can be given while a merge waits for a person" {
	quietly git rel init --model=gitflow
	quietly git rel start 0.2.0
	work a.txt ours
	colleague main 'echo theirs >a.txt'
	run git rel finish --resolve
	exits 1
	team
	git rel trust
	trusted
	rm .gitrel
	git rel --abort
}

@test "trust from the environment is for just that digest" {
	local digest
	policy '[check]\nlint = "echo x >>.git/ran"\n'
	digest=$(git rel trust --digest)
	remember fingerprint
	GIT_REL_TRUST=${digest%?} run git rel check
	refused 1 'GIT_REL_TRUST is not the digest' 'git rel trust --digest'
	GIT_REL_TRUST='' run git rel check
	refused 1 'not trusted yet'
	[ ! -e .git/ran ]
	GIT_REL_TRUST=$digest git rel check
	[ -e .git/ran ]
	run trusted
	exits 1
	# whoever names one wants no other
	git rel trust
	GIT_REL_TRUST=0$digest run git rel check --all
	exits 1
	[ "$(wc -l <.git/ran)" = 1 ]
}

@test "trust renewed on the way lets an interrupted start go on" {
	quietly git rel init --model=gitflow
	policy '[prepare]\none = "touch .git/one; false"\n'
	record
	git push -q origin HEAD
	git rel trust
	run git rel start 0.2.0
	exits 1
	policy '[prepare]\none = touch .git/mended\n'
	run git rel --continue
	exits 1
	says '- prepare.one = touch .git/one; false' '+ prepare.one = touch .git/mended'
	[ ! -e .git/mended ]
	git rel trust
	git rel --continue
	[ -e .git/mended ]
	on_branch release/v0.2.0
	# it is the release that is taken back then, not the trust in it
	git rel undo
	on_branch develop
	trusted
}

# ---- attacks --------------------------------------------------------------

# attack <words>...: with this .gitrel every command ends at once, with one line
# that says why; nothing has run, nothing is written.
attack() {
	local verb
	remember fingerprint
	[ "${#VERBS[@]}" -gt 0 ] ||
		VERBS=('trust' 'trust --digest' 'config --explain' 'start 9.9.9' status)
	for verb in "${VERBS[@]}"; do
		# shellcheck disable=SC2086 # words
		run timeout 5 git rel $verb
		refused 128 "$@" || return
		[ "$(grep -vc '^hint: ' <<<"$output")" -eq 1 ] ||
			complain "git rel $verb says more: $output" || return
		! LC_ALL=C grep -q '[^ -~]' <<<"$output" ||
			complain "git rel $verb lets bytes through: $output" || return
	done
	[ ! -e "$T/pwned" ] || complain 'it ran'
}

@test "attack: any change to the commands is another digest" {
	local all
	team
	git rel trust --digest >"$T/digests"
	for all in \
		'[check]\nlint = make  lint\n[prepare.major]\ndocs = "make docs; x"\n' \
		'[check]\nlint = make lint\nx = y\n[prepare.major]\ndocs = "make docs; x"\n' \
		'[check]\nlimt = make lint\n[prepare.major]\ndocs = "make docs; x"\n' \
		'[prepare.major]\ndocs = "make docs; x"\n[check]\nlint = make lint\n' \
		'[check]\nlint = make lint\n[prepare.minor]\ndocs = "make docs; x"\n' \
		'[check]\nlint = make lint\n[prepare]\ndocs = "make docs; x"\n' \
		'[check]\nlint = make lint\n[check.major]\ndocs = "make docs; x"\n' \
		'[check]\nlint = make lint\ndocs = "make docs; x"\n' \
		'[check]\nlint =\n[prepare.major]\ndocs = "make docs; x"\n' \
		'[check]\nlint = make lint\n' \
		'[check]\nlint = "[prepare.major]"\ndocs = "make docs; x"\n'; do
		policy "$all"
		git rel trust --digest >>"$T/digests"
	done
	[ "$(sort -u "$T/digests" | wc -l)" = 12 ]
	# but not what is no command
	policy '; c\n[release]\nmain = main\n[check]\n\nlint=make lint\r\n[prepare.major]\ndocs = "make docs; x"'
	[ "$(git rel trust --digest)" = "$(head -1 "$T/digests")" ]
}

@test "attack: lines that would include another file" {
	printf '[check]\nx = touch %s/pwned\n' "$T" >"$T/other"
	policy '[include]\npath = %s/other\n' "$T"
	attack '.gitrel:1: unknown section [include]'
	policy '[includeif.gitdir]\npath = %s/other\n' "$T"
	attack '.gitrel:1: unknown section [includeif.gitdir]'
	policy '[release]\ninclude = %s/other\n' "$T"
	attack ".gitrel:2: unknown key 'include'"
	policy '[check]\ninclude.path = %s/other\n' "$T"
	attack ".gitrel:2: bad key name 'include.path'"
	policy '@include %s/other\n' "$T"
	attack '.gitrel:1: neither [section] nor key = value'
	policy '[check]\nx = a\\\n  b\n'
	attack ".gitrel:2: '\\' at the end of a line"
}

@test "attack: a .gitrel that trusts itself, or sets what is a person's own" {
	local digest
	team
	digest=$(git rel trust --digest)
	policy '[release]\ntrust = %s\n' "$digest"
	attack ".gitrel:2: unknown key 'trust' in [release]"
	policy '[trust]\ndigest = %s\n' "$digest"
	attack '.gitrel:1: unknown section [trust]'
	policy '[rel]\ntrust = %s\n' "$digest"
	attack '.gitrel:1: unknown section [rel]'
	policy '[release]\nrel.trust = %s\n' "$digest"
	attack ".gitrel:2: bad key name 'rel.trust'"
	policy '[release]\nconfirm = false\n'
	attack ".gitrel:2: unknown key 'confirm' in [release]"
	policy '[credential]\nhelper = x\n'
	attack '.gitrel:1: unknown section [credential]'
}

@test "attack: .gitrel is a symbolic link" {
	printf '[check]\nx = touch %s/pwned\n' "$T" >"$T/other"
	ln -s "$T/other" .gitrel
	attack "/.gitrel' is a symbolic link"
	ln -sfn /dev/zero .gitrel
	attack "/.gitrel' is a symbolic link"
	ln -sfn .gitrel .gitrel
	attack "/.gitrel' is a symbolic link"
	ln -sfn nowhere .gitrel
	attack "/.gitrel' is a symbolic link"
}

@test "attack: .gitrel is a folder, a pipe, a submodule" {
	mkdir .gitrel
	attack "/.gitrel' is not a regular file"
	git init -q .gitrel
	attack "/.gitrel' is not a regular file"
	rm -rf .gitrel
	mkfifo .gitrel
	attack "/.gitrel' is not a regular file"
	rm .gitrel
}

@test "attack: a huge .gitrel" {
	truncate -s 65M .gitrel
	attack "/.gitrel': more than 65536 bytes"
	yes 'x = y' | head -c 68157440 >.gitrel
	attack "/.gitrel': more than 65536 bytes"
}

# as_head: what .gitrel is here is committed, and looked at in a bare clone.
as_head() {
	git add -A
	git commit -q -m 'An attack'
	rm -rf "$T/bare.git"
	git clone -q --bare . "$T/bare.git"
	go_to "$T/bare.git"
}

@test "attack: the .gitrel of HEAD, in a bare repository, is a link" {
	ln -s '[check]' .gitrel
	as_head
	attack "cannot use .gitrel: 'HEAD:.gitrel' is a symbolic link"
}

@test "attack: the .gitrel of HEAD, in a bare repository, is a folder" {
	mkdir .gitrel
	echo '[check]' >.gitrel/x
	as_head
	attack "cannot use .gitrel: 'HEAD:.gitrel' is not a regular file"
}

@test "attack: the .gitrel of HEAD, in a bare repository, is a submodule" {
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),.gitrel"
	git commit -q -m 'An attack'
	git clone -q --bare . "$T/bare.git"
	go_to "$T/bare.git"
	attack "cannot use .gitrel: 'HEAD:.gitrel' is not a regular file"
}

@test "attack: the .gitrel of HEAD, in a bare repository, is huge" {
	truncate -s 65M .gitrel
	as_head
	attack "cannot use .gitrel: 'HEAD:.gitrel': more than 65536 bytes"
}

@test "attack: characters that show something else than what runs" {
	local bytes
	policy '[check]\nx = make \033[2K lint\n'
	attack '.gitrel:2: control character'
	VERBS=(trust) # all others read it alike
	for bytes in '\033[2K' '\b\b\b' '\a' '\r' '\v' '\f' '\177' '\001'; do
		policy "[check]\nx = make $bytes lint\n"
		attack '.gitrel:2: control character'
		policy "[check]\n; $bytes.\nx = make lint\n"
		attack '.gitrel:2: control character'
	done
	# C1, bidi overrides, isolates and marks, nothing to see, tags, broken
	for bytes in '\302\233' '\342\200\256' '\342\201\246' '\342\200\217' \
		'\330\234' '\342\200\213' '\342\201\240' '\342\200\250' \
		'\357\273\277' '\363\240\201\201' '\377' '\300\257' '\355\240\200'; do
		policy "[check]\nx = make $bytes lint\n"
		attack '.gitrel:2: invalid UTF-8 or invisible control character'
	done
	policy '[check]\nx = a\0b\n'
	attack '.gitrel:2: NUL byte'
	policy '[check]\nx = a\tb\n'
	attack '.gitrel:2: tab in a value'
	policy '\357\273\277[check]\nx = y\n'
	attack '.gitrel:1: byte order mark'
	policy '[check]\nx\033 = y\n'
	attack '.gitrel:2: control character'
}

@test "attack: long lines and many of them" {
	{
		echo '[check]'
		printf 'x = %0997d\n' 0
	} >.gitrel
	attack '.gitrel:2: line is longer than 1000 bytes'
	VERBS=(trust) # all others read it alike
	{
		echo '[check]'
		seq -f 'a%.0f=' 0 9999
	} >.gitrel
	attack ".gitrel': more than 65536 bytes"
	head -5000 .gitrel >"$T/less"
	mv "$T/less" .gitrel
	attack '.gitrel:102: more than 100 commands'
	seq -f '[a%.0f]' 0 9999 >.gitrel
	attack ".gitrel': more than 65536 bytes"
	yes '[x]' | head -10000 >.gitrel
	attack '.gitrel:1: unknown section [x]'
	yes '[check]' | head -8000 >.gitrel
	attack '.gitrel:2: section [check] again, first in line 1'
	{
		echo '[check]'
		yes 'x = y' | head -10000
	} >.gitrel
	attack ".gitrel:3: key 'x' again, first in line 2"
	yes '[' | head -c 65536 >.gitrel
	attack ".gitrel:1: section line does not end in ']'"
}

@test "attack: the largest .gitrel that is allowed is quick, and can be trusted" {
	{
		echo '[check]'
		for ((i = 0; i < 64; i++)); do printf 'x%02d = %0994d\n' "$i" 0; done
	} >.gitrel
	run timeout 5 git rel trust
	exits 0
	trusted
	run timeout 5 git rel trust
	says 'trusted already'
	run timeout 5 git rel undo
	exits 0
	run trusted
	exits 1
}

@test "attack: a section of the parser's nightmares" {
	policy '[main:sign]\n:x = y\n'
	attack ".gitrel:1: bad section name 'main:sign'"
	policy '[check]\ncheck:lint = y\n'
	attack ".gitrel:2: bad key name 'check:lint'"
	policy '[check]\n[check.major]x = y\n'
	attack ".gitrel:2: section line does not end in ']'"
	policy '[check]\nx = "a" "b"\n'
	attack ".gitrel:2: text behind the closing"
	policy '[check]\nx = a ; rm -rf .\n'
	attack ".gitrel:2: value with ';' or '#' must be in"
}
