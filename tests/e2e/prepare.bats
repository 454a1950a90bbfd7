#!/usr/bin/env bats
# The project's own commands take part in `git rel start`.

load lib

setup() {
	sealed
	repo_gitflow
	quietly git rel init --model=gitflow
	git switch -q develop
	git config rel.versionFiles VERSION
}

# prepare <name> <command>, check <name> <command>
prepare() { git config "rel.prepare.$1" "$2"; }
check() { git config "rel.check.$1" "$2"; }

# The only commit of the release branch holds these paths.
one_commit() {
	[ "$(git rev-list --count develop..release/v0.2.0)" = 1 ] ||
		complain "not one commit: $(git log --oneline develop..release/v0.2.0)" || return
	diff <(git diff --name-only develop release/v0.2.0) <(printf '%s\n' "$@")
}

@test "what prepare steps change becomes part of the release commit" {
	prepare lock 'cp VERSION uv.lock'
	prepare docs 'echo "for $(cat uv.lock)" >>a.txt'
	run git rel start 0.2.0
	exits 0
	says '[1/2] prepare.lock: cp VERSION uv.lock' '[2/2] prepare.docs passed in' 'new in the release: uv.lock'
	one_commit VERSION a.txt uv.lock
	[ "$(git show release/v0.2.0:uv.lock)" = 0.2.0 ]
	[ "$(git log -1 --format=%s release/v0.2.0)" = 'Release 0.2.0' ]
	[ -z "$(git status --porcelain)" ]
	on_branch release/v0.2.0
	sound
}

@test "there is a release commit even where only the steps change something" {
	git config --unset rel.versionFiles
	git config rel.commitMessage 'chore: prepare {version}'
	prepare lock 'echo locked >uv.lock'
	run git rel start -n 0.2.0
	says "$ git commit -m 'chore: prepare 0.2.0'"
	[[ $output != *--amend* ]]
	quietly git rel start 0.2.0
	one_commit uv.lock
	[ "$(git log -1 --format=%s)" = 'chore: prepare 0.2.0' ]
}

@test "steps that change nothing leave the commit as it is" {
	prepare look 'cat VERSION'
	git rel start -n --json 0.2.0 | grep -o '"to":"[0-9a-f]*"' | head -1 >"$T/planned"
	quietly git rel start 0.2.0
	grep -q "$(git rev-parse release/v0.2.0)" "$T/planned"
}

@test "a step finds the release in its environment, at the top of the work tree" {
	mkdir sub
	cd sub
	prepare env 'env | grep ^GIT_REL_ | sort >environment; pwd >>environment'
	GIT_DIR=$R/.git GIT_WORK_TREE=$R quietly git rel start --set WebUI=25.3.2 minor
	diff - <(git show HEAD:environment) <<-END
		GIT_REL_BRANCH=release/v0.2.0
		GIT_REL_PREVIOUS=0.1.0
		GIT_REL_SERIES=0.2
		GIT_REL_SET_WEBUI=25.3.2
		GIT_REL_STEP=prepare.env
		GIT_REL_TAG=v0.2.0
		GIT_REL_TYPE=minor
		GIT_REL_VERSION=0.2.0
		$R
	END
}

@test "a step may call git and git rel" {
	prepare version 'git rel version >derived && git rel status >/dev/null && git rev-parse --show-toplevel >top'
	quietly git rel start 0.2.0
	[ "$(git show HEAD:top)" = "$R" ]
	git show HEAD:derived | grep -q '^0\.1\.'
}

@test "a step changes nothing by way of git rel" {
	prepare bad 'git rel start 9.0.0 || git rel finish -y || git rel --abort || git rel --quit || git rel --continue || git rel bump 3.0.0 || exit 7'
	run git rel start 0.2.0
	exits 1
	says 'exit status 7' 'must leave to its command'
	run ! git rev-parse -q --verify release/v9.0.0
	quietly git rel --abort
	on_branch develop
}

@test "a step that commits by itself is welcome" {
	prepare webui 'echo 25.3.2 >webui && git add webui && git commit -qm "chore: update webui"'
	prepare lock 'echo locked >uv.lock'
	quietly git rel start 0.2.0
	diff - <(git log --format=%s develop..HEAD) <<-END
		Release 0.2.0
		chore: update webui
		Release 0.2.0
	END
	[ -z "$(git status --porcelain)" ]
}

