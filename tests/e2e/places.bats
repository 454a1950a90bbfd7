#!/usr/bin/env bats
# Places a release is made from, and repositories that are not plain: the same
# as by hand, or refused with nothing changed.

load lib

setup() {
	sealed
	repo_gitflow
}

# ---- worktrees --------------------------------------------------------------

# The main work tree stays on <branch>, the release branch is in ../other.
linked() {
	ready
	git switch -q "$1"
	git worktree add -q ../other release/v0.2.0
}

@test "finish from a linked worktree: it goes to develop" {
	linked main
	cd ../other
	finish
	released 0.2.0
	[ "$(git symbolic-ref --short HEAD)" = develop ]
	[ -z "$(git status --porcelain)" ]
	[ "$(cat "$R/VERSION")" = 0.2.0 ]
}

@test "finish from a linked worktree while develop is checked out in another" {
	linked develop
	cd ../other
	run finish
	exits 0
	says detached "$R"
	released 0.2.0
	run ! git symbolic-ref -q HEAD
	[ "$(git rev-parse HEAD)" = "$(git rev-parse develop)" ]
	[ -z "$(git status --porcelain)" ]
	[ "$(cat "$R/VERSION")" = 0.2.0 ]
}

@test "the release branch is checked out in another worktree: refused, or kept" {
	linked develop
	remember
	run finish
	refused 1 release/v0.2.0 "$T/other" --keep
	git rel finish -y --keep 0.2.0
	[ "$(git -C ../other symbolic-ref --short HEAD)" = release/v0.2.0 ]
	[ "$(cat VERSION)" = 0.2.0 ]
}

@test "main is checked out clean in another worktree: brought along" {
	ready
	git worktree add -q ../other main
	echo mine >../other/mine.txt
	finish
	released 0.2.0
	[ "$(cat ../other/VERSION)" = 0.2.0 ]
	[ "$(git -C ../other status --porcelain)" = '?? mine.txt' ]
}

@test "main is checked out in another worktree with changes in the way: refused" {
	ready
	git worktree add -q ../other main
	echo mine >../other/VERSION
	remember
	run finish
	refused 1 "$T/other" VERSION
	[ "$(cat ../other/VERSION)" = mine ]
}

@test "main is checked out in another worktree with something staged in the way: refused" {
	ready
	git worktree add -q ../other main
	echo mine >../other/feature.txt
	git -C ../other add feature.txt
	remember
	run finish
	refused 1 "$T/other" feature.txt
}

@test "develop is being rebased in another worktree: refused until that is over" {
	ready
	git worktree add -q ../other develop
	GIT_SEQUENCE_EDITOR="sed -i 's/^pick/edit/'" \
		git -C ../other rebase -q -i develop~1
	remember
	run finish
	refused 1 develop rebase "$T/other"
	git -C ../other rebase --abort
	finish
	released 0.2.0
}

@test "a rebase of something else in another worktree is not our business" {
	ready
	git worktree add -q -b mine ../other develop
	GIT_SEQUENCE_EDITOR="sed -i 's/^pick/edit/'" \
		git -C ../other rebase -q -i mine~1
	finish
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	git -C ../other rebase --abort
	released 0.2.0
}

@test "a worktree whose folder is gone is no hindrance" {
	ready
	git worktree add -q ../other main
	rm -r ../other
	finish
	released 0.2.0
}

@test "a worktree with settings of its own" {
	linked main
	git config extensions.worktreeConfig true
	git -C ../other config --worktree rel.tagMessage 'Made elsewhere'
	cd ../other
	finish
	released 0.2.0
	[ "$(git for-each-ref --format='%(contents)' refs/tags/v0.2.0)" = 'Made elsewhere' ]
}

@test "start from a linked worktree" {
	quietly git rel init
	git worktree add -q --detach ../other main
	cd ../other
	git rel start 0.2.0
	[ "$(git symbolic-ref --short HEAD)" = release/v0.2.0 ]
	[ -e feature.txt ]
	on_branch develop
}

# ---- no worktree, or not at its top -----------------------------------------

