#!/usr/bin/env bats
# git-rel is released by git rel: a clone of this very repository, with the policy at
# its top, from start to finish.  Its checks are this suite, so others stand in.

load lib

# The commit of the tree we are in, on main of a bare remote, and a clone of that.
setup() {
	sealed
	[ "$(git -C "$TOP" rev-parse --show-toplevel 2>/dev/null)" = "$TOP" ] ||
		skip "this tree is no clone of it that git reads"
	[ "$(git -C "$TOP" rev-parse --is-shallow-repository)" = false ] ||
		skip "this clone is shallow"
	[ -n "$(git -C "$TOP" ls-tree HEAD .gitrel)" ] || skip "its HEAD has no .gitrel"
	R=$T/repo REMOTE=$T/remote.git
	git init -q --bare -b main "$REMOTE"
	git -C "$REMOTE" fetch -q "$TOP" HEAD:refs/heads/main '+refs/tags/v*:refs/tags/v*'
	git clone -q "$REMOTE" "$R"
	cd "$R" || return
	into "$T/entry" <<-'END'

		### Added

		- **Something** that this test has added.
	END
	sed -i "/^## \[Unreleased\]/r $T/entry" CHANGELOG.md
	sed -i 's/^\.Sh SEE ALSO/.\\" changed\n&/' man/git-rel.1
	git commit -qam 'test: something to release'
	git push -q origin main
	# shellcheck disable=SC2016 # for sh, when it runs
	git config rel.check.lint 'test -z "$(git status --porcelain)"'
	git config rel.check.tests 'make -s print-version'
	VERSION=$(git rel version --next=minor 2>/dev/null) || VERSION=0.1.0
	LAST=$(git tag --merged | sed -n 's/^v//p' | sort -V | tail -n 1)
	BEGUN=$(date +%Y-%m-%d)
}

# section <heading>: what is below it, in what comes in.
section() {
	awk -v head="$1" 'index($0, "## [") == 1 { on = index($0, head) == 1; next } on'
}

# Without blank lines at both ends.
body() { sed -e '/./,$!d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }

@test "its own policy takes it from start to finish" {
	run -1 git rel start "$VERSION" # nobody has read its commands
	[ "$(git branch --show-current)" = main ]
	git rel trust
	git rel start "$VERSION" -q
	git rel finish -q -y

	# the version: of the tag, of what is built from it, and of what is packed
	[ "$(git rel version)" = "$VERSION" ]
	[ "$(make -s print-version)" = "$VERSION" ]
	[ "$(git -C "$REMOTE" describe main)" = "v$VERSION" ]
	[ "$(git -C "$REMOTE" cat-file -t "v$VERSION")" = tag ]
	[ "$(git rev-list --parents -n 1 "v$VERSION" | wc -w)" -eq 3 ]
	git rel verify "$VERSION"

	# the changelog: what was unreleased is its section, and nothing else moved
	git show origin/main:CHANGELOG.md >"$T/after"
	git show "v$VERSION^1:CHANGELOG.md" >"$T/before"
	day=$(sed -n "s/^## \[$VERSION\] - //p" "$T/after")
	[[ $day == "$BEGUN" || $day == "$(date +%Y-%m-%d)" ]]
	[ -z "$(section '## [Unreleased]' <"$T/after")" ]
	section '## [Unreleased]' <"$T/before" | body >"$T/unreleased"
	section "## [$VERSION]" <"$T/after" | body | diff "$T/unreleased" -
	diff <(grep -v '^## ' "$T/before" | grep .) <(grep -v '^## ' "$T/after" | grep .)

	# the manual: pages that changed since the last release have its day
	page=0
	for file in man/*.[1-8]; do
		if [ -z "$LAST" ] || ! git diff --quiet "v$LAST" "v$VERSION^1" -- "$file"; then
			grep -qxF ".Dd $(LC_ALL=C date -d "$day" '+%B %-d, %Y')" "$file"
			page=$((page + 1))
		else
			git diff --quiet "v$LAST" -- "$file"
		fi
	done
	[ "$page" -gt 0 ]

	# nothing else is in it, and nothing is left
	git diff --name-only "v$VERSION^1" "v$VERSION" |
		grep -vxE 'CHANGELOG\.md|man/[^/]+\.[1-8]' >"$T/others" || :
	[ ! -s "$T/others" ]
	[ -z "$(git status --porcelain)" ]
	[ "$(git -C "$REMOTE" for-each-ref --format='%(refname)' refs/heads)" = refs/heads/main ]
}

@test "what is packed of it knows its version without git" {
	git rel trust
	git rel start "$VERSION" -q
	git rel finish -q -y
	make -s B="$T/packing" dist
	tar -xzf "git-rel-$VERSION.tar.gz" -C "$T"
	[ ! -e "$T/git-rel-$VERSION/.git" ]
	[ "$(make -s -C "$T/git-rel-$VERSION" print-version)" = "$VERSION" ]
	grep -qF "## [$VERSION]" "$T/git-rel-$VERSION/CHANGELOG.md"
}

@test "its rules hold: no other form of message, no other name of a tag" {
	git rel hooks install -q -y
	run ! git commit -q --allow-empty -m 'say nothing about the room'
	git commit -q --allow-empty -m 'test: say the room'
	git tag wrong-name
	run ! git push -q origin wrong-name
	[ -z "$(git -C "$REMOTE" tag --list wrong-name)" ]
	git push -q origin main
}

@test "the next one counts on from it" {
	git rel trust
	git rel start "$VERSION" -q
	git rel finish -q -y
	echo mended >>README.md
	git commit -qam 'test: mend it'
	sed -i '/^## \[Unreleased\]/a \\n### Fixed\n\n- A thing.' CHANGELOG.md
	git commit -qam 'test: say so'
	git push -q origin main
	git rel start patch -q
	git rel finish -q -y
	run git rel version
	[ "${output%.*}" = "${VERSION%.*}" ]
	# no page has changed, so none has another date
	git diff --quiet "v$VERSION" -- man
}