@test "only the steps for this type of release run" {
	git config rel.prepare.final.freeze 'echo freeze >>ran'
	git config rel.prepare.minor.docs 'echo docs >>ran'
	git config rel.prepare.hotfix.quick 'echo quick >>ran'
	prepare all 'echo all >>ran'
	quietly git rel start 0.2.0
	diff <(printf '%s\n' all freeze docs) <(git show HEAD:ran)
	git switch -q main
	quietly git rel hotfix
	diff <(printf '%s\n' all freeze quick) <(git show HEAD:ran)
	git switch -q develop
	quietly git rel start 0.3.0-rc1
	diff <(printf '%s\n' all) <(git show HEAD:ran)
}

@test "files that nobody tracked before stay out of the release" {
	echo mine >mine.txt
	echo 'ignored' >.git/info/exclude
	prepare make 'echo new >"new file.txt"; echo x >ignored; echo ä >grün.txt'
	quietly git rel start 0.2.0
	one_commit VERSION '"gr\303\274n.txt"' 'new file.txt'
	[ "$(git status --porcelain)" = '?? mine.txt' ]
}

@test "what was untracked before is its user's, and who wrote to it is told" {
	echo old >uv.lock
	prepare lock 'sleep 0.01; cp VERSION uv.lock'
	run git rel start 0.2.0
	exits 0
	says "'uv.lock' is not part of the release: git does not track it"
	one_commit VERSION
	[ "$(git status --porcelain)" = '?? uv.lock' ]
}

@test "many new files, and such with strange names, are added" {
	cat >"$T/gen" <<-'END'
		for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i >new$i; done
		for name in "$(printf 'a\n\tb')" '"q"' ':(top)x'; do echo x >"$name"; done
	END
	prepare gen "sh '$T/gen'"
	run git rel start 0.2.0
	exits 0
	says 'new in the release: 5 more'
	[ "$(git ls-tree --name-only -z HEAD | tr '\n' '?' | tr '\0' '\n' | grep -cE '^(new[0-9]+|a\?	b|"q"|:\(top\)x)$')" = 15 ]
	[ "$(git rel log | wc -l)" -le 3 ]
}

@test "a clone of its user inside the work tree is no part of the release" {
	git init -q tool
	git -C tool commit -q --allow-empty -m x
	prepare p 'touch tool/made-by-build; cp VERSION lock'
	quietly git rel start 0.2.0
	one_commit VERSION lock
}

# ---- where it stops -------------------------------------------------------

@test "a step that fails stops it, and --continue goes on from there" {
	prepare one 'echo 1 >>ran'
	prepare two 'test -e mended && echo 2 >>ran'
	prepare three 'echo 3 >>ran'
	run git rel start --push 0.2.0
	exits 1
	says "'git rel start 0.2.0' failed at: prepare.two (exit status 1)" \
		'prepare.two.log' '1. mend it, then: git rel --continue' \
		'2. do the rest by hand (prepare.two, prepare.three): git rel --quit' \
		"3. git rel --abort   goes back to 'develop' and removes 'release/v0.2.0'"
	[ -z "$(git ls-remote origin refs/heads/release/v0.2.0)" ]
	run git rel finish
	exits 1
	says "'git rel start 0.2.0' stopped at: prepare.two" 'git rel --continue'
	run -0 git rel status
	says "'git rel start 0.2.0' stopped at: prepare.two"
	touch mended
	run git rel --continue
	exits 0
	diff <(printf '%s\n' 1 2 3) <(git show HEAD:ran)
	[ "$(git ls-remote origin refs/heads/release/v0.2.0 | cut -f1)" = "$(git rev-parse HEAD)" ]
	[ "$(git rev-parse --abbrev-ref '@{u}')" = origin/release/v0.2.0 ]
}

