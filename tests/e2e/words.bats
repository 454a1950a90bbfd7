#!/usr/bin/env bats
# What is said, to people and to programs: the next command, which can be
# pasted; mistakes, with what was meant; JSON.  And what is not said or done
# because a stranger's names ask for it.

# shellcheck disable=SC2016,SC2030,SC2031,SC2034,SC2154
# hooks are in single quotes, each test has its own variables, run sets $stderr

load lib

setup() {
	sealed
	repo_gitflow
}

set_up() { quietly git rel init --model=gitflow; }

# json <python expression about lines, a list of objects>: what `run` printed
json() {
	printf '%s\n' "$output" >"$T/json"
	"$PYTHON" -c "import json
lines = [json.loads(line) for line in open('$T/json')]
raise SystemExit(not ($1))" || complain "not $1: $output"
}

# ---- status ----------------------------------------------------------------

@test "status shows what colleagues have begun" {
	set_up
	colleague release/v0.3.0 'echo theirs >theirs.txt'
	colleague hotfix/v0.1.1 'echo more >>theirs.txt'
	git push -q origin main:refs/heads/release/v0.1.0 # was released
	git fetch -q
	run git rel
	exits 0
	says "release 0.3.0 on 'release/v0.3.0' (only on origin)" \
		"hotfix 0.1.1 on 'hotfix/v0.1.1' (only on origin)"
	[[ $output != *'0.1.0 on'* ]]
	next_is 'git switch hotfix/v0.1.1'
	git switch -q hotfix/v0.1.1
	run -0 git rel
	says "* hotfix 0.1.1" 'next: git rel finish 0.1.1'
	run -0 git rel status --json
	json 'lines[0]["open_there"] == ["release/v0.3.0"]'
}

@test "status: the forge merges what it has" {
	set_up
	git config rel.finish pr
	git rel start 0.2.0
	next_is 'git push -u origin release/v0.2.0'
	git push -q -u origin release/v0.2.0
	next_is 'git rel finish 0.2.0   (once the forge has merged it)'
	git switch -q develop
	next_is 'git rel finish 0.2.0   (once the forge has merged it)'
	run -0 git rel --json
	json 'lines[0]["next"] == "git rel finish 0.2.0"'
}

@test "status: there is no forge without a remote" {
	git remote remove origin
	set_up
	git config rel.finish pr
	run git rel
	exits 0
	says "! the forge shall merge (finish = pr), but there is no remote 'origin'"
	git rel start 0.2.0
	next_is 'git remote add origin <url>   (or, to merge it here: git config rel.finish push)'
}

@test "status: what finish asks for comes before it" {
	set_up
	git config rel.notesStyle keepachangelog
	git rel start 0.2.0
	git config rel.check.unit 'test ! -e broken'
	next_is 'git rel notes edit 0.2.0'
	git switch -q develop
	next_is 'git rel notes edit 0.2.0'
	git switch -q release/v0.2.0
	work CHANGELOG.md $'## [0.2.0]\n- A'
	next_is 'git rel check'
	git switch -q develop
	next_is 'git switch release/v0.2.0 && git rel check'
	git switch -q release/v0.2.0
	quietly git rel check
	next_is 'git rel finish 0.2.0'
	work a.txt more
	run git rel --json
	json 'lines[0]["next"] == "git rel check"'
	git config rel.finish pr
	next_is 'git rel check'
	quietly git rel check
	next_is 'git push -u origin release/v0.2.0'
	# what is tagged is judged
	work a.txt again
	git config rel.finish push
	git tag v0.2.0
	next_is 'git rel finish 0.2.0'
}