@test "a bare repository" {
	ready
	git push -q origin release/v0.2.0
	git clone -q --bare "file://$REMOTE" "$T/bare.git"
	go_to "$T/bare.git"
	git rel finish -y --no-switch 0.2.0
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	contains develop v0.2.0
	contains v0.2.0 "$RELEASE_TIP"
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
	[ -z "$(leftovers)" ]
}

@test "a bare repository: start, and the policy of its HEAD" {
	colleague main "printf '[release]\nbranch = rel-{version}\n' >.gitrel"
	git clone -q --bare "file://$REMOTE" "$T/bare.git"
	go_to "$T/bare.git"
	git rel start 0.2.0 main
	git rev-parse -q --verify refs/heads/rel-0.2.0
}

@test "a bare repository with a linked worktree" {
	ready
	git push -q origin release/v0.2.0
	git clone -q --bare "file://$REMOTE" "$T/bare.git"
	go_to "$T/bare.git"
	git worktree add -q "$T/tree" release/v0.2.0
	cd "$T/tree"
	finish
	[ "$(git symbolic-ref --short HEAD)" = develop ]
	[ -z "$(git status --porcelain)" ]
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
}

@test "inside .git: the policy holds there, too" {
	ready
	printf '[release]\nsign = required\n' >.gitrel
	record
	cd .git
	[ "$(git rel config | grep '^rel.sign=')" = rel.sign=required ]
}

@test "inside .git: the branch that is checked out is not deleted" {
	ready
	cd .git
	remember
	run finish
	refused 1 release/v0.2.0
}

@test "inside .git: what is checked out is brought along" {
	ready
	git switch -q develop
	cd .git
	finish
	released 0.2.0
	[ "$(cat ../VERSION)" = 0.2.0 ]
}

@test "a subdirectory" {
	ready
	cd dir/sub
	finish_like_git
}

@test "a subdirectory that goes away" {
	ready
	colleague develop 'git rm -qr dir'
	cd dir/sub
	finish
	cd "$R"
	released 0.2.0
	[ ! -e dir ]
}

@test "git -C" {
	ready
	cd "$T"
	git -C repo/dir rel finish -y
	released 0.2.0
}

@test "GIT_DIR and GIT_WORK_TREE, relative" {
	ready
	mv .git "$T/elsewhere.git"
	git -C "$T/elsewhere.git" config core.worktree "$R"
	go_to "$T/elsewhere.git"
	cd "$T"
	GIT_DIR=elsewhere.git GIT_WORK_TREE=repo git rel finish -y
	contains develop v0.2.0
	here_and_there refs/heads/main refs/heads/develop refs/tags/v0.2.0
	[ "$(cat "$T/repo/VERSION")" = 0.2.0 ]
	[ -z "$(git --git-dir elsewhere.git --work-tree repo status --porcelain)" ]
}

@test "GIT_DIR relative, from a subdirectory of the work tree" {
	ready
	cd dir/sub
	GIT_DIR=../../.git GIT_WORK_TREE=../.. git rel finish -y
	unset GIT_DIR GIT_WORK_TREE
	released 0.2.0
	on_branch develop
}

@test "--git-dir and --work-tree" {
	ready
	cd "$T"
	git --git-dir=repo/.git --work-tree=repo rel finish -y
	released 0.2.0
}

@test "a folder that is a symbolic link" {
	ready
	ln -s "$R" "$T/link"
	cd "$T/link/dir"
	finish
	released 0.2.0
}

@test "an alias, and a shell alias, from a subdirectory" {
	quietly git rel init
	git config alias.begin 'rel start --push'
	git config alias.ship '!git rel finish -y'
	cd dir
	git begin 0.2.0
	on_branch release/v0.2.0
	echo 0.2.0 >../VERSION
	git commit -q -a -m 'Prepare'
	git ship
	cd "$R"
	released 0.2.0
}

# ---- hooks ------------------------------------------------------------------

@test "inside a hook: its GIT_INDEX_FILE is not for other worktrees" {
	ready
	git worktree add -q ../other main
	cat >.git/hooks/post-commit <<-'END'
		#!/bin/sh
		[ -n "$GIT_INDEX_FILE" ] || exit 1
		rm "$0"
		git rel finish -y
	END
	chmod +x .git/hooks/post-commit
	git commit -q --allow-empty -m 'The last one'
	released 0.2.0
	[ -z "$(git -C ../other status --porcelain)" ]
}