@test "--abort gives back the branch and the files, and keeps what was in them" {
	echo mine >mine.txt
	before=$(world)
	prepare one 'echo changed >a.txt; echo made >made.txt; git add made.txt'
	prepare two 'echo b >>b.txt; false'
	run git rel start 0.2.0
	exits 1
	run git rel --abort
	exits 0
	says 'what was changed in tracked files is kept in' 'new since then, and stays: made.txt' \
		"back to 'develop'"
	kept=$(sed -n '/is kept in/s/.*git show \([0-9a-f]*\)).*/\1/p' <<<"$output")
	[ "$(git show "$kept:a.txt")" = changed ]
	rm made.txt
	git config --remove-section rel.prepare
	diff <(world) <(echo "$before")
	run git rel --abort
	exits 128
}

@test "--abort leaves a branch that has commits of its user" {
	prepare one 'false'
	run git rel start 0.2.0
	exits 1
	work mine.txt mine
	run git rel --abort
	exits 0
	says "'release/v0.2.0' stays: it has commits of yours"
	[ "$(git branch --show-current)" = develop ]
	git cat-file -e release/v0.2.0:mine.txt
}

@test "--quit leaves the branch for the rest to be done by hand" {
	prepare one 'echo 1 >>ran'
	prepare two 'false'
	run git rel start 0.2.0
	exits 1
	quietly git rel --quit
	[ "$(git branch --show-current)" = release/v0.2.0 ]
	git add -A && git commit -qm rest
	run git rel status
	exits 0
	quietly git rel finish -y
}

@test "what was mended, committed or not, is part of the release" {
	check unit 'grep -q mended a.txt && test -e extra'
	run git rel start 0.2.0
	exits 1
	says 'failed at: check.unit'
	echo mended >>a.txt
	run git rel --continue
	exits 1
	[ -z "$(git status --porcelain)" ]
	touch extra
	git add extra
	quietly git rel --continue
	one_commit VERSION a.txt extra
	git rel undo -y -q

	run git rel start 0.2.0
	exits 1
	work a.txt mended
	work extra ''
	quietly git rel --continue
	[ "$(git rev-list --count develop..HEAD)" = 3 ]
}

@test "checks run on the commit that is released, and again when it changes" {
	prepare lock 'echo lock >uv.lock'
	check first 'git rev-parse HEAD >>"$(git rev-parse --git-dir)/first"'
	check second 'git rev-parse HEAD >>"$(git rev-parse --git-dir)/second"; test -e ok || grep -q ok a.txt'
	run git rel start 0.2.0
	exits 1
	diff .git/first <(git rev-parse HEAD)
	run git rel --continue
	exits 1
	diff .git/first <(git rev-parse 'HEAD')
	echo ok >>a.txt
	quietly git rel --continue
	[ "$(tail -1 .git/first)" = "$(git rev-parse HEAD)" ]
	[ "$(wc -l <.git/first)" = 2 ]
	[ "$(tail -1 .git/second)" = "$(git rev-parse HEAD)" ]
	[ "$(wc -l <.git/second)" = 3 ]
	quietly git rel finish -y
}

@test "a check that changes files has not passed" {
	check format 'echo formatted >>a.txt'
	run git rel start 0.2.0
	exits 1
	says "'check.format' passed, but not on" 'files were changed' a.txt
	git config rel.check.format 'true'
	quietly git rel --continue
	one_commit VERSION a.txt
}

@test "what checks leave behind is no part of the release" {
	check coverage 'date +%N >coverage.xml; echo x >>"$(git rev-parse --git-dir)/n"'
	quietly git rel start 0.2.0
	one_commit VERSION
	[ "$(wc -l <.git/n)" = 1 ]
	[ "$(git status --porcelain)" = '?? coverage.xml' ]
}

@test "killed in a step, it is run again" {
	prepare slow 'echo $$ >"$(git rev-parse --git-dir)/pid"; test -e go || exec sleep 60; cp VERSION lock'
	git-rel start 0.2.0 >"$T/out" 2>&1 3>&- &
	wait_until test -s .git/pid
	run -0 git rel status
	says "'git rel start 0.2.0' is running"
	run git rel bump
	exits 1
	says 'is running' 'wait for it to end'
	run git rel --continue
	exits 1
	says 'another git rel runs its steps'
	kill -9 $!
	wait $! 2>/dev/null || :
	run -0 git rel status
	says "'git rel start 0.2.0' was interrupted"
	touch go
	quietly git rel --continue
	one_commit VERSION go lock
}