@test "status: the checks of .gitrel are read before they run" {
	printf '[check]\nunit = true\n' >.gitrel
	set_up
	git add .gitrel
	git commit -q -m 'Check'
	quietly git rel trust -y
	quietly git rel start --no-push 0.2.0
	git rel trust -y --revoke
	next_is 'git rel finish 0.2.0'
	work a.txt more
	next_is 'git rel trust'
	quietly git rel trust -y
	next_is 'git rel check'
	quietly git rel check
	next_is 'git rel finish 0.2.0'
	# those of the branch count
	git switch -q develop
	git rm -q .gitrel
	git commit -q -m 'Check nothing'
	next_is 'git rel finish 0.2.0'
	git switch -q release/v0.2.0
	work a.txt again
	git switch -q develop
	next_is 'git switch release/v0.2.0 && git rel check'
}

@test "status: a release that was not pushed is said, and how it gets there" {
	ready
	git rel finish -y --no-push
	run -0 git rel
	says '! 0.2.0 is not on origin yet' 'next: git rel finish 0.2.0'
	run git rel --json
	json 'lines[0]["pushed"] is False'
	git push -q --atomic origin main develop v0.2.0
	next_is 'git rel start minor'
	run -0 git rel
	[[ $output != *'not on origin'* ]]
}

@test "status: commits of ours on main are no release that waits" {
	set_up
	git switch -q main
	git commit -q --allow-empty -m 'Urgent'
	run -0 git rel
	[[ $output != *'not on origin'* ]]
}

@test "status and start before the first commit" {
	git init -q "$T/empty"
	go_to "$T/empty" ''
	for cmd in 'git rel' 'git rel status'; do
		run $cmd
		exits 0
		says 'there is no commit yet' 'next: make a first commit'
	done
	run git rel init
	exits 128
	says 'there is no commit yet' 'make a first commit'
	[ ! -e .git/rel ]
}

@test "status names the options that the messages need" {
	set_up
	git config rel.tagMessage '{version}: {description} {set.who} {set.why} {set.who}'
	git rel start 0.2.0
	next_is 'git rel finish 0.2.0 -m <description> --set who=<value> --set why=<value>'
	git config rel.hotfixTagMessage 'Mend {version}'
	git rel hotfix
	next_is "commit something on 'hotfix/v0.1.1'"
	work fix.txt fix
	next_is 'git rel finish 0.1.1'
}

@test "status: while another one is at work, nothing was interrupted" {
	ready
	cat >.git/hooks/pre-push <<-END
		#!/bin/sh
		touch '$T/pushing'
		while [ ! -e '$T/go' ]; do sleep 0.05; done
	END
	chmod +x .git/hooks/pre-push
	git rel finish -y >"$T/out" 2>&1 3>&- 4>&- &
	PIDS+=($!)
	wait_until test -e "$T/pushing"
	run git rel
	exits 0
	says "! 'git rel finish 0.2.0' is running"
	[[ $output != *--abort* ]]
	run git rel start 0.3.0
	exits 1
	says "'git rel finish 0.2.0' is running" 'wait for it'
	[[ $output != *--continue* ]]
	run git rel --json
	json 'lines[0]["running"] is True'
	touch "$T/go"
	wait "${PIDS[0]}"
	released 0.2.0
	next_is 'git rel start minor'
}

# ---- init -------------------------------------------------------------------

@test "init keeps the model that was chosen" {
	git branch -m main stable
	git branch -m develop main
	git push -q origin stable main :develop
	git remote set-head origin -d
	git fetch -q -p
	run git rel init
	exits 0
	says '--model=qualify' "'stable'"
	quietly git rel init --model=qualify
	run git rel init
	exits 0
	says 'model qualify' "land on 'stable'"
	[ "$(git config rel.model)" = qualify ]
}

@test "init leaves what was set by hand or is committed" {
	git branch product main
	git config rel.main product
	git rel init
	[ "$(git config rel.main)" = product ]
	git config --unset rel.main
	printf '[release]\nmodel = gitflow\nmain = product\n' >.gitrel
	run git rel init
	exits 0
	says "land on 'product'"
	run ! git config --local --get-regexp '^rel[.]'
	[[ $output != *found* ]]
}

# is_set <key=value>...: as git rel config lists them
is_set() {
	local all
	all=$(git rel config)
	for row; do
		grep -qxF "$row" <<<"$all" || complain "$row: $all" || return
	done
}