@test "inside a hook of a linked worktree" {
	linked main
	cat >"$R/.git/hooks/post-commit" <<-'END'
		#!/bin/sh
		rm "$0"
		git rel finish -y
	END
	chmod +x "$R/.git/hooks/post-commit"
	cd ../other
	git commit -q --allow-empty -m 'The last one'
	released 0.2.0
	[ -z "$(git status --porcelain)" ]
}

@test "inside a server's hook" {
	cat >"$REMOTE/hooks/post-receive" <<-'END'
		#!/bin/sh
		git rel config | grep '^rel.model='
	END
	chmod +x "$REMOTE/hooks/post-receive"
	git commit -q --allow-empty -m 'Something'
	run -0 git push -q origin develop
	says 'remote: rel.model=gitflow'
}

# ---- filters ----------------------------------------------------------------

@test "a filter of one's own: clean and smudge" {
	git config filter.rot.clean "tr a-z n-za-m"
	git config filter.rot.smudge "tr a-z n-za-m"
	git config filter.rot.required true
	echo '*.rot filter=rot' >.gitattributes
	echo secret >s.rot
	git add -A
	git commit -q -m 'Hide'
	git push -q origin develop
	ready
	echo again >s.rot
	record
	echo more >t.rot
	git add t.rot
	git commit -q -m 'More'
	git -C "$R" push -q origin release/v0.2.0
	git switch -q main
	twin
	finish
	by_hand "$CATCH_UP
		$FINISH
		git switch -q main"
	as_by_hand
	git switch -q develop
	[ "$(cat s.rot t.rot)" = $'again\nmore' ]
	[ "$(git show develop:s.rot)" = ntnva ]
}

@test "git-lfs" {
	command -v git-lfs >/dev/null || skip "no git-lfs"
	git lfs install --local >/dev/null
	git lfs track '*.bin' >/dev/null
	head -c 2000 /dev/zero >big.bin
	git add -A
	git commit -q -m 'Something big'
	git push -q origin develop 2>/dev/null
	ready
	head -c 3000 /dev/zero >big.bin
	record
	git push -q origin release/v0.2.0 2>/dev/null
	git switch -q main
	[ ! -e big.bin ]
	finish
	released 0.2.0
	[ "$(wc -c <big.bin)" -eq 3000 ]
	git lfs ls-files | grep -q 'big.bin'
	git switch -q develop
	[ -z "$(git status --porcelain)" ]
	[ "$(wc -c <big.bin)" -eq 3000 ]
}

@test "core.autocrlf=true" {
	git config core.autocrlf true
	git rm -q --cached -r .
	git reset -q --hard
	ready
	colleague develop 'echo theirs >theirs.txt; echo more >>a.txt'
	finish_like_git
	[ "$(tr -dc '\r' <theirs.txt | wc -c)" -eq 1 ]
	[ "$(git show develop:theirs.txt | tr -dc '\r' | wc -c)" -eq 0 ]
}

# ---- modes, links, folders, names -------------------------------------------

@test "only the mode of a file changes" {
	ready
	colleague develop 'chmod +x b.txt'
	finish_like_git
	[ -x b.txt ]
}

@test "a file becomes a link of the same content, and a link a file" {
	ready
	printf a.txt >plain
	ln -s b.txt link
	record
	colleague main 'printf a.txt >plain; ln -s b.txt link'
	git pull -q --no-rebase --no-edit origin main
	RELEASE_TIP=$(git rev-parse HEAD)
	colleague develop 'git merge -q --no-edit origin/main; rm plain link; ln -s a.txt plain; printf b.txt >link'
	finish_like_git
	[ -L plain ]
	[ ! -L link ]
}

@test "a file becomes a folder, and a folder a file" {
	ready
	colleague develop 'rm a.txt && mkdir a.txt && echo x >a.txt/x; rm -r dir; echo y >dir'
	finish_like_git
	[ -f a.txt/x ]
	[ -f dir ]
}

@test "a folder that has become empty is gone" {
	ready
	colleague develop 'git rm -q dir/sub/c.txt'
	finish_like_git
	[ ! -e dir ]
}

