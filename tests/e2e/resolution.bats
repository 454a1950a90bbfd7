#!/usr/bin/env bats
# What a person has resolved is not asked for twice: not where a branch has
# moved on meanwhile, not after a push that lost a race; where it cannot be
# used any more, the commit that holds it is named.

load lib

setup() {
	sealed
	repo_gitflow
}

# A release and <branch> change line 1, and a person decides for both.
# resolved_with <branch> [<option>]
resolved_with() {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague "$1" "sed -i '1s/.*/theirs/' a.txt"
	git fetch -q origin "$1:$1"
	run -1 git rel finish -y --resolve ${2-} 0.2.0
	sed -i '/^[<=>|]\{7\}/d; /^theirs$/d; s/^ours$/both/' a.txt
	git add a.txt
	git commit -q -m 'Merge by hand'
	MADE=$(git rev-parse HEAD)
}

# first <branch>: line 1 of a.txt there.
first() { git show "$1:a.txt" | head -1; }

@test "a resolution of the merge back outlives what develop has got since" {
	resolved_with develop
	colleague develop 'echo late >late.txt; echo end >>a.txt'
	late=$(git -C "$REMOTE" rev-parse develop)
	run git rel --continue
	exits 0
	says "${MADE:0:10}"
	released 0.2.0
	[ "$(first develop)" = both ]
	[ "$(git show develop:a.txt | tail -1)" = end ]
	git cat-file -e develop:late.txt
	[ "$(git rev-parse develop^1)" = "$late" ]
	[ "$(git rev-parse develop^2)" = "$(git rev-parse 'v0.2.0^{}')" ]
	[ "$(git log -1 --format=%s develop)" = 'Merge by hand' ]
}

@test "a resolution of the merge to main outlives what main has got since" {
	resolved_with main
	colleague main 'echo urgent >urgent.txt'
	urgent=$(git -C "$REMOTE" rev-parse main)
	run git rel --continue
	exits 0
	released 0.2.0
	[ "$(first main)" = both ]
	[ "$(git rev-parse main^1)" = "$urgent" ]
	[ "$(git rev-parse main^2)" = "$RELEASE_TIP" ]
	git cat-file -e develop:urgent.txt
}

@test "a resolution of the merge back outlives what main has got since" {
	resolved_with develop
	colleague main 'echo urgent >urgent.txt'
	run git rel --continue
	exits 0
	released 0.2.0
	[ "$(first main)" = ours ]
	[ "$(first develop)" = both ]
	git cat-file -e develop:urgent.txt
	[ "$(git rev-parse develop^2)" = "$(git rev-parse main)" ]
}

@test "a resolution outlives both main and develop moving on" {
	resolved_with develop
	colleague main 'echo urgent >urgent.txt'
	colleague develop 'echo late >late.txt'
	git rel --continue
	released 0.2.0
	[ "$(first develop)" = both ]
	git cat-file -e develop:urgent.txt
	git cat-file -e develop:late.txt
}

@test "a resolution of a version outlives the next one of develop" {
	ready
	git config rel.versionFiles VERSION
	sed -i '1s/.*/ours/' a.txt
	record
	colleague develop "sed -i '1s/.*/theirs/' a.txt; echo 0.3.0 >VERSION"
	run -1 git rel finish -y --resolve 0.2.0
	sed -i '/^[<=>|]\{7\}/d; /^theirs$/d; s/^ours$/both/' a.txt
	git add a.txt
	git commit -q --no-edit
	colleague develop 'echo 0.4.0 >VERSION'
	git rel --continue
	[ "$(git show develop:VERSION)" = 0.4.0 ]
	[ "$(first develop)" = both ]
}

@test "a resolution outlives a push that lost a race" {
	resolved_with develop
	between_plan_and_push develop 'echo late >late.txt'
	run -1 git rel --continue
	run git rel --continue
	exits 0
	released 0.2.0
	[ "$(first develop)" = both ]
	git cat-file -e develop:late.txt
}

@test "a resolution that does not fit any more is asked for again, and named" {
	resolved_with develop
	colleague develop "sed -i '1s/.*/again/' a.txt"
	run git rel --continue
	exits 1
	says "git show ${MADE:0:10}"
	git rev-parse -q --verify MERGE_HEAD
	run git show "${MADE:0:10}"
	exits 0
	sed -i '/^[<=>|]\{7\}/d; /^again$/d; s/^ours$/all three/' a.txt
	git add a.txt
	git rel --continue
	released 0.2.0
	[ "$(first develop)" = 'all three' ]
}

@test "a resolution of a develop that went back is asked for again, and named" {
	ready
	git remote remove origin
	rm -rf "$REMOTE"
	sed -i '1s/.*/ours/' a.txt
	record
	git switch -q develop
	sed -i '1s/.*/theirs/' a.txt
	git commit -q -a -m theirs
	git switch -q release/v0.2.0
	run -1 git rel finish -y --resolve 0.2.0
	echo both >a.txt
	git add a.txt
	git commit -q -m 'Merge by hand'
	made=$(git rev-parse --short=10 HEAD)
	git update-ref refs/heads/develop "$(git commit-tree -p develop~1 -m other 'develop^{tree}')"
	run git rel --continue
	exits 1
	says "git show $made"
}

