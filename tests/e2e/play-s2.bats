#!/usr/bin/env bats
# Calendar versions, candidates that are releases on branches of their own, news
# fragments, and a final release that folds the sections of its candidates (see
# examples/candidates.gitrel).  Played beside the commands of its script.

# shellcheck disable=SC2016 # what is in single quotes is for another shell

load lib

setup() {
	sealed
	repo_trunk
	project
	tools
	cp "$TOP/examples/candidates.gitrel" .gitrel
	git add -A
	git commit -q -m 'Write our release process down'
	git tag 26.1.0
	git push -q origin main 26.1.0
	quietly git rel trust -y
}

# As it is after 26.1.0.
project() {
	echo 26.1.0 >VERSION
	mkdir changes scripts
	cat >pyproject.toml <<-'END'
		[tool.towncrier]
		directory = "changes"
		filename = "CHANGELOG.md"
		start_string = "<!-- towncrier release notes start -->"
		title_format = "## {version} ({project_date})"
		underlines = ["", "", ""]
		template = "changes/template.md"
		issue_format = "[#{issue}](https://h/{issue})"

		[[tool.towncrier.type]]
		directory = "feature"
		name = "Features"
		showcontent = true

		[[tool.towncrier.type]]
		directory = "fix"
		name = "Fixes"
		showcontent = true
	END
	cat >changes/template.md <<-'END'
		{% for section, _ in sections.items() %}
		{% if sections[section] %}
		{% for category, val in definitions.items() if category in sections[section] %}
		### {{ definitions[category]["name"] }}
		{% for text, values in sections[section][category].items() %}
		* {{ text }}{% if values %} ({{ values|join(", ") }}){% endif %}

		{% endfor %}

		{% endfor %}
		{% endif %}
		{% endfor %}
	END
	cat >CHANGELOG.md <<-'END'
		Changes
		=======

		<!--
		    You should *NOT* be adding new change log entries to this file.
		-->

		<!-- towncrier release notes start -->

		## 26.1.0 (2026-01-05)

		### Features
		* Old ([#1](https://h/1))
	END
	printf '#!/bin/sh\necho "version = $(cat VERSION)" >sample.toml\n' >scripts/sample-configs.sh
	printf '#!/bin/sh\n' >scripts/api-docs.sh
	printf '#!/bin/sh\necho "$1" >webui\n' >scripts/webui.sh
	chmod +x scripts/*.sh
}

# The project's build system, which only notes that it ran.
tools() {
	printf '#!/bin/sh\necho "pants $*" >>"%s/ran"\n[ ! -e broken ] || [ "$1" != check ]\n' "$T" >"$T/bin/pants"
	chmod +x "$T/bin/pants"
	export PATH="$T/bin:$PATH"
}

# news <number>.<type> <text>: a change that was merged
news() {
	local on
	on=$(git branch --show-current)
	git switch -q main
	echo "$2" >"changes/$1.md"
	git add changes
	git commit -q -m "Merge #${1%%.*}"
	git push -q origin main
	git switch -q "$on"
}

# by_script <version>: what the script leaves, made in the twin.
by_script() {
	command -v towncrier >/dev/null || skip "no towncrier"
	by_hand "git checkout -q -b release/$1 main
		echo $1 >VERSION
		towncrier build --yes --version $1
		scripts/sample-configs.sh
		git add -A
		git commit -q -m 'release: $1'"
}

# prepared <version> [<option>...]: the release branch, ready.
prepared() {
	run git rel start "${@:2}" "$1"
	exits 0 || return
	RELEASE=$(git branch --show-current)
}

# released_as <version>: merged by the forge, finished.
released_as() {
	git push -q origin "release/$1"
	lands merge "release/$1"
	quietly git rel finish -y
	here_and_there "refs/tags/$1" refs/heads/main || return
	on_branch main || return
	[ -z "$(leftovers)" ] || complain "$(leftovers)"
}

@test "a candidate is the commit that the script makes" {
	news 8008.feature 'Add Fair Share row models'
	news 8020.fix 'Mend the scheduler'
	twin
	prepared 26.2.0rc1
	[ "$RELEASE" = release/26.2.0rc1 ]
	by_script 26.2.0rc1
	if towncrier_is_ours; then as_by_hand; fi
	[ "$(git log --format=%s main..)" = 'release: 26.2.0rc1' ]
	[ "$(cat VERSION)" = 26.2.0rc1 ]
	diff CHANGELOG.md - <<-END
		Changes
		=======

		<!--
		    You should *NOT* be adding new change log entries to this file.
		-->

		<!-- towncrier release notes start -->
		## 26.2.0rc1 ($(date +%Y-%m-%d))
		### Features
		* Add Fair Share row models ([#8008](https://h/8008))

		### Fixes
		* Mend the scheduler ([#8020](https://h/8020))

		## 26.1.0 (2026-01-05)

		### Features
		* Old ([#1](https://h/1))
	END
}

@test "candidates count on to the final, which folds what they said" {
	news 8008.feature 'Add Fair Share row models'
	news 8020.fix 'Mend the scheduler'
	prepared 26.2.0rc1
	released_as 26.2.0rc1
	news 8030.feature 'Implement Fair Share repository layers'
	news 8020.fix 'Mend the scheduler for good'
	prepared rc
	[ "$RELEASE" = release/26.2.0rc2 ]
	says $'  Type:        Release Candidate\n  WebUI:       not updated\n' '  RC Merged:   N/A'
	released_as 26.2.0rc2
	[ "$(git cat-file -p 26.2.0rc2 | tail -n 1)" = 26.2.0rc2 ]

	news 8040.feature 'Export as CSV'
	printf '## Fair Share Scheduler\nImplemented a Fair Share scheduling system.\n\n- #8008 #8030\n' >changes/groups.md
	git add changes
	git commit -q -m 'Group what belongs together'
	git push -q origin main
	prepared 26.2.0 --set WebUI=25.3.2
	[ "$(cat webui)" = 25.3.2 ]
	says 'Found duplicate entries during RC consolidation (same PR number in multiple RCs).' \
		'Deduplicated entries:' 'Mend the scheduler' \
		'Using the latest version of each entry.' \
		'5 entries = 4 kept + 1 merged + 0 dropped' \
		$'Release Prepared\n\n  Version:     26.2.0\n  Branch:      release/26.2.0\n  Type:        Final Release\n  WebUI:       25.3.2\n  Changelog:   4 entries across 2 categories\n  RC Merged:   26.2.0rc1, 26.2.0rc2'
	[ "$(git log --format=%s main..)" = 'release: 26.2.0' ]
	sed -n '/^## 26.2.0 /,/^## 26.1.0/p' CHANGELOG.md | diff - <(
		cat <<-END
			## 26.2.0 ($(date +%Y-%m-%d))
			### Features

			#### Fair Share Scheduler
			Implemented a Fair Share scheduling system.

			* Add Fair Share row models ([#8008](https://h/8008))
			* Implement Fair Share repository layers ([#8030](https://h/8030))

			#### Other Features
			* Export as CSV ([#8040](https://h/8040))

			### Fixes
			* Mend the scheduler for good ([#8020](https://h/8020))

			## 26.1.0 (2026-01-05)
		END
	)
	run ! grep -q '26.2.0rc' CHANGELOG.md
	released_as 26.2.0
	[ "$(git rel version)" = 26.2.0 ]
	remember
	run git rel start rc
	refused 128 'the last version is 26.2.0' 'git rel start 26.3.0rc1'
	run git rel start 26.2.0rc3
	refused 1 '26.2.0 is released already'
}

@test "the checks are the project's, in order, on the release commit" {
	news 8008.feature 'Add Fair Share row models'
	git rel start 26.2.0rc1
	[ "$(cat "$T/ran")" = $'pants tailor --check\npants check ::' ]
	git rel check --list
	git push -q origin release/26.2.0rc1
	lands merge release/26.2.0rc1
	git rel finish -y
}

@test "a check fails: all is said, mended and continued, or given up" {
	touch broken
	git add broken
	git commit -q -m 'Break it'
	run git rel start 26.2.0rc1
	exits 1
	says check.types 'pants check ::' 'git rel --continue'
	git rm -q broken
	git rel --continue
	on_branch release/26.2.0rc1
	[ "$(git log --format=%s main..)" = 'release: 26.2.0rc1' ]
	git switch -q main
	git branch -q -D release/26.2.0rc1
	run git rel start 26.2.0rc1
	exits 1
	git rel --abort
	on_branch main
	run ! git rev-parse -q --verify release/26.2.0rc1
	[ -z "$(git status --porcelain)" ]
}

@test "no fragments: said in the words of the process, and fine for a final" {
	run git rel start --no-check 26.2.0rc1
	exits 0
	says 'No news fragments found in changes/ directory.'
	git switch -q main
	git branch -q -D release/26.2.0rc1
	news 8008.feature 'Add Fair Share row models'
	prepared 26.2.0rc1
	released_as 26.2.0rc1
	prepared 26.2.0
	[ "$(grep -c '^## 26.2.0' CHANGELOG.md)" = 1 ]
	grep -qF '* Add Fair Share row models ([#8008](https://h/8008))' CHANGELOG.md
}

@test "the word for the next version is frozen in the final alone" {
	echo 'field(added=NEXT_RELEASE_VERSION)' >api.py
	git add api.py
	git commit -q -m 'feat: api'
	git push -q origin main
	quietly git rel start --no-check 26.2.0rc1
	grep -q NEXT_RELEASE_VERSION api.py
	git switch -q main
	git branch -q -D release/26.2.0rc1
	quietly git rel start --no-check 26.2.0
	[ "$(cat api.py)" = 'field(added="26.2.0")' ]
}

@test "versions with leading zeros and other pre-releases keep their spelling" {
	news 1.feature 'One'
	prepared 27.03.0a1
	on_branch release/27.03.0a1
	[ "$(cat VERSION)" = 27.03.0a1 ]
	[ "$(git log -1 --format=%s)" = 'release: 27.03.0a1' ]
	released_as 27.03.0a1
	news 9.feature 'Nine'
	prepared 27.03.0rc9
	released_as 27.03.0rc9
	quietly git rel start --no-check rc
	on_branch release/27.03.0rc10
}

@test "a hotfix mends the last final one while candidates are out" {
	news 8008.feature 'Add Fair Share row models'
	prepared 26.2.0rc1
	released_as 26.2.0rc1
	git rel hotfix --no-check
	on_branch hotfix/26.1.1
	[ "$(git rev-parse HEAD~1)" = "$(git rev-parse 26.1.0)" ]
}

@test "an older line: a patch of 26.1 while main is at 26.2" {
	git push -q origin 26.1.0:refs/heads/stable/v26.1
	git commit -q --allow-empty -m 'Something else'
	git tag 26.2.0
	git push -q origin main 26.2.0
	colleague stable/v26.1 'echo "The fix" >changes/9.fix.md'
	git rel start --push 26.1.1
	on_branch release/26.1.1
	[ "$(cat VERSION)" = 26.1.1 ]
	grep -q 'The fix' CHANGELOG.md
	git rel rc
	MAIN=stable/v26.1 lands merge release/26.1.1
	git rel finish -y
	on_branch stable/v26.1
	[ "$(git rev-parse '26.1.1^{}')" = "$(git -C "$REMOTE" rev-parse stable/v26.1)" ]
	here_and_there refs/heads/main refs/tags/26.1.1 refs/tags/26.1.1rc1
	git switch -q main
	git rel notes sync stable/v26.1
	grep -q 'The fix' CHANGELOG.md
	[ "$(grep '^## ' CHANGELOG.md | cut -d' ' -f2 | xargs)" = '26.1.1 26.1.0' ]
}