@test "a folder that would have become empty, but for an untracked file" {
	ready
	colleague develop 'git rm -q dir/sub/c.txt'
	echo mine >dir/sub/mine.txt
	finish
	released 0.2.0 '?? dir/'
	[ "$(cat dir/sub/mine.txt)" = mine ]
}

@test "paths of all kinds" {
	local names=('with space' '-n' '--' 'quo"te' '"quoted"' "it's" 'back\slash'
		$'new\nline' $'tab\there' 'ümläut' $'latin\xe4' 'a*b?[c]' ':(top)x' '#x'
		'!x' \$HOME $'end\r' 'dir w/ü/-x' 'HEAD' 'main')
	git config core.quotePath false
	ready
	cat >"$T/bin/write" <<-'END'
		#!/bin/sh
		# write <text> <path>...
		text=$1; shift
		for f; do mkdir -p -- "./$(dirname -- "$f")"; echo "$text" >"./$f"; done
	END
	chmod +x "$T/bin/write"
	"$T/bin/write" one "${names[@]}"
	record
	git push -q origin release/v0.2.0
	git switch -q main
	printf '%s\0' "${names[@]}" >"$T/names"
	colleague develop "xargs -0 '$T/bin/write' theirs <'$T/names' && mv a.txt 'b '"
	colleague develop 'git rm -qr --ignore-unmatch .; git checkout -q HEAD -- VERSION README.md b.txt feature.txt dir "b "'
	twin
	finish
	by_hand "$CATCH_UP
		$FINISH
		git switch -q main"
	as_by_hand
	for f in "${names[@]}"; do [ "$(cat "./$f")" = one ] || complain "$f"; done
}

@test "paths of all kinds are brought along where they change" {
	local names=('with space' '-n' 'quo"te' '"quoted"' 'back\slash' $'new\nline'
		$'tab\there' $'latin\xe4' 'a*b?[c]' ':(top)x' $'end\r' 'dir w/ü/-x')
	mkdir -p 'dir w/ü'
	for f in "${names[@]}"; do echo one >"./$f"; done
	git add -A
	git commit -q -m 'Names'
	git push -q origin develop
	ready
	printf '%s\0' "${names[@]}" >"$T/names"
	colleague develop "xargs -0 sed -i s/one/two/ -- <'$T/names'"
	finish_like_git
	for f in "${names[@]}"; do [ "$(cat "./$f")" = two ] || complain "$f"; done
}

# ---- submodules -------------------------------------------------------------

with_submodule() {
	git config --global protocol.file.allow always
	git init -q "$T/lib"
	git -C "$T/lib" commit -q --allow-empty -m 'One'
	git -C "$T/lib" commit -q --allow-empty -m 'Two'
	git submodule --quiet add "file://$T/lib" lib
	git -C lib checkout -q HEAD~1
	git add lib
	git commit -q -m 'Use a library'
	git push -q origin develop
}

@test "a submodule that stays as it is" {
	with_submodule
	ready
	finish_like_git
}

@test "a submodule that develop moves" {
	with_submodule
	ready
	colleague develop "git update-index --cacheinfo 160000,$(git -C "$T/lib" rev-parse HEAD),lib"
	twin
	finish
	by_hand "$CATCH_UP
		$FINISH"
	as_by_hand
	git submodule --quiet update
	[ -z "$(git status --porcelain)" ]
}

@test "a submodule that develop adds" {
	git init -q "$T/lib"
	git -C "$T/lib" commit -q --allow-empty -m 'One'
	ready
	colleague develop "mkdir lib; git update-index --add \\
		--cacheinfo 160000,$(git -C "$T/lib" rev-parse HEAD),lib"
	finish_like_git
	[ -d lib ]
}

@test "a submodule that develop removes" {
	with_submodule
	ready
	colleague develop 'git rm -q -f lib .gitmodules'
	twin
	finish
	by_hand "$CATCH_UP
		$FINISH"
	as_by_hand
}

@test "what is going on in a submodule is not our business" {
	with_submodule
	ready
	echo mine >lib/mine.txt
	finish
	released 0.2.0 ' ? lib' || released 0.2.0 '?? lib' || released 0.2.0 ' M lib'
	[ -e lib/mine.txt ]
}