@test "whoever went elsewhere is told the way back" {
	prepare one 'test -e ok'
	run git rel start 0.2.0
	exits 1
	git switch -q main
	run git rel --continue
	exits 1
	says "is not on branch 'release/v0.2.0' any more" 'git switch release/v0.2.0'
	run git rel --abort
	exits 0
	[ "$(git branch --show-current)" = main ]
	run ! git rev-parse -q --verify release/v0.2.0
}

# prepare, and run in the background until it says that it is there
in_background() {
	prepare slow "touch '$T/there'; while [ ! -e '$T/go' ]; do sleep 0.02; done; echo >>ran"
	git-rel start "$@" >"$T/out" 2>&1 3>&- &
	STARTED=$!
	wait_until test -e "$T/there"
}

@test "--abort and --quit wait for a start that is running" {
	in_background --push 0.2.0
	for verb in --abort --quit --continue; do
		run git rel $verb
		exits 1
		says 'another git rel runs its steps'
	done
	touch "$T/go"
	wait $STARTED
	one_commit VERSION ran
	[ "$(git ls-remote origin refs/heads/release/v0.2.0 | cut -f1)" = "$(git rev-parse HEAD)" ]
}

@test "two starts at once: one is begun, the other is told" {
	git worktree add -q --detach "$T/other" develop
	in_background 0.2.0
	cd "$T/other"
	run git rel start 0.3.0
	exits 1
	says "'git rel start 0.2.0' is running"
	GIT_REL_STEP=x run git rel start 0.3.0
	exits 1
	run ! git rev-parse -q --verify release/v0.3.0
	touch "$T/go"
	wait $STARTED
}

@test "checks that run elsewhere do not leave half a start" {
	git worktree add -q --detach "$T/other" develop
	check slow "touch '$T/there'; while [ ! -e '$T/go' ]; do sleep 0.02; done"
	(cd "$T/other" && exec git-rel check >"$T/out" 2>&1 3>&-) &
	wait_until test -e "$T/there"
	remember
	run git rel start 0.2.0
	refused 1 'another git rel runs its steps'
	touch "$T/go"
	wait $!
	quietly git rel start 0.2.0
}

@test "a check counts only for the commit that it ran on" {
	check mover 'git commit -q --allow-empty -m "by the check"'
	run git rel start 0.2.0
	exits 1
	says "'check.mover' passed, but not on" 'HEAD was moved'
	quietly git rel --abort
	on_branch develop
}

@test "--abort keeps a branch whose commits are its user's, under ours as well" {
	check c false
	run git rel start 0.2.0
	exits 1
	work mine.c mine
	echo more >>a.txt
	run git rel --continue
	exits 1
	run git rel --abort
	exits 0
	says "'release/v0.2.0' stays: it has commits of yours"
	git cat-file -e release/v0.2.0:mine.c
}

@test "--abort names the commit it leaves, and takes commits of steps along" {
	prepare webui 'echo 1 >webui; git add webui; git commit -qm webui'
	check c false
	run git rel start 0.2.0
	exits 1
	tip=$(git rev-parse --short=10 HEAD)
	run git rel --abort
	exits 0
	says "'release/v0.2.0' was at $tip (git show $tip)"
	run ! git rev-parse -q --verify release/v0.2.0
	[ ! -e webui ]
}

@test "--abort works with an index in any state" {
	prepare p 'echo new >new.txt; git add -N new.txt; echo changed >a.txt; false'
	run git rel start 0.2.0
	exits 1
	run git rel --abort
	exits 0
	says 'is kept in' 'new since then, and stays: new.txt'
	[ "$(git status --porcelain)" = '?? new.txt' ]
}

@test "a file that only the check saw is named" {
	check c 'test -e needed.txt'
	run git rel start 0.2.0
	exits 1
	touch needed.txt
	run git rel --continue
	exits 0
	says "'needed.txt' is not part of the release: git does not track it"
}