@test "--abort names the commit of a resolution, continued or not" {
	resolved_with develop
	run git rel --abort
	exits 0
	says "git show ${MADE:0:10}"
	run -1 git rel finish -y --resolve 0.2.0
	sed -i '/^[<=>|]\{7\}/d; /^theirs$/d; s/^ours$/both/' a.txt
	git add a.txt
	between_plan_and_push develop 'echo late >late.txt'
	run -1 git rel --continue
	made=$(git rev-parse --short=10 HEAD)
	run git rel --abort
	exits 0
	says "git show $made"
}


@test "nothing is asked of a person for a version that is refused afterwards" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/theirs/' a.txt; git tag -a -m later v0.3.0; git push -q origin v0.3.0"
	git fetch -q --tags
	remember
	run git rel finish -y --resolve 0.2.0
	refused 1 0.3.0 'git rel start <version> release/v0.2.0'
}

@test "a stale lock on HEAD where a merge was resolved is found from elsewhere" {
	resolved_with develop
	git worktree add -q -b topic "$T/topic" develop
	lock=$(locks_of HEAD.lock)
	touch ".git/$lock"
	remember
	cd "$T/topic"
	run git rel --continue
	refused 1 "rm $R/.git/$lock"
	rm "$R/.git/$lock"
	git rel --continue
	released 0.2.0
}

@test "two resolutions outlive main moving on" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague main "sed -i '1s/.*/main/' a.txt"
	colleague develop "sed -i '1s/.*/develop/' a.txt"
	run -1 git rel finish -y --resolve 0.2.0
	echo both >a.txt
	git commit -q -a --no-edit
	run -1 git rel --continue
	echo all >a.txt
	git commit -q -a --no-edit
	colleague main 'echo urgent >urgent.txt'
	git rel --continue
	released 0.2.0
	[ "$(first main)" = both ]
	[ "$(first develop)" = all ]
	git cat-file -e develop:urgent.txt
}

@test "a copy of the repository leaves the work tree of the first one alone" {
	resolved_with develop
	cp -a "$R" "$T/copy"
	remember
	for verb in --continue --abort; do
		run git -C "$T/copy" rel "$verb"
		refused 1 "'$R'" 'git rel --quit'
	done
	cd "$T/copy"
	run git rel
	says 'next: git rel --quit'
	[[ $output != *--continue* && $output != *--abort* ]]
	run git rel start 0.3.0
	refused 1 'git rel --quit'
	[[ $output != *--continue* ]]
	quietly git rel --quit
	cd "$R"
	git rel --continue
	released 0.2.0
}

@test "with -q, what is left for a person is said all the same" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague develop "sed -i '1s/.*/theirs/' a.txt"
	run -1 git rel -q finish -y --resolve 0.2.0
	says a.txt 'git rel --continue'
	run git rel --continue
	exits 1
	says a.txt
}

@test "undo of what was resolved and not pushed goes back to the branch" {
	resolved_with develop --no-push
	quietly git rel --continue
	quietly git rel undo -y
	[ "$(git symbolic-ref HEAD)" = refs/heads/release/v0.2.0 ]
	[ "$(git rev-parse HEAD)" = "$RELEASE_TIP" ]
	[ -z "$(git status --porcelain)" ]
}

@test "a resolved merge that cannot be finished yet is no merge that waits" {
	resolved_with develop
	git worktree add -q "$T/other" release/v0.2.0
	run git rel --continue
	refused 1 "checked out at '$T/other'" 'leave the branch'
	[[ $output != *--keep* ]]
	run git rel
	says "'git rel finish -y --resolve 0.2.0' has its merge resolved in '$R'" 'git rel --continue'
	git worktree remove "$T/other"
	run git rel --continue
	exits 0
	released 0.2.0
}

# conflicts_with <branch>: the next command is told, and works.
conflicts_with() {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague "$1" "sed -i '1s/.*/theirs/' a.txt"
	git fetch -q origin
	objects=$(git count-objects)
	run -0 git rel
	says "next: git rel finish 0.2.0 --resolve" "(it does not merge cleanly into '$1')"
	[ "$(git count-objects)" = "$objects" ]
	run -1 git rel finish -y --resolve 0.2.0
	says 'resolve'
}

@test "status names --resolve where the merge to main conflicts" {
	conflicts_with main
}

@test "status names --resolve where the merge back conflicts" {
	conflicts_with develop
}

@test "status names --resolve where a hotfix conflicts with an open release" {
	quietly git rel init --model=gitflow
	quietly git rel start 0.2.0
	sed -i '1s/.*/ours/' a.txt
	record
	quietly git rel hotfix
	sed -i '1s/.*/hot/' a.txt
	record
	run -0 git rel
	says "next: git rel finish 0.1.1 --resolve" "(it does not merge cleanly into 'release/v0.2.0')"
	run -1 git rel finish -y --resolve 0.1.1
	says 'resolve'
}

@test "--abort keeps what was staged and edited in the merge, new files too" {
	ready
	sed -i '1s/.*/ours/' a.txt
	record
	colleague develop "sed -i '1s/.*/theirs/' a.txt"
	run git rel finish --resolve -y
	exits 1
	echo mine >a.txt
	echo new >new.txt
	git add new.txt
	echo 'not git' >loose.txt
	run git rel --abort
	exits 0
	[[ $output =~ 'kept for a while: git show '([0-9a-f]+) ]]
	kept=${BASH_REMATCH[1]}
	[ "$(git show "$kept:a.txt")" = mine ]
	[ "$(git show "$kept:new.txt")" = new ]
	[ -e loose.txt ]
	run ! git show "$kept:loose.txt"
	[ -z "$(git status --porcelain -uno)" ]
}