@test "what init has seen gives way to a .gitrel that comes later" {
	git remote remove origin
	git branch -m main master
	git branch -m develop dev
	git tag jq-1.0 && git tag jq-1.1
	git tag -d v0.1.0
	git rel init
	is_set rel.model=gitflow rel.main=master rel.develop=dev 'rel.tag=jq-{version}'
	printf '[release]\nmodel = trunk\ntag = "v{version}"\n' >.gitrel
	git add .gitrel
	git commit -q -m 'Agree on how to release'
	is_set rel.model=trunk rel.main=master rel.develop= 'rel.tag=v{version}'
	printf '[release]\nmodel = qualify\n' >.gitrel
	git commit -q -a -m 'Qualify releases'
	is_set rel.model=qualify rel.main=stable rel.develop=main
	git branch stable
	git branch main
	run git rel init
	exits 0
	says "land on 'stable'"
	git rel config | grep -qxF 'rel.develop=main'
	git rm -q .gitrel
	git commit -q -m 'Leave it to everybody'
	git branch -D -q stable main
	git rel init
	is_set rel.model=gitflow rel.main=master rel.develop=dev
	git rel undo -y
	git rel undo -y
	git rel undo -y
	run ! git config --local --get-regexp '^rel[.]'
}

@test "init says what git config hides of .gitrel, and how to follow it" {
	git config rel.tag 'x-{version}'
	git config --global rel.sign annotated
	printf '[release]\ntag = "v{version}"\nsign = auto\n' >.gitrel
	git add .gitrel
	git commit -q -m 'Agree on how to release'
	run git rel init
	exits 0
	says "rel.tag is 'x-{version}'" "'v{version}' by .gitrel:2" \
		'git config --unset rel.tag' "rel.sign is 'annotated'"
	[[ $output != *'--unset rel.sign'* ]]
	git config --unset rel.tag
	run git rel init
	[[ $output != *x-* ]]
}

@test "init --model leaves the tags of .gitrel, and says what it hides" {
	git tag 1.0.0
	git tag 1.1.0
	printf '[release]\nmodel = gitflow\ntag = "v{version}"\n' >.gitrel
	git add .gitrel
	git commit -q -m 'Agree on how to release'
	run git rel init --model=trunk
	exits 0
	says "rel.model is 'trunk'" "'gitflow' by .gitrel:2" 'git config --unset rel.model'
	is_set rel.model=trunk 'rel.tag=v{version}'
	run git rel init --model=gitflow
	exits 0
	[[ $output != *"rel.model is"* ]]
	is_set rel.model=gitflow
}

@test "init over a setting of the user: undo leaves the user's where it is" {
	git config --global rel.model trunk
	git rel init --model=gitflow
	[ "$(git config --local rel.model)" = gitflow ]
	git rel undo -y
	run ! git config --local --get-regexp '^rel[.]'
	[ "$(git config rel.model)" = trunk ]
}

@test "init over a setting that .git/config includes" {
	git config --file .git/more rel.model trunk
	git config include.path more
	git rel init --model=gitflow
	git rel undo -y
	[ "$(git config --file .git/config rel.model)" = '' ]
	[ "$(git config rel.model)" = trunk ]
}

@test "init --import refuses names that could not be read back" {
	git config gitflow.branch.master main
	git config gitflow.branch.develop develop
	git config gitflow.prefix.versiontag 'my tag '
	remember
	run git rel init --import
	refused 128 rel.tag 'my tag '
	git config gitflow.prefix.versiontag v
	git config gitflow.branch.develop main
	run git rel init --import
	refused 128 'are both'
	git rel
}

@test "start in a repository that is not set up" {
	git branch -m develop next
	git push -q origin next :develop
	git fetch -q -p
	remember
	run git rel start 0.2.0
	refused 128 "'develop'" 'git rel init'
}

# ---- wrong words ------------------------------------------------------------