@test "what others have of the release is not rewritten" {
	check c 'grep -q fixed a.txt'
	run git rel start --push 0.2.0
	exits 1
	git push -q origin release/v0.2.0
	echo fixed >>a.txt
	quietly git rel --continue
	[ "$(git rev-list --count develop..HEAD)" = 2 ]
	[ "$(git ls-remote origin refs/heads/release/v0.2.0 | cut -f1)" = "$(git rev-parse HEAD)" ]
}

@test "a prepare step whose command was mended is run again" {
	prepare a 'echo wrong >generated'
	prepare b 'grep -q right generated'
	run git rel start 0.2.0
	exits 1
	prepare a 'echo right >generated'
	quietly git rel --continue
	[ "$(git show HEAD:generated)" = right ]
}

@test "what was released before is known in all stages, also from the remote alone" {
	git tag -d v0.1.0 >/dev/null
	git config rel.commitMessage 'Release {version}, after {previous}'
	prepare p 'echo "$GIT_REL_PREVIOUS" >previous'
	quietly git rel start 0.2.0
	[ "$(git show HEAD:previous)" = 0.1.0 ]
	[ "$(git log -1 --format=%s)" = 'Release 0.2.0, after 0.1.0' ]
}

@test "--abort of another command that was interrupted leaves the start alone" {
	printf '[check]\nc = false\n' >.gitrel
	record
	git push -q origin develop
	quietly git rel trust -y
	run git rel start 0.2.0
	exits 1
	printf '[check]\nc = true\n' >.gitrel
	CRASH_AT=3 run git rel trust -y
	exits 99
	[ -e .git/rel/journal ] || complain "no journal"
	run git rel --abort
	exits 0
	[ -e .git/rel/begun ] || complain "the start is gone" "$output"
}

# ---- before it ------------------------------------------------------------

@test "changes that are not committed are refused, with nothing changed" {
	prepare one 'true'
	echo edit >>a.txt
	remember fingerprint
	run git rel start 0.2.0
	refused 1 'not committed' a.txt
	git checkout -q a.txt
	remember fingerprint
	run git rel start --no-switch 0.2.0
	refused 1 "need a work tree on 'release/v0.2.0'" 'leave out --no-switch'
	git clone -q --bare . "$T/bare.git"
	git -C "$T/bare.git" config rel.prepare.one true
	run git -C "$T/bare.git" rel start 0.2.0 main
	exits 1
	says 'a clone that has one'
}

@test "a dry run tells the steps and does nothing" {
	prepare one 'echo 1 >ran'
	check two 'echo 2 >>ran'
	remember fingerprint
	run git rel start -n --push 0.2.0
	exits 0
	says 'then run the prepare steps' '$ echo 1 >ran' '$ git commit --amend --no-edit' \
		'run the checks on that commit' '$ echo 2 >>ran' \
		"push 'release/v0.2.0' to 'origin'" '$ git push -u origin release/v0.2.0'
	unchanged
}

@test "--no-check leaves the checks to finish" {
	check unit 'true'
	quietly git rel start --no-check 0.2.0
	run git rel finish -y
	exits 1
	says 'not all checks have passed' 'check.unit'
}

@test "what steps say is shown and kept, with -q only its end if they fail" {
	prepare talk 'echo out; echo err >&2'
	prepare fail 'seq 100; exit 7'
	run git rel start 0.2.0
	exits 1
	says out err 99
	grep -q out .git/rel/logs/0.2.0/prepare.talk.log
	grep -q err .git/rel/logs/0.2.0/prepare.talk.log
	[ "$(wc -l <.git/rel/logs/0.2.0/prepare.fail.log)" = 100 ]
	quietly git rel --abort
	run git rel start -q 0.2.0
	exits 1
	says 'exit status 7' 99 100
	[[ $output != *talk* && $output != *42* ]]
}

@test "undo takes all stages of a start back" {
	prepare lock 'cp VERSION uv.lock'
	check unit true
	before=$(unmoved)
	quietly git rel start --push 0.2.0
	[ "$(git rel log | wc -l)" = 2 ]
	run git rel undo -y
	exits 0
	says 'taken back: git rel start 0.2.0'
	diff <(unmoved) <(echo "$before")
	run -0 git rel log
	says 'git rel start 0.2.0  (taken back)'
	quietly git rel start 0.2.0
}

