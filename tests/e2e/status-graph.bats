#!/usr/bin/env bats
# git rel status --graph: a release at a glance, as it is and as the next command
# would leave it.

load lib
load graph

setup() { sealed; }

# Counts of what is left out are git's, too.
counts_hold() {
	local id more below
	git rel status --graph --json >"$T/json"
	jq -r '.graph.before | . as $x | .nodes[] |
		select(.node as $n | any($x.edges[]; .from == $n)) |
		[.commit, .more, (.node as $n | [$x.edges[] | select(.from == $n) |
			$x.nodes[.to].commit] | map("^" + .) | join(" "))] | @tsv' \
		"$T/json" >"$T/counts"
	[ -s "$T/counts" ]
	while IFS=$'\t' read -r id more below; do
		# shellcheck disable=SC2086 # several
		[ "$(git rev-list --count "$id" $below)" = $((more + 1)) ] ||
			complain "$id: $more"
	done <"$T/counts"
}

@test "a release that is ready, and what finish makes of it" {
	repo_gitflow
	ready
	shows "\
as it is:
    *   id-------- (HEAD -> release/v0.2.0) Prepare the release
    '-* id-------- (develop, origin/develop, origin/release/v0.2.0)
      |            Improve the feature
      : 1 more commit
  *---' id-------- (main, tag: v0.1.0, origin/main) Be ready for users

after git rel finish 0.2.0:
  .---o new        (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into ...
  o-. | new        (main, tag: v0.2.0, origin/main) Merge branch 'release/v0....
  | * | id-------- Prepare the release
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users"
	counts_hold
	comes_true git rel finish -q
}

@test "where the terminal knows UTF-8, lines are drawn with it" {
	repo_gitflow
	ready
	LC_ALL=C.UTF-8 shows "\
as it is:
    ●   id-------- (HEAD -> release/v0.2.0) Prepare the release
    ╰─● id-------- (develop, origin/develop, origin/release/v0.2.0)
      │            Improve the feature
      ┊ 1 more commit
  ●───╯ id-------- (main, tag: v0.1.0, origin/main) Be ready for users

after git rel finish 0.2.0:
  ╭───○ new        (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into de…
  ○─╮ │ new        (main, tag: v0.2.0, origin/main) Merge branch 'release/v0.2.…
  │ ● │ id-------- Prepare the release
  │ ╰─● id-------- Improve the feature
  │   ┊ 1 more commit
  ●───╯ id-------- (tag: v0.1.0) Be ready for users"
}

@test "nothing under way: what start would begin, and what finish has left" {
	repo_gitflow
	ready
	git rel finish -q
	shows "\
as it is:
    * id-------- (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into de...
  *-' id-------- (main, tag: v0.2.0, origin/main) Merge branch 'release/v0.2.0'

after git rel start minor:
    * id-------- (HEAD -> release/v0.3.0, develop, origin/develop)
    |            Merge tag 'v0.2.0' into develop
  *-' id-------- (main, tag: v0.2.0, origin/main) Merge branch 'release/v0.2.0'"
}

@test "a hotfix while a release is open goes into both" {
	repo_gitflow
	ready
	git push -q
	git rel hotfix -q
	echo mended >fix.txt
	git add -A
	git commit -qm 'Mend it'
	shows "\
as it is:
    *     id-------- (HEAD -> hotfix/v0.1.1) Mend it
    | *   id-------- (release/v0.2.0, origin/release/v0.2.0) Prepare the release
    | '-* id-------- (develop, origin/develop) Improve the feature
    |   : 1 more commit
  *-'---' id-------- (main, tag: v0.1.0, origin/main) Be ready for users

after git rel finish 0.1.1:
  .-----o new        (HEAD -> develop, origin/develop) Merge tag 'v0.1.1' int...
  +---o | new        (release/v0.2.0, origin/release/v0.2.0)
  |   | |            Merge tag 'v0.1.1' into release/v0.2.0
  o-. | | new        (main, tag: v0.1.1, origin/main) Merge branch 'hotfix/v0...
  | * | | id-------- Mend it
  | | * | id-------- Prepare the release
  | | '-* id-------- Improve the feature
  | |   : 1 more commit
  *-'---' id-------- (tag: v0.1.0) Be ready for users"
	counts_hold
	comes_true git rel finish -q
	shows "\
as it is:
  .---* id-------- (HEAD -> develop, origin/develop) Merge tag 'v0.1.1' into ...
  +-* | id-------- (release/v0.2.0, origin/release/v0.2.0) Merge tag 'v0.1.1'...
  | : | 1 more commit
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *     id-------- (main, tag: v0.1.1, origin/main) Merge branch 'hotfix/v0.1.1'

after git rel finish 0.2.0:
  .---o new        (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into ...
  o-. | new        (main, tag: v0.2.0, origin/main) Merge branch 'release/v0....
  +-* | id-------- Merge tag 'v0.1.1' into release/v0.2.0
  | : | 1 more commit
  +-|-* id-------- Merge tag 'v0.1.1' into develop
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *     id-------- (tag: v0.1.1) Merge branch 'hotfix/v0.1.1'"
}

@test "trunk: the forge merges first, then finish tags what landed" {
	repo_trunk
	quietly git rel init --model=trunk
	shows "\
as it is:
  * id-------- (HEAD -> main, origin/main) Improve the feature
  : 1 more commit
  * id-------- (tag: v0.1.0) Be ready for users

after git rel start minor:
  * id-------- (HEAD -> release/v0.2.0, main, origin/main) Improve the feature
  : 1 more commit
  * id-------- (tag: v0.1.0) Be ready for users"
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	shows "\
as it is:
    * id-------- (HEAD -> release/v0.2.0, origin/release/v0.2.0)
    |            Prepare the release
  *-' id-------- (main, origin/main) Improve the feature
  :   1 more commit
  *   id-------- (tag: v0.1.0) Be ready for users

what comes after is not shown:
  'release/v0.2.0' is not merged into 'main' on 'origin' yet
  merge it on the forge, then run git rel finish again
  where no forge does, to merge it here: git config rel.finish push
  if it was merged with changes: git rel tag 0.2.0 <commit>, then git rel finish"
	git switch -q main
	git merge -q --no-ff release/v0.2.0 -m 'Merge pull request #1'
	git push -q
	git switch -q release/v0.2.0
	git branch -qf main main~1
	shows "\
as it is:
  *-. id-------- (origin/main) Merge pull request #1
  | * id-------- (HEAD -> release/v0.2.0, origin/release/v0.2.0)
  | |            Prepare the release
  *-' id-------- (main) Improve the feature
  :   1 more commit
  *   id-------- (tag: v0.1.0) Be ready for users

after git rel finish 0.2.0:
  *-. id-------- (HEAD -> main, tag: v0.2.0, origin/main) Merge pull request #1
  | * id-------- Prepare the release
  *-' id-------- Improve the feature
  :   1 more commit
  *   id-------- (tag: v0.1.0) Be ready for users"
	comes_true git rel finish -q
}

@test "main has gone on there since: what finish fetches is where it will be" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	colleague main 'git merge -q --no-ff -m Merged origin/release/v0.2.0; touch new'
	shows "\
as it is:
  *   id-------- (origin/main) Colleague: git merge -q --no-ff -m Merged orig...
  *-. id-------- Merged
  | * id-------- (HEAD -> release/v0.2.0, origin/release/v0.2.0)
  | |            Prepare the release
  *-' id-------- (main) Improve the feature
  :   1 more commit
  *   id-------- (tag: v0.1.0) Be ready for users

after git rel finish 0.2.0:
  *   id-------- (HEAD -> main, origin/main) Colleague: git merge -q --no-ff ...
  *-. id-------- (tag: v0.2.0) Merged
  | * id-------- Prepare the release
  *-' id-------- Improve the feature
  :   1 more commit
  *   id-------- (tag: v0.1.0) Be ready for users"
	comes_true git rel finish -q
}

@test "main is only there: it is drawn where the remote has it, and not where we saw it" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	git branch -qD main
	colleague main 'git merge -q --no-ff -m Merged origin/release/v0.2.0; touch new'
	facts before | grep -qx 'refs/remotes/origin/main Colleague: .*'
	facts after | grep -qx 'refs/remotes/origin/main Colleague: .*'
	finish_and_fetch() { git rel finish -q && git fetch -q; }
	comes_true finish_and_fetch
}

@test "a branch that is gone there is not drawn as one of the remote" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	colleague main 'git merge -q --no-ff -m Merged origin/release/v0.2.0; touch new'
	git -C "$REMOTE" branch -qD release/v0.2.0
	facts before >"$T/is"
	run ! grep -q '^refs/remotes/origin/release' "$T/is"
	comes_true git rel finish -q
}

@test "qualify: the tag is on the tip, and stable comes back to main" {
	repo_qualify
	quietly git rel init --model=qualify
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	git switch -q stable
	git merge -q --no-ff release-qual/0.2.0 -m 'Merge pull request #1'
	git push -q
	git switch -q release-qual/0.2.0
	shows "\
as it is:
  *-.   id-------- (stable, origin/stable) Merge pull request #1
  | *   id-------- (HEAD -> release-qual/0.2.0, origin/release-qual/0.2.0)
  | |              Prepare the release
  | '-* id-------- (main, origin/main) Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users

after git rel finish 0.2.0:
  .---o new        (HEAD -> main, origin/main) Merge branch 'stable'
  *-. | id-------- (stable, origin/stable) Merge pull request #1
  | * | id-------- (tag: v0.2.0) Prepare the release
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users"
	comes_true git rel finish -q
}

@test "candidates are on their way to it" {
	repo_gitflow
	ready
	git rel rc -q
	work c.txt c
	git commit -q --amend -m 'Mend what the candidate had'
	shows "\
as it is:
    *   id-------- (HEAD -> release/v0.2.0) Mend what the candidate had
    *   id-------- (tag: v0.2.0-rc1) Prepare the release
    '-* id-------- (develop, origin/develop, origin/release/v0.2.0)
      |            Improve the feature
      : 1 more commit
  *---' id-------- (main, tag: v0.1.0, origin/main) Be ready for users

after git rel finish 0.2.0:
  .---o new        (HEAD -> develop, origin/develop) Merge tag 'v0.2.0' into ...
  o-. | new        (main, tag: v0.2.0, origin/main) Merge branch 'release/v0....
  | * | id-------- Mend what the candidate had
  | * | id-------- (tag: v0.2.0-rc1) Prepare the release
  | '-* id-------- Improve the feature
  |   : 1 more commit
  *---' id-------- (tag: v0.1.0) Be ready for users"
	comes_true git rel finish -q
}

@test "an older line: the release lands on its stable branch, and nowhere else" {
	repo_trunk
	quietly git rel init --model=trunk
	git config rel.finish push
	git branch stable/v0.1 v0.1.0
	git push -q origin stable/v0.1
	git switch -q stable/v0.1
	quietly git rel start patch
	work fix.txt fix
	shows "\
as it is:
    * id-------- (HEAD -> release/v0.1.1) Prepare the release
  *-' id-------- (stable/v0.1, tag: v0.1.0, origin/stable/v0.1)
                 Be ready for users

after git rel finish 0.1.1:
  o-. new        (HEAD -> stable/v0.1, tag: v0.1.1, origin/stable/v0.1)
  | |            Merge branch 'release/v0.1.1' into stable/v0.1
  | * id-------- Prepare the release
  *-' id-------- (tag: v0.1.0) Be ready for users"
}

@test "a start that stopped at a check: that comes first" {
	repo_gitflow
	quietly git rel init --model=gitflow
	git config rel.check.tests false
	run git rel start -q 0.2.0
	[ "$status" -eq 1 ]
	picture >"$T/is"
	grep -q 'HEAD -> release/v0.2.0' "$T/is"
	grep -qFx "  'git rel start 0.2.0' stopped at: check.tests: git rel --continue" "$T/is"
}

@test "where finish would refuse, its words say why there is no second picture" {
	repo_gitflow
	ready
	colleague main 'echo 0.1.1 >VERSION'
	picture >"$T/is"
	sed -n '/^what comes/,$p' "$T/is" | diff - <(cat <<-'END'
		what comes after is not shown:
		  'release/v0.2.0' does not merge cleanly into 'main'
		    conflict in VERSION
		  git rel finish --resolve 0.2.0   to resolve it in the work tree
		  nothing was changed
	END
	)
	git remote set-url origin "$T/nowhere"
	picture >"$T/is"
	grep -qFx "  cannot reach 'origin'" "$T/is"
}

@test "a broken rule of the project is a reason, too" {
	repo_gitflow
	ready
	colleague main "printf '[rules]\nfreeze = 2020-01-01..2099-12-31\n' >.gitrel"
	git fetch -q
	run -1 git rel finish -n
	git rel status --graph >"$T/is" 2>"$T/err"
	grep -q '^what comes after is not shown:$' "$T/is"
	grep -q '^error: freeze: ' "$T/err"
}

@test "of several releases one has to be named" {
	repo_gitflow
	quietly git rel init --model=gitflow
	quietly git rel start 0.2.0
	work a.txt a
	git switch -q develop
	quietly git rel start 0.3.0
	work b.txt b
	git switch -q develop
	shows "\
as it is:
    *     id-------- (release/v0.2.0) Prepare the release
    | *   id-------- (release/v0.3.0) Prepare the release
    '-'-* id-------- (HEAD -> develop, origin/develop) Improve the feature
        : 1 more commit
  *-----' id-------- (main, tag: v0.1.0, origin/main) Be ready for users

what comes after is not shown:
  which release? there are 2
    release/v0.2.0
    release/v0.3.0"
	picture 0.3.0 >"$T/is"
	grep -qx 'after git rel finish 0.3.0:' "$T/is"
	run ! grep -q 'release/v0.2.0' "$T/is"
	run git rel status --graph nonsense
	[ "$status" -eq 129 ]
}

@test "a release that a colleague has begun, here only on the remote" {
	repo_gitflow
	quietly git rel init --model=gitflow
	colleague develop 'echo more >more.txt'
	git -C "$REMOTE" branch release/v0.2.0 develop
	git fetch -q
	picture | grep -qF '(origin/develop, origin/release/v0.2.0)'
}

@test "it changes nothing, not even a file in .git" {
	repo_gitflow
	ready
	find .git "$REMOTE" -type f | sort | xargs sha256sum >"$T/before"
	picture >/dev/null
	git rel status --graph --json >/dev/null
	git rel status --graph --html >/dev/null
	find .git "$REMOTE" -type f | sort | xargs sha256sum | diff "$T/before" -
}

@test "twice the same, though what is new has another name each time" {
	repo_gitflow
	ready
	git rel status --graph >"$T/one"
	GIT_COMMITTER_DATE='1800000000 +0000' git rel status --graph | diff "$T/one" -
	git rel status --graph --json >"$T/one"
	GIT_COMMITTER_DATE='1800000000 +0000' git rel status --graph --json |
		diff "$T/one" -
}

@test "no line has more than 80 columns, and names that are cut are told" {
	repo_gitflow
	quietly git rel init --model=gitflow
	long=next/$(printf 'x%.0s' {1..90})
	git branch -qm develop "$long"
	git config rel.develop "$long"
	git push -q origin HEAD
	quietly git rel start 0.2.0
	work a.txt a
	picture >"$T/is"
	[ "$(grep -v '^  cut above: ' "$T/is" | wc -L)" -le 80 ]
	grep -qxF "  cut above: $long" "$T/is"
	grep -qxF "  cut above: origin/$long" "$T/is"
	[ "$(grep -c 'cut above' "$T/is")" = 2 ]
}

@test "letters that are two columns wide count as two" {
	repo_gitflow
	quietly git rel init --model=gitflow
	long=next/$(printf '日本語%.0s' {1..12})
	git branch -qm develop "$long"
	git config rel.develop "$long"
	git push -q origin HEAD
	quietly git rel start 0.2.0
	echo a >a.txt
	git add -A
	git commit -qm "$(printf '長い件名%.0s' {1..20})"
	picture >"$T/is"
	[ "$(grep -v '^  cut above: ' "$T/is" | LC_ALL=C.UTF-8 wc -L)" -le 80 ]
	grep -qxF "  cut above: $long" "$T/is"
	# as much of it as there is room for
	[ "$(grep -v '^  cut above: ' "$T/is" | LC_ALL=C.UTF-8 wc -L)" -ge 78 ]
	# and the page is as wide as its letters
	git rel status --graph --html >"$T/page"
	sed -n 's/^<text[^>]*>//; T; s/<[^>]*>//g; s/&[^;]*;/-/gp; t; p' "$T/page" >"$T/texts"
	[ "$(LC_ALL=C.UTF-8 wc -L <"$T/texts")" -le 36 ]
	# accents have no column of their own
	git commit -q --amend -m "$(printf 'e\314\201%.0s' {1..30})"
	picture | grep -qF "$(git log -1 --format=%s)"
}

@test "what there is no room for is not left out in silence" {
	repo_gitflow
	quietly git rel init --model=gitflow
	for i in {10..80}; do
		echo "create refs/heads/release/v1.$i.0 $(git rev-parse develop)"
	done | git update-ref --stdin
	picture >"$T/is"
	[ "$(grep -xc '  and more, for which there is no room here' "$T/is")" = 1 ]
	git rel status --graph --html >"$T/page"
	grep -qxF '<p>and more, for which there is no room here</p>' "$T/page"
	run -0 jq -c '.graph.before | .whole, ([.refs[].node] | max) < (.nodes | length)' \
		<(git rel status --graph --json)
	[ "$output" = $'false\ntrue' ]
	# one that is named has room
	picture 1.10.0 >"$T/is"
	run ! grep -q 'no room' "$T/is"
	[ "$(git rel status --graph --json 1.10.0 | jq .graph.before.whole)" = true ]
}

@test "colour as git has it, where one wants it" {
	repo_gitflow
	ready
	git rel status --graph --color >"$T/is"
	grep -qF $'\e[1;36mHEAD -> release/v0.2.0\e[m' "$T/is"
	grep -qF $'\e[1;33mtag: v0.1.0\e[m' "$T/is"
	grep -qF $'\e[33m' "$T/is"
	sed 's/\x1b\[[0-9;]*m//g' "$T/is" | diff - <(git rel status --graph)
	git -c color.ui=always rel status --graph | diff - "$T/is"
	git rel status --graph --json --color >"$T/json"
	run ! grep -q $'\e' "$T/json"
}

@test "the page has both pictures as text, and no name gets out of it" {
	repo_gitflow
	quietly git rel init --model=gitflow
	ugly='next/<b>&"<script>alert(1)</script>'
	git branch -qm develop "$ugly"
	git config rel.develop "$ugly"
	git push -q origin HEAD
	quietly git rel start 0.2.0
	work a.txt a
	git commit -q --amend -m $'\e[31m</text></svg><script>alert(2)</script>'
	git rel status --graph --html >"$T/page"
	git rel status --graph --html="$T/page.html"
	sed '/<footer>/d' "$T/page" | diff - <(sed '/<footer>/d' "$T/page.html")
	[ "$(grep -c '<svg ' "$T/page")" = 2 ]
	run ! grep -qi '<script\|<b>\|href=\|src=\|@import\|url(' "$T/page"
	run ! grep -q $'\e' "$T/page"
	grep -qF '<tspan class=tag>tag: v0.2.0</tspan>' "$T/page"
	grep -qF '&lt;script&gt;alert(1)' "$T/page"
	grep -qF 'prefers-color-scheme: dark' "$T/page"
	# the SVGs are whole: a parser of XML takes them, once what HTML allows is set
	# right
	sed -n '/^<svg /,/^<\/svg>/p' "$T/page" |
		sed -E 's/([a-z]+)=([^" >]+)/\1="\2"/g; 1s/^/<all>/; $s/$/<\/all>/' >"$T/xml"
	"$PYTHON" -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' "$T/xml"
}

@test "a page says why there is no second picture" {
	repo_trunk
	quietly git rel init --model=trunk
	quietly git rel start 0.2.0
	work VERSION 0.2.0
	git push -qu origin HEAD
	git rel status --graph --html >"$T/page"
	[ "$(grep -c '<svg ' "$T/page")" = 1 ]
	grep -qF '&#39;release/v0.2.0&#39; is not merged into &#39;main&#39;' "$T/page"
}

@test "what is about nothing is said, and nothing is drawn" {
	git init -q empty
	cd empty || return
	[ "$(git rel status --graph | head -2)" = $'as it is:\n  there is no commit yet' ]
	run git rel status --html=x
	[ "$status" -eq 129 ]
	run git rel status 0.2.0
	[ "$status" -eq 129 ]
	run git rel status --graph --html --json
	[ "$status" -eq 129 ]
	run git rel status --graph --html=
	[ "$status" -eq 129 ]
	[ ! -e x ]
}

@test "without --graph nothing is different" {
	repo_gitflow
	ready
	git rel status --json >"$T/json"
	run ! grep -q '"graph"' "$T/json"
	git rel status --graph --json | jq -c 'del(.graph)' | diff - "$T/json"
}
