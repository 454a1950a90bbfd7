#!/usr/bin/env bats
# What git allows, from its first version to its last, is no obstacle to us.

load lib

setup() { repo_gitflow; }

@test "extensions that git accepts are accepted" {
	local ext accepted=0 refs=files
	! on_reftable || refs=reftable
	git config core.repositoryFormatVersion 1
	for ext in refStorage=$refs submodulePathConfig=true preciousObjects=true \
		relativeWorktrees=true noop-v1=true; do
		git config "extensions.${ext%=*}" "${ext#*=}"
		# a git that is older knows less
		if git rev-parse HEAD >/dev/null 2>&1; then
			accepted=$((accepted + 1))
		else
			git config --file .git/config --unset "extensions.${ext%=*}"
		fi
	done
	[ "$accepted" -ge 2 ]
	ready
	finish_like_git
}

@test "landed by squash is seen past a merge driver that prints" {
	git config --global merge.a=b.driver \
		'echo driving; printf 0; git merge-file -q %A %O %B'
	git config rel.finish pr
	echo 'a.txt merge=a=b' >.gitattributes
	record
	git push -q origin develop develop:main
	git fetch -q
	git branch -q -f main origin/main
	ready
	echo ours >>a.txt
	record
	git push -q origin release/v0.2.0
	colleague main "sed -i '1i theirs' a.txt"
	lands squash release/v0.2.0
	colleague main 'echo later >later.txt'
	only_content_landed
	git rel finish -y
	[ "$(git rev-parse 'v0.2.0^{}')" = "$(git -C "$T/forge" rev-parse HEAD)" ]
	run ! git cat-file -e v0.2.0:later.txt
}

@test "a conflict in a sparse index is set up, with the files that need no person" {
	mkdir out
	echo 0.1.0 >out/VERSION
	printf '[version]\nfiles = out/VERSION\n' >.gitrel
	git add -A
	git commit -q -m 'Version'
	git push -q origin develop develop:main
	git fetch -q
	git branch -q -f main origin/main
	quietly git rel init --model=gitflow
	git rel start --push 0.2.0
	work a.txt ours
	colleague develop 'echo theirs >a.txt; echo 0.3.0 >out/VERSION'
	git sparse-checkout set --cone --sparse-index dir
	run git rel finish -y --resolve
	exits 1
	says a.txt
	[ "$(git show :out/VERSION)" = 0.3.0 ]
	[ "$(git diff --name-only --diff-filter=U)" = a.txt ]
	echo both >a.txt
	git add a.txt
	git rel --continue
	released 0.2.0
	[ "$(git show develop:out/VERSION)" = 0.3.0 ]
}

@test "a sparse index is dealt with without a word" {
	repo_sparse_index
	run git rel finish -y
	exits 0
	[[ $output != *hint* ]]
	git ls-files --sparse | grep -qx out/
}