@test "config: a value is not for this one" {
	run git rel config finish pr
	exits 129
	says 'git config rel.finish pr'
	run git rel config tag-message "it's {version}"
	exits 129
	says "git config rel.tagmessage 'it'\\''s {version}'"
	run git rel config a b c
	exits 129
}

@test "config takes each spelling of a key" {
	local key
	for key in tag-message tagmessage tagMessage rel.tagMessage rel.tagmessage \
		release.tag-message; do
		[ "$(git rel config "$key")" = 'Release v{version}' ] ||
			complain "$key"
		run git rel config --explain "$key"
		exits 0
		says 'Release v{version}  default (gitflow)'
		run -0 git rel config --json "$key"
		json 'len(lines) == 1 and lines[0]["git"] == "rel.tagmessage"'
	done
	[ "$(git rel config push)" = false ]
	[ "$(git rel config rel.push)" = false ]
	run git rel config release.push
	exits 129
}

@test "what was meant: verbs, keys, topics" {
	run git rel finnish
	exits 129
	says "did you mean 'git rel finish'?"
	run git rel frobnicate
	exits 129
	says "git rel -h"
	run git rel config rel.tagMesage
	exits 129
	says "did you mean 'tag-message'?"
	run git rel help workfow
	exits 129
	says "no help on 'workfow'" "did you mean 'workflow'?"
}

@test "help on a command is help" {
	printf '#!/bin/sh\necho "page $*"\n' >"$T/bin/man"
	chmod +x "$T/bin/man"
	PATH=$T/bin:$PATH
	[ "$(git rel help finish)" = 'page git-rel' ]
	[ "$(git rel help config)" = 'page gitrel' ]
	[ "$(git rel help)" = 'page git-rel' ]
}

@test "--set wants a name and a value" {
	ready
	remember
	for value in foo =foo ''; do
		run git rel finish --set "$value"
		refused 129 'name=value'
	done
	run git rel start 0.3.0 --set
	refused 129
}

@test "the answer no is no error" {
	ready
	remember
	command -v script >/dev/null || skip 'no script'
	export GIT_TERMINAL_PROMPT=1
	run script -qec "git rel finish" /dev/null <<<n
	exits 1
	says 'do this? [y/N]' 'nothing was changed'
	[[ $output != *error:* ]]
	unchanged
	run script -qec "git rel finish --json 2>/dev/tty" "$T/typed" <<<n
	exits 1
	grep -q '"error":"nothing was changed"' "$T/typed"
	unchanged
}

# ---- JSON -------------------------------------------------------------------

@test "each line of JSON tells its version, the first one the release" {
	set_up
	run git rel start 0.2.0 --dry-run --json
	exits 0
	json 'all(l["version"] == 1 for l in lines)'
	json 'lines[0]["release"] == "0.2.0" and lines[0]["dry_run"] is True'
	run -0 --separate-stderr git rel start 0.2.0 --json
	json 'all(l["version"] == 1 for l in lines)'
	json 'lines[0]["release"] == "0.2.0" and "dry_run" not in lines[0]'
	run -0 --separate-stderr git rel undo -y --json
	json 'lines[0]["release"] == "0.2.0"'
	run -0 --separate-stderr git rel hotfix --json
	json 'lines[0]["release"] == "0.1.1"'
	run --separate-stderr git rel tag --json 0.1.0 v0.1.0
	exits 0
	json 'lines[0]["release"] == "0.1.0" and lines[-1]["end"] == 0'
}

@test "with nothing to do JSON says so" {
	set_up
	run --separate-stderr git rel init --json
	exits 0
	json 'lines[0]["verb"] == "init" and lines[-1]["end"] == 0'
}

@test "an error is told in JSON, too" {
	set_up
	run --separate-stderr git rel start --json nonsense
	exits '128|129'
	json 'lines == [{"version": 1, "error": lines[0]["error"],
		"hints": lines[0]["hints"], "status": '"$status"'}]'
	[[ $stderr == *"$("$PYTHON" -c \
		"import json; print(json.load(open('$T/json'))['error'])")"* ]]
	run --separate-stderr git rel --json finnish
	exits 129
	json 'lines[0]["hints"] == ["did you mean '"'git rel finish'"'?"]'
	run --separate-stderr git rel finish --json --nonsense
	exits 129
	json 'lines[0]["status"] == 129'
	run --separate-stderr git rel --json --continue
	exits 128
	json 'lines[0]["error"] == "nothing was interrupted"'
}