@test "a linked work tree is as good as any" {
	prepare lock 'cp VERSION uv.lock'
	check unit 'test "$(cat uv.lock)" = 0.2.0'
	git switch -q main
	git worktree add -q "$T/linked" develop
	cd "$T/linked"
	quietly git rel start 0.2.0
	one_commit VERSION uv.lock
	[ "$(git -C "$R" branch --show-current)" = main ]
	git rel undo -y -q
	git config rel.check.unit false
	run git rel start 0.2.0
	exits 1
	cd "$R"
	git config rel.check.unit true
	run git rel --continue
	exits 1
	says "'git rel start 0.2.0' goes on in '$T/linked'" "git -C $T/linked rel --continue"
	quietly git -C "$T/linked" rel --continue
	[ "$(git -C "$T/linked" branch --show-current)" = release/v0.2.0 ]
}

@test "in JSON each stage is a plan, and ids tell that they belong together" {
	prepare lock 'cp VERSION uv.lock'
	git rel start --json -q 0.2.0 >"$T/json"
	"$PYTHON" - "$T/json" <<-'END'
		import json, sys
		lines = [json.loads(l) for l in open(sys.argv[1])]
		plans = [l for l in lines if "plan" in l]
		assert len(plans) >= 3, plans
		assert len({p["id"] for p in plans}) == len(plans)
		assert {p["part_of"] for p in plans} == {plans[0]["id"]}
		assert all(l["version"] == 1 for l in lines)
	END
}

# ---- trust ----------------------------------------------------------------

@test "commands of .gitrel run only once they are trusted" {
	printf '[prepare]\nlock = "cp VERSION uv.lock"\n[check]\nunit = "touch .git/ran"\n' >.gitrel
	record
	git push -q origin develop
	remember fingerprint
	run git rel start 0.2.0
	refused 1 'git rel trust'
	run git rel check
	refused 1 'git rel trust'
	quietly git rel trust -y
	quietly git rel start 0.2.0
	one_commit VERSION uv.lock
	[ -e .git/ran ]
}

@test "a command that was changed on the way is not run" {
	printf '[prepare]\none = "test -e .git/ok"\n' >.gitrel
	record
	git push -q origin develop
	quietly git rel trust -y
	run git rel start 0.2.0
	exits 1
	printf '[prepare]\none = "touch .git/ok .git/evil"\n' >.gitrel
	run git rel --continue
	exits 1
	says 'git rel trust' evil
	[ ! -e .git/evil ]
	quietly git rel --abort
}

@test "a mistake in the settings does not lock anybody in" {
	prepare p false
	run git rel start 0.2.0
	exits 1
	echo '[chek]' >.gitrel
	git config rel.finish never
	run git rel --continue
	exits 128
	quietly git rel --abort
	on_branch develop
	run ! git rev-parse -q --verify release/v0.2.0
	run git rel status
	exits 128
	says never
}

@test "--abort keeps what was changed also where a folder became a file or a link" {
	mkdir d e
	echo x >d/x
	record
	git push -q origin HEAD
	git config rel.prepare.swap 'rm -r d; ln -s e d; git add -A; echo new >new.txt; git add new.txt; false'
	run git rel start 0.2.0
	[ "$status" -ne 0 ]
	run git rel --abort
	exits 0
	[[ $output =~ 'is kept in '([0-9a-f]+) ]]
	[ "$(git show "${BASH_REMATCH[1]}:d")" = e ]
	[ "$(git show "${BASH_REMATCH[1]}:new.txt")" = new ]
	on_branch develop
	[ "$(cat d/x)" = x ]
}

@test "where the push at the end is refused, it is not said that nothing was changed" {
	prepare lock 'echo locked >lock.txt'
	on_server_refuse 'refs/heads/release/*'
	run git rel start --push 0.2.0
	exits 1
	says 'nothing more was changed' 'git rel --continue'
	[ "$(git log -1 --format=%s release/v0.2.0)" = 'Release 0.2.0' ]
	on_server_allow
	git rel --continue
	[ "$(git -C "$REMOTE" log -1 --format=%s release/v0.2.0)" = 'Release 0.2.0' ]
}