# ---- sparse, split, partial, shallow ------------------------------------------

@test "a sparse checkout: changes in and out of the cone" {
	mkdir out
	echo out >out/file
	git add -A
	git commit -q -m 'More folders'
	git push -q origin develop
	ready
	colleague develop 'echo in >>dir/sub/c.txt; echo out >>out/file; echo new >out/new; git mv a.txt out/a.txt'
	git sparse-checkout set --cone dir
	finish_like_git
	[ ! -e out ]
	[ "$(tail -1 dir/sub/c.txt)" = in ]
	git ls-files -t out | grep -q '^S'
}

@test "a sparse checkout with patterns" {
	mkdir out
	echo out >out/file
	git add -A
	git commit -q -m 'More folders'
	git push -q origin develop
	ready
	colleague develop 'echo in >>dir/sub/c.txt; echo out >>out/file; echo new >out/new'
	git sparse-checkout set --no-cone '/*' '!/out/'
	finish_like_git
	[ ! -e out ]
}

@test "a sparse index" {
	repo_sparse_index
	finish_like_git
	[ ! -e out ]
}

@test "a split index" {
	git update-index --split-index
	ready
	colleague develop 'echo theirs >>b.txt'
	finish_like_git
}

@test "a partial clone fetches just what it misses" {
	git -C "$REMOTE" config uploadpack.allowFilter true
	git -C "$REMOTE" config uploadpack.allowAnySHA1InWant true
	ready
	git push -q origin release/v0.2.0
	colleague main "sed -i '11s/.*/theirs/' a.txt; echo '*.x -text' >.gitattributes"
	colleague develop "sed -i '2s/.*/theirs/' a.txt; echo theirs >>b.txt"
	git clone -q --filter=blob:none -b release/v0.2.0 "file://$REMOTE" "$T/partial"
	go_to "$T/partial"
	git branch -q main origin/main
	git branch -q develop origin/develop
	quietly git rel init
	twin
	finish
	by_hand "$FINISH"
	as_by_hand
	released 0.2.0
}

@test "a shallow clone is refused with what to type" {
	git clone -q --depth 1 --no-single-branch "file://$REMOTE" "$T/shallow"
	go_to "$T/shallow"
	quietly git rel init
	remember
	run git rel start 0.2.0
	refused 1 shallow 'git fetch --unshallow'
	run git rel status
	exits 0
}

@test "a clone of one branch" {
	ready
	git push -q origin release/v0.2.0
	git clone -q --single-branch -b release/v0.2.0 "file://$REMOTE" "$T/single"
	go_to "$T/single"
	finish
	[ "$(git -C "$REMOTE" rev-parse 'v0.2.0^{}')" = "$(git -C "$REMOTE" rev-parse main)" ]
	[ -z "$(leftovers)" ]
}

# ---- other kinds of repository -----------------------------------------------