@test "options before the verb hold for it" {
	set_up
	run -0 git rel --json
	json 'lines[0]["model"] == "gitflow"'
	run -0 git rel --json log
	json 'lines[0]["verb"] == "init"'
	run -0 git rel -v start 0.2.0
	says '+ git'
	run git rel -q undo -y
	exits 0
	[ -z "$output" ]
}

# ---- names that are commands, or move the cursor -----------------------------

@test "suggested commands are quoted" {
	set_up
	git branch -m main "it's;main"
	git config rel.main "it's;main"
	git push -q origin "it's;main"
	git switch -q "it's;main"
	git commit -q --allow-empty -m Urgent
	next_is "git switch develop && git merge --no-ff 'it'\\''s;main'"
	git config rel.main "no;such"
	git config --unset rel.model
	run git rel init
	exits 128
	says "git branch 'no;such'"
}

@test "no control character reaches the terminal" {
	local evil=$'\e]0;evil\a'
	set_up
	mkdir "$T/tree$evil"
	git worktree add -q "$T/tree$evil/wt" main
	git switch -q --detach
	colleague develop 'echo theirs >theirs.txt'
	git config rel.tagMessage $'Release {version}\n\n{description}'
	git switch -q develop
	git rel start 0.2.0
	work VERSION 0.2.0
	run git rel finish -n -m "$evil"
	exits 0
	[[ $output != *$'\e'* ]]
	says '\x1b]0;evil\x07'
	git rel finish -y -m "$evil" >"$T/out" 2>&1
	run ! grep -q $'\e' "$T/out"
	git -C "$T/tree$evil/wt" rel config --explain >"$T/out"
	printf '{"version":1,"id":"1","time":1,"plan":"x\\u001b[2J","verb":"x","lines":[]}\n' \
		>>.git/rel/log
	git rel log >"$T/log"
	run ! grep -q $'\e' "$T/out" "$T/log"
	grep -qF 'x\x1b[2J' "$T/log"
	git config rel.tagMessage $'two\nlines {version}'
	[ "$(git rel config | grep -c .)" = "$(git rel config --json | grep -c .)" ]
}

# ---- what was left, and what is left -----------------------------------------

@test "undo: what was pushed by hand is public" {
	ready
	git rel finish -y --no-push
	git push -q origin v0.2.0
	remember
	run git rel undo -y
	refused 1 "it is public: 'v0.2.0' is on 'origin'"
	git push -q origin :v0.2.0 main
	remember
	run git rel undo -y
	refused 1 "it is public: 'main' is on 'origin'"
	colleague main 'echo on >on.txt'
	remember
	run git rel undo -y
	refused 1 "it is public: 'main' is on 'origin'"
}

@test "undo: what was pushed by hand under another name is public" {
	ready
	git rel finish -y --no-push
	git push -q origin main:refs/heads/product
	remember
	run git rel undo -y
	refused 1 "it is public: 'main' is on 'origin'"
}

@test "undo: what nobody has is taken back" {
	ready
	remember
	git rel finish -y --no-push
	git rel undo -y
	git config branch.release/v0.2.0.remote origin
	git config branch.release/v0.2.0.merge refs/heads/release/v0.2.0
	unchanged
}

@test "the log: a line that was cut off takes no other with it" {
	set_up
	git rel start --no-switch 0.2.0
	printf '{"version":1,"id":"x","ti' >>.git/rel/log
	git rel start --no-switch 0.3.0
	run -0 git rel log
	says 'git rel start 0.3.0' 'git rel start 0.2.0'
	git rel undo -y
	run ! git rev-parse -q --verify refs/heads/release/v0.3.0
	git rev-parse -q --verify refs/heads/release/v0.2.0
}

