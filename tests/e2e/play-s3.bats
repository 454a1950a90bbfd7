#!/usr/bin/env bats
# A process with annotated tags and merges that are never fast-forwards (see
# examples/annotated-merge.gitrel), played beside the commands its guide gives.

load lib

setup() {
	sealed
	repo_trunk
	git config user.useConfigOnly true
	cp "$TOP/examples/annotated-merge.gitrel" .gitrel
	git add .gitrel
	git commit -q -m 'Write our release process down'
	git push -q origin main
	# the project's tools, of which we only want to know that they were asked
	for name in python pytest; do
		printf '#!/bin/sh\necho "%s $*" >>"%s"\n' "$name" "$T/asked" >"$T/bin/$name"
		chmod +x "$T/bin/$name"
	done
	export PATH="$T/bin:$PATH"
	quietly git rel trust -y
}

message_of() { git for-each-ref --format='%(contents)' "refs/tags/$1"; }

@test "the policy is all there is to set" {
	git rel config --explain | grep -qE '^release\.tag-message +Release v\{version\}: \{description\} +\.gitrel:[0-9]+$'
	[ "$(git rel config | grep -E '^rel\.(model|finish|sign|develop)=')" = \
		$'rel.model=trunk\nrel.develop=\nrel.sign=annotated\nrel.finish=push' ]
}

@test "a release" {
	twin
	git rel start --push 0.2.0
	by_hand 'git switch -q --no-track -c release/v0.2.0 origin/main
		git push -q -u origin release/v0.2.0'
	as_by_hand

	work module.py 'def grad(): pass'
	git push -q origin release/v0.2.0
	by_hand 'echo "def grad(): pass" >module.py; git add -A
		git commit -q -m "Prepare the release"; git push -q origin release/v0.2.0'
	as_by_hand

	git tag private
	git rel rc
	git tag -d private
	by_hand 'git tag -a v0.2.0-rc1 -m "Release candidate 1 for v0.2.0"
		git push -q origin v0.2.0-rc1'
	as_by_hand
	[ "$(message_of v0.2.0-rc1)" = 'Release candidate 1 for v0.2.0' ]
	run git rel finish -y -m 'New autograd module'
	exits 1
	says 'not all checks have passed'
	git rel check
	diff "$T/asked" - <<-'END'
		python .github/scripts/validate_time_estimates.py
		python .github/scripts/validate_difficulty_ratings.py
		python .github/scripts/validate_testing_patterns.py
		python .github/scripts/check_checkpoints.py
		pytest tests/ -v
		python .github/scripts/validate_time_estimates.py
		python .github/scripts/validate_difficulty_ratings.py
		python .github/scripts/validate_testing_patterns.py
		python .github/scripts/check_checkpoints.py
		pytest tests/ -v
	END

	git tag private
	git rel finish -y -m 'New autograd module'
	by_hand 'git checkout -q main
		git merge -q --no-ff --no-edit release/v0.2.0
		git push -q origin main
		git tag -a v0.2.0 -m "Release v0.2.0: New autograd module"
		git push -q origin v0.2.0
		git push -q origin --delete release/v0.2.0
		git branch -q -D release/v0.2.0'
	git tag -d private
	as_by_hand
	released 0.2.0
	[ "$(message_of v0.2.0)" = 'Release v0.2.0: New autograd module' ]
	[ "$(git log -1 --format=%s main)" = "Merge branch 'release/v0.2.0'" ]
	[ "$(git rev-list --parents -1 main | wc -w)" -eq 3 ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0\nv0.2.0-rc1' ]
}

@test "a release without a description is refused" {
	git rel start --push 0.2.0
	work module.py 'def grad(): pass'
	git rel check
	remember
	run git rel finish -y
	refused '1|128|129' '{description}' '-m'
}

@test "a second candidate, then the release, then no candidate any more" {
	git rel start --push 0.2.0
	git rel rc
	work module.py 'def grad(): return 1'
	git push -q origin release/v0.2.0
	git rel rc
	[ "$(message_of v0.2.0-rc2)" = 'Release candidate 2 for v0.2.0' ]
	[ "$(git rev-parse 'v0.2.0-rc2^{}')" = "$(git rev-parse HEAD)" ]
	git rel check
	git rel finish -y -k -m 'New autograd module'
	git switch -q release/v0.2.0
	work module.py 'def grad(): return 2'
	remember
	run git rel rc
	refused 1 '0.2.0 is released already'
}

@test "a patch release counts on from a candidate's release" {
	git rel start --push 0.2.0
	git rel rc
	git rel finish -y -m 'New autograd module'
	git rel start patch
	on_branch release/v0.2.1
}

@test "a hotfix, also into the release branch that is open" {
	git rel tag -m 'Nothing much' 0.2.0
	git rel start --push 0.3.0
	work next.py 'def hess(): pass'
	git push -q origin release/v0.3.0
	git switch -q main
	twin
	git rel hotfix --push
	by_hand 'git checkout -q main
		git checkout -q --no-track -b hotfix/v0.2.1
		git push -q -u origin hotfix/v0.2.1'
	as_by_hand

	work softmax.py 'x = x - x.max()'
	git tag private
	rm "$T/asked"
	git rel check
	diff "$T/asked" - <<-'END'
		python .github/scripts/validate_time_estimates.py
		pytest tests/ -v -k test_affected_module
	END
	git rel finish -y -m 'Loss of precision in softmax'
	git tag -d private
	by_hand 'echo "x = x - x.max()" >softmax.py; git add -A
		git commit -q -m "Prepare the release"
		git checkout -q main
		git merge -q --no-ff --no-edit hotfix/v0.2.1
		git tag -a v0.2.1 -m "Hotfix: Loss of precision in softmax"
		git push -q origin main v0.2.1
		git checkout -q release/v0.3.0
		git merge -q --no-ff --no-edit v0.2.1
		git push -q origin release/v0.3.0
		git checkout -q main
		git push -q origin --delete hotfix/v0.2.1
		git branch -q -D hotfix/v0.2.1'
	as_by_hand
	released 0.2.1
	[ "$(message_of v0.2.1)" = 'Hotfix: Loss of precision in softmax' ]
	[ "$(git -C "$REMOTE" tag -l)" = $'v0.1.0\nv0.2.0\nv0.2.1' ]
}

@test "an older line, its merge never a fast-forward" {
	git push -q origin main:refs/heads/stable/v0.1
	git commit -q --allow-empty -m 'Something else'
	git tag -a -m 'Release v0.2.0' v0.2.0
	git push -q origin main v0.2.0
	git fetch -q
	twin
	git rel hotfix --push 0.1.1
	work module.py 'def grad(): pass'
	git push -q
	git rel check
	git rel finish -y -m 'Gradients'
	by_hand 'git switch -q --no-track -c hotfix/v0.1.1 origin/stable/v0.1
		echo "def grad(): pass" >module.py; git add -A
		git commit -q -m "Prepare the release"
		git switch -q stable/v0.1
		git merge -q --no-ff --no-edit hotfix/v0.1.1
		git tag -a v0.1.1 -m "Hotfix: Gradients"
		git push -q --atomic origin stable/v0.1 v0.1.1
		git branch -q -D hotfix/v0.1.1'
	as_by_hand
}