@test "SHA-256 is refused clearly, by all programs, and no hook is put in place" {
	git init -q --object-format=sha256 "$T/sha256"
	go_to "$T/sha256" ''
	git commit -q --allow-empty -m 'Begin'
	git branch -q develop
	remember
	for command in 'rel start 0.1.0' 'rel status' 'rel hooks install' \
		'rel hooks install --server' 'backport develop HEAD' 'staging status'; do
		# shellcheck disable=SC2086 # words
		run git-${command%% *} ${command#* }
		refused 128 sha256 'only sha1'
	done
}

@test "objects borrowed from another repository" {
	ready
	git push -q origin release/v0.2.0
	git clone -q --shared "$REMOTE" "$T/borrower"
	go_to "$T/borrower"
	git branch -q develop origin/develop
	git switch -q release/v0.2.0
	quietly git rel init
	finish
	released 0.2.0
}

@test "packed refs, a commit graph and a bitmap" {
	ready
	git pack-refs --all
	git repack -q -a -d -b
	git commit-graph write --reachable 2>/dev/null
	finish_like_git
}

# ---- replaced objects ---------------------------------------------------------

# Somebody joins an older history to ours.
grafted() {
	git switch -q --orphan old
	echo old >old.txt
	git add -A
	git commit -q -m 'Before it all began'
	git switch -q develop
	git replace --graft "$(git rev-list --max-parents=0 main)" old
}

@test "replaced commits" {
	ready
	grafted
	git switch -q release/v0.2.0
	finish_like_git
}

@test "history that only replaced commits join" {
	quietly git rel init
	git switch -q main
	git commit -q --allow-empty -m 'Urgent'
	git push -q origin main
	git switch -q develop
	remember
	run git rel start 0.2.0
	refused 1 main
	git replace --graft develop develop~1 main
	git rel start 0.2.0
	on_branch release/v0.2.0
}

@test "history that only replaced commits join, packed" {
	quietly git rel init
	git switch -q main
	git commit -q --allow-empty -m 'Urgent'
	git push -q origin main
	git switch -q develop
	git replace --graft develop develop~1 main
	git pack-refs --all --prune
	rmdir .git/refs/replace 2>/dev/null || :
	git rel start 0.2.0
	on_branch release/v0.2.0
}

# ---- merge drivers --------------------------------------------------------------

# Both sides add a line at the same place of a file.
both_add() {
	ready
	sed -i '1i ours' a.txt
	record
	colleague main "sed -i '1i theirs' a.txt; ${1-:}"
}

@test "merge=union in .gitattributes of main" {
	both_add 'echo "a.txt merge=union" >.gitattributes'
	finish_like_git
	[ "$(git show main:a.txt | head -2 | sort)" = $'ours\ntheirs' ]
}

@test "merge=union in .gitattributes of a folder of main" {
	ready
	sed -i '1i ours' dir/sub/c.txt
	record
	colleague main "sed -i '1i theirs' dir/sub/c.txt; echo '*.txt merge=union' >dir/.gitattributes"
	finish_like_git
}

@test "merge=union in .gitattributes of the release branch only is no help: as git merge" {
	both_add
	echo 'a.txt merge=union' >.gitattributes
	record
	twin
	remember
	run finish
	refused 1 a.txt
	run by_hand "$CATCH_UP
		git switch -q main
		git merge -q --no-ff --no-edit release/v0.2.0"
	exits 1
}

@test "a merge driver in .gitattributes of main" {
	git config merge.mine.driver 'echo driven >%A'
	both_add 'echo "*.txt merge=mine" >.gitattributes'
	finish_like_git
	[ "$(git show main:a.txt)" = driven ]
}

@test "a merge driver that prints, with and without a line end" {
	git config merge.mine.driver 'echo driving; printf %s on; echo driven >%A'
	both_add 'echo "*.txt merge=mine" >.gitattributes'
	finish_like_git
	[ "$(git show main:a.txt)" = driven ]
}

@test "a merge driver that is a script in the tree" {
	mkdir tools
	# shellcheck disable=SC2016 # for the script
	printf '#!/bin/sh\ncat "$1" "$3" >"$1.new" && mv "$1.new" "$1"\n' >tools/join
	chmod +x tools/join
	echo 'a.txt merge=join' >.gitattributes
	git add -A
	git commit -q -m 'Join'
	git push -q origin develop develop:main
	git config merge.join.driver './tools/join %A %O %B'
	both_add
	finish_like_git
}

@test "attributes in .git/info count" {
	echo 'a.txt merge=union' >.git/info/attributes
	both_add
	finish_like_git
}

@test "merge.renames=false and merge.renormalize count" {
	ready
	git mv b.txt c.txt
	record
	colleague main 'echo theirs >>dir/sub/c.txt'
	git config merge.renames false
	git config merge.renormalize true
	finish_like_git
}

# ---- what is in the way -------------------------------------------------------

@test "dirty files that nobody touches stay dirty, staged ones staged" {
	ready
	colleague develop 'echo theirs >>b.txt'
	echo mine >>a.txt
	echo staged >>README.md
	git add README.md
	echo new >new.txt
	git add new.txt
	echo loose >loose.txt
	finish
	released 0.2.0 $'M  README.md\n M a.txt\nA  new.txt\n?? loose.txt'
}

@test "a deleted file that nobody touches stays deleted" {
	ready
	colleague develop 'echo theirs >>b.txt'
	rm a.txt
	finish
	released 0.2.0 ' D a.txt'
}

@test "a dirty file in the way is refused" {
	ready
	colleague develop 'echo theirs >>b.txt'
	echo mine >>b.txt
	remember
	run finish
	refused 1 b.txt
}

@test "a staged file in the way is refused" {
	ready
	colleague develop 'echo theirs >>b.txt'
	echo mine >>b.txt
	git add b.txt
	remember
	run finish
	refused 1 b.txt
}

@test "a file that develop removes and we have changed is refused" {
	ready
	colleague develop 'git rm -q b.txt'
	echo mine >>b.txt
	remember
	run finish
	refused 1 b.txt
}

@test "an untracked file in the way is refused" {
	ready
	colleague develop 'echo theirs >theirs.txt'
	echo mine >theirs.txt
	remember
	run finish
	refused 1 theirs.txt
	[ "$(cat theirs.txt)" = mine ]
}

@test "an ignored file in the way is refused" {
	ready
	echo '*.log' >>.git/info/exclude
	colleague develop 'echo theirs >x.log; git add -f x.log'
	echo mine >x.log
	remember
	run finish
	refused 1 x.log
	[ "$(cat x.log)" = mine ]
}

@test "an untracked folder, or file, in the way of the other is refused" {
	ready
	colleague develop 'echo theirs >thing; mkdir place; echo theirs >place/it'
	mkdir thing
	echo mine >thing/mine
	remember
	run finish
	refused 1 thing
	rm -r thing
	echo mine >place
	remember
	run finish
	refused 1 place
}

@test "a file marked assume-unchanged or skip-worktree in the way is not lost" {
	local mark
	ready
	colleague develop 'echo theirs >>b.txt'
	for mark in assume-unchanged skip-worktree; do
		git update-index "--$mark" b.txt
		echo mine >>b.txt
		remember
		run finish
		refused 1 b.txt
		[ "$(tail -1 b.txt)" = mine ]
		git update-index "--no-$mark" b.txt
		git restore b.txt
	done
}

@test "a merge in progress is refused until it is over" {
	ready
	git switch -q -c side v0.1.0
	echo mine >b.txt
	git commit -q -a -m 'Mine'
	git switch -q release/v0.2.0
	run git merge side
	[ "$status" -eq 1 ]
	remember
	run finish
	refused 1 'a merge'
	git merge --abort
	finish
	released 0.2.0
}

@test "a rebase of the release branch in progress is refused until it is over" {
	ready
	GIT_SEQUENCE_EDITOR="sed -i 's/^pick/edit/'" git rebase -q -i HEAD~1
	remember
	run finish
	refused 1 rebase
	git rebase --abort
	finish
	released 0.2.0
}

@test "a tag that is called like the branch is refused" {
	ready
	git tag release/v0.2.0 main
	remember
	run finish
	refused 1 release/v0.2.0
}

@test "a branch that is called like the tag is refused" {
	ready
	git branch v0.2.0
	remember
	run finish
	refused 1 v0.2.0
}

@test "a branch that is called like the tag, on the remote only, is refused" {
	ready
	git push -q origin main:refs/heads/v0.2.0
	remember
	run finish
	refused 1 v0.2.0
}

@test "tags that are called like main and develop confuse nobody" {
	ready
	git tag main v0.1.0
	git tag develop v0.1.0
	twin
	finish
	by_hand 'git switch -q main
		git merge -q --no-ff --no-edit release/v0.2.0
		git tag -a -m "Release v0.2.0" v0.2.0
		git switch -q develop
		git merge -q --no-ff --no-edit v0.2.0
		git push -q --atomic origin refs/heads/main refs/heads/develop v0.2.0 :release/v0.2.0
		git branch -q -D release/v0.2.0'
	git tag -d main develop >/dev/null
	git -C "$TWIN" tag -d main develop >/dev/null
	as_by_hand
	released 0.2.0
}

@test "extensions count where git heeds them: in the repository's own file" {
	git config --global extensions.objectformat sha256
	git config --global extensions.refstorage reftable
	git for-each-ref >/dev/null
	quietly git rel start minor
	quietly git -c extensions.objectformat=sha256 rel status
	on_branch release/v0.2.0
}