@test "a tree that climbs out of its folder writes nothing" {
	local blob tree top commit
	ready
	mkdir -p "$T/tmp/x"
	blob=$(echo '* merge=union' | git hash-object -w --stdin)
	tree=$(printf '100644 blob %s\t.gitattributes\n' "$blob" | git mktree)
	for name in .. . .git .GIT; do
		top=$({
			git ls-tree develop
			printf '040000 tree %s\t%s\n' "$tree" "$name"
		} | git mktree)
		commit=$(git commit-tree -p develop -m evil "$top")
		git update-ref refs/heads/develop "$commit"
		git push -q "$REMOTE" -f "$commit:refs/heads/develop"
		TMPDIR=$T/tmp/x run git rel finish -n
		exits '1|128'
		[ -z "$(find "$T/tmp" -name '.git*')" ]
		git update-ref refs/heads/develop "$commit~1"
		git push -q -f origin "$commit~1:refs/heads/develop"
	done
	R='' REMOTE='' # git fsck would complain of such trees
}

@test "a .gitrel is read without a folder for temporary files" {
	printf '[release]\nmain = trunk\n' >.gitrel
	TMPDIR=$T/none run git rel config rel.main
	exits 0
	says trunk
}

@test "what a killed one left in the folder for temporary files goes" {
	export TMPDIR=$T/tmp
	ready
	mkdir -p "$TMPDIR/git-rel-$$-mine" "$TMPDIR/git-rel-demo.1" "$T/aside"
	sh -c 'echo $$' >"$T/pid"
	mkdir "$TMPDIR/git-rel-$(cat "$T/pid")-gone"
	ln -s "$T/aside" "$TMPDIR/git-rel-$(cat "$T/pid")-link"
	echo kept >"$T/aside/file"
	echo x >"$TMPDIR/git-rel-$(cat "$T/pid")-gone/file"
	git rel finish -n
	# sorted: a number of one digit more comes first
	left=$(printf '%s\n' "git-rel-$$-mine" "git-rel-$(cat "$T/pid")-link" \
		git-rel-demo.1 | sort)
	[ "$(ls -A "$TMPDIR")" = "$left" ] || complain "left: $(ls -A "$TMPDIR")"
	[ "$(cat "$T/aside/file")" = kept ]
}

@test "Ctrl-C while a key is asked for: the next one cleans up" {
	export TMPDIR=$T/tmp
	mkdir "$TMPDIR"
	ssh_key
	ready
	printf '#!/bin/sh\nkill -9 $PPID\n' >"$T/bin/killer"
	chmod +x "$T/bin/killer"
	run git -c gpg.ssh.program="$T/bin/killer" rel finish -y
	[ -n "$(ls -A "$TMPDIR")" ]
	git rel finish -y
	[ -z "$(ls -A "$TMPDIR")" ]
	released 0.2.0
}

# ---- odd places ---------------------------------------------------------------

@test "below a folder whose name holds a line end" {
	local dir=$T/$'a\nb'
	mkdir "$dir"
	git clone -q "file://$REMOTE" "$dir/work"
	go_to "$dir/work"
	mkdir sub
	cd sub
	quietly git rel init --model=gitflow
	git rel
	git rel start 0.3.0
	on_branch release/v0.3.0
	[ -e "$dir/work/.git/rel/log" ]
	[ ! -e "$dir/work/sub/.git" ]
}

@test "core.hooksPath that only git can expand" {
	ready
	mkdir -p "$T/home/hooks"
	printf '#!/bin/sh\necho said >"%s/said"\n' "$T" >"$T/home/hooks/commit-msg"
	chmod +x "$T/home/hooks/commit-msg"
	# git asks the system for a user's home, so take one that there is
	local user home
	user=$(id -un)
	home=$(getent passwd "$user" | cut -d: -f6)
	[ -n "$home" ] && [ -w "$home" ] || skip 'no home'
	hooks=$(mktemp -d "$home/hooks.XXXXXX")
	cp "$T/home/hooks/commit-msg" "$hooks"
	git config core.hooksPath "~$user/${hooks##*/}"
	run git rel finish -y
	rm -rf "$hooks"
	exits 0
	[ "$(cat "$T/said")" = said ]
}

