#!/usr/bin/env bats
# A release whose finish could only be refused, whatever is answered: that is said
# before anybody answers anything.

load lib
load staging

setup() { sealed; }

# placed [<line of [rules]>]: a checklist, and where tags belong
placed() {
	repo_trunk
	policy <<-END
		[items]
		note = Anybody may look
		[checklist.final]
		look = note
		release = @tagged @merged
		[rules]
		${1-}
	END
	git config rel.finish push
}

@test "start, push and status tell that tag-place asks for a merge, where the branch has no commit" {
	placed 'tag-place = merge'
	run git staging start -y 0.2.0
	exits 0
	says "note: git rel finish will refuse it as it is: tag-place: 'v0.2.0'" \
		"which is no merge of 'release/v0.2.0'" "commit something on 'release/v0.2.0' first"
	run git staging push -y
	exits 0
	says 'note: git rel finish will refuse it as it is: tag-place: '
	run git staging
	says 'next: git commit --allow-empty' "which is no merge of 'release/v0.2.0'"
	# what was told is so
	quietly git staging tick note
	run git staging
	says 'next: git commit --allow-empty'
	[[ $output != *'git rel finish'* ]] || complain "$output"
	remember
	run git rel finish -y
	refused 1 'tag-place' "which is no merge of 'release/v0.2.0'"
	# and the way out is one
	git commit -q --allow-empty -m 'Say what the release is'
	run git staging
	says 'next: git staging push 0.2.0'
	run git staging push -y
	exits 0
	[[ $output != *'will refuse'* ]] || complain "$output"
	quietly git staging tick note
	run git staging
	says 'next: git rel finish'
	run git rel finish -y
	exits 0
}

@test "start from another branch: what comes next goes to the branch first" {
	placed 'tag-place = merge'
	quietly git staging start -y --no-switch 0.2.0
	run git staging status 0.2.0
	says 'next: git switch release/v0.2.0 && git commit --allow-empty'
	run git staging status --json 0.2.0
	says '"next":"git switch release/v0.2.0 && git commit --allow-empty"' '"remark":"tag-place: '
}

@test "a second release on the commit of the last one is told by start, push and status" {
	placed
	work a.txt one
	git push -q origin main
	quietly git rel tag -y --push 0.2.0
	run git staging start -y minor main
	exits 0
	says "note: git rel finish will refuse it as it is: 0.3.0 would be the same commit as 0.2.0: 'release/v0.3.0' has nothing of its own"
	run git staging push -y
	exits 0
	says 'would be the same commit as 0.2.0'
	quietly git staging tick note
	run git staging
	says 'next: git commit --allow-empty' 'would be the same commit as 0.2.0'
	remember
	run git rel finish -y
	refused 1 'would be the same commit as 0.2.0'
	git commit -q --allow-empty -m 'Say what the release is'
	quietly git staging push -y
	quietly git staging tick note
	run git staging
	says 'next: git rel finish'
	run git rel finish -y
	exits 0
}

@test "nothing of that is said where a commit of its own is due anyway, or nothing asks for one" {
	# the version is written first, which is a commit
	placed 'tag-place = merge'
	git switch -q main
	printf '[version]\nfiles = VERSION\n' >>.gitrel
	echo 0.1.0 >VERSION
	git add VERSION
	git commit -q -a -m 'Have a version'
	git push -q origin main
	run git staging start -y 0.2.0
	exits 0
	[[ $output != *'will refuse'* ]] || complain "$output"
	run git staging
	says 'next: git rel bump'
	quietly git rel bump -y
	quietly git staging push -y
	run git staging
	[[ $output != *'allow-empty'* ]] || complain "$output"
	# a merge of somebody's is one that tag-place takes
	git switch -q main
	git switch -q -c topic
	work t.txt topic
	git switch -q main
	git merge -q --no-ff -m "Merge branch 'topic'" topic
	git push -q origin main
	git config rel.versionFiles ''
	run git staging start -n 0.3.0
	exits 0
	if [[ $output == *'will refuse'* ]]; then complain "$output"; fi
}

@test "nothing of that is said without such a rule, and without a release there" {
	placed
	run git staging start -y 0.2.0
	exits 0
	[[ $output != *'will refuse'* ]] || complain "$output"
	quietly git staging push -y
	quietly git staging tick note
	run git staging
	says 'next: git rel finish'
	run git rel finish -y
	exits 0
}