@test "a setting goes by each name that --explain prints" {
	git rel config --explain | while read -r name _; do
		git rel config "$name" >/dev/null || complain "$name" || exit 1
	done
	[ "$(git rel config release.tag)" = 'v{version}' ]
	[ "$(git rel config notes.style)" = none ]
}

@test "-n goes before a verb, too, and --continue has none" {
	remember
	run git rel -n start 0.2.0
	exits 0
	says 'git rel start 0.2.0:'
	unchanged
	run git rel --continue -n
	refused 129 '--continue, --abort and --quit have no dry run'
}

@test "a merge that is set up names the files that are left to a person, and no other" {
	git config rel.notesStyle keepachangelog
	git config rel.versionFiles VERSION
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n\n## 0.1.0\n\n- Z'
	quietly git rel start 0.2.0
	work a.txt release
	git switch -q develop
	work a.txt develop
	work CHANGELOG.md $'## [Unreleased]\n\n- A\n- B\n\n## 0.1.0\n\n- Z'
	run git rel finish --resolve -y 0.2.0
	exits 1
	says 'CONFLICT (content): Merge conflict in a.txt'
	[[ $output != *CHANGELOG* ]]
}

@test "the plan of a start says whose notes are taken along" {
	git config rel.notesStyle keepachangelog
	work CHANGELOG.md $'## [Unreleased]\n\n- B\n\n## 0.2.0-rc1\n\n- A'
	run git rel start 0.2.0 -n
	exits 0
	says 'commit the notes of 0.2.0, with those of 0.2.0-rc1'
}

@test "notes since any commit have the words of the changelog" {
	git config rel.notesStyle sections
	work CHANGELOG.md $'## 0.1.0\n\n### Bug fixes\n\n- Mend it'
	git commit -q --allow-empty -m 'fix: mend it'
	[ "$(git rel notes show --since HEAD~)" = $'### Bug fixes\n\n- Mend it' ]
}

@test "init finds out what stable branches are called" {
	local name
	for name in maint/v0.1:'maint/v{series}' 0.1.x:'{series}.x' nm-0-1:'nm-{major}-{minor}' \
		stable/0.1.x:'stable/{series}.x' 2.x:'{major}.x'; do
		git branch "${name%%:*}" v0.1.0
		quietly git rel init
		[ "$(git config rel.found.stableBranch)" = "${name#*:}" ] ||
			complain "${name%%:*}: $(git config rel.found.stableBranch)" || return
		git branch -q -D "${name%%:*}"
		git config --unset rel.found.stableBranch
	done
	git branch stable/v0.1 v0.1.0
	git branch 0.1.x v0.1.0
	quietly git rel init
	run git config rel.found.stableBranch
	exits 1
}

@test "init calls nothing below a branch that there is" {
	git branch stable main
	git push -q origin main:refs/heads/release
	git fetch -q origin
	quietly git rel init
	[ "$(git config rel.found.stableBranch)" = 'stable-v{series}' ]
	[ "$(git config rel.found.branch)" = 'release-v{version}' ]
	run git config rel.found.hotfixBranch
	exits 1
	quietly git rel start --push --open-stable minor
	[ "$(git symbolic-ref --short HEAD)" = release-v0.2.0 ]
	git rev-parse -q --verify stable-v0.1
	git config rel.stableBranch 'stable/{series}'
	quietly git rel init
	[ "$(git rel config rel.stableBranch)" = 'stable/{series}' ] # as it was said
}

@test "a key of git config that is not known: the command that takes it away" {
	git config rel.bckport x
	run git rel
	exits 128
	says "unknown key 'rel.bckport'" 'hint: git config --unset-all rel.bckport   takes it away'
	git config --unset-all rel.bckport
	run git rel
	exits 0
}
