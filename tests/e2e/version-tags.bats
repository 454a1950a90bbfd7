#!/usr/bin/env bats
# Which tags are releases: one answer for all commands.

load lib

setup() {
	repo_trunk
	git config rel.model trunk
}

# retag <prefix> <version>...: these tags instead of v0.1.0
retag() {
	local v
	quietly git tag -d v0.1.0
	for v in "${@:2}"; do git tag -a -m x "$1$v" HEAD; done
	git push -q origin :v0.1.0 --tags
}

@test "a tag of another package is no release for any command" {
	git tag -a -m x py-v3.0.0
	git push -q --tags
	run -0 git rel version
	[ "$output" = 0.1.1.dev2 ]
	run -0 git rel version --next
	[ "$output" = 0.1.1 ]
	run -0 git rel status
	says 'last release: 0.1.0'
	git config rel.tag 'v{version}'
	run -0 git rel version
	[ "$output" = 0.1.1.dev2 ]
	quietly git rel start minor
	git rev-parse -q --verify release/v0.2.0
}

@test "where no tag fits, the command that makes them fit is printed" {
	retag jq- 1.7.0 1.8.0
	run git rel version --next
	exits 128
	says "2 tags such as 'jq-1.7.0' do not fit 'v{version}'" \
		"hint: if 'jq-1.7.0' is a release of this project: git config rel.tag 'jq-{version}'"
	run git rel start minor
	exits 128
	says "git config rel.tag 'jq-{version}'"
	run -0 git rel version
	says 'warning: ' "git config rel.tag 'jq-{version}'"
	run -0 git rel status
	says "next: git config rel.tag 'jq-{version}'"
	git config rel.tag 'jq-{version}'
	run -0 git rel version --next
	[ "$output" = 1.8.1 ]
	run -0 git rel version
	[ "$output" = 1.8.0 ]
}

@test "init sees a prefix, and names the other one" {
	retag hatch-v 1.0.0 1.1.0 1.2.0
	git tag -a -m x hatchling-v1.0.0
	git tag -a -m x hatchling-v1.1.0
	run -0 git rel init
	says "2 tags such as 'hatchling-v1.0.0' do not count" \
		"git config rel.tag 'hatchling-v{version}'"
	git rel config | grep -qxF 'rel.tag=hatch-v{version}'
	run -0 git rel version --next
	[ "$output" = 1.2.1 ]
}

@test "a version on a file is named, and is no release" {
	git tag v9.0.0 "$(git rev-parse HEAD:VERSION)"
	run -0 git rel status
	says "warning: tag 'v9.0.0' is on no commit and does not count" \
		'last release: 0.1.0'
	run -0 git rel version --next
	says "tag 'v9.0.0'" 0.1.1
}

@test "a version file does not go down without a word" {
	git config rel.versionFiles VERSION
	work VERSION 0.9.0-dev
	git push -q
	remember
	run git rel start minor
	refused 1 "VERSION:1: the version is '0.9.0-dev' and would go down to '0.2.0'" \
		'say --lower'
	git rel start --lower minor
	[ "$(git show release/v0.2.0:VERSION)" = 0.2.0 ]
	run git rel bump 0.1.5
	exits 1
	says 'would go down'
	git rel bump --lower 0.1.5
}

@test "a maintenance release merged after a higher one does not count for any command" {
	local i c='v0.1.0^{commit}'
	for i in 1 2 3 4; do
		c=$(git commit-tree -p "$c" -m "mend $i" 'v0.1.0^{tree}')
	done
	git tag -a -m x v0.1.1 "$c"
	git tag -a -m x v0.2.0
	git commit -q --allow-empty -m more
	git merge -q --no-ff -m 'Merge the maintenance branch' "$c"
	[[ $(git describe) = v0.1.1-* ]]
	run -0 git rel version
	[ "$output" = 0.2.1.dev6 ]
	run -0 git rel version --next
	[ "$output" = 0.2.1 ]
	run -0 git rel status
	says 'last release: 0.2.0'
	run -0 git rel version --scheme=last
	[ "$output" = 0.2.0 ]
	run -0 git rel --json version
	says '"tag":"v0.2.0"' '"distance":6'
	git config rel.tag '{version}' # a v is taken all the same
	run -0 git rel version
	[ "$output" = 0.2.1.dev6 ]
	git config rel.tag 'v{version}'
	git tag v0.1.5
	run -0 git rel version
	[ "$output" = 0.1.5 ]
	echo changed >>a.txt
	run -0 git rel version
	[ "$output" = 0.2.1.dev6 ]
	git checkout -q a.txt
	git tag -d v0.1.5
	git rel start minor
	on_branch release/v0.3.0
}

@test "with newer tags than this branch has, the last release is that of the branch" {
	local i
	git branch old
	for ((i = 2; i < 14; i++)); do
		git commit -q --allow-empty -m "$i"
		git tag "v0.$i.0"
	done
	git switch -q old
	run -0 git rel version --next
	[ "$output" = 0.1.1 ]
	run -0 git rel version
	[ "$output" = 0.1.1.dev2 ]
	git tag v0.1.1
	git commit -q --allow-empty -m more
	run -0 git rel version --next
	[ "$output" = 0.1.2 ]
	git pack-refs --all
	git rel start patch old
	on_branch release/v0.1.2
}

# knot <seed> <commits>: a history of five branches that merge each other, with
# tags of both kinds on it; the clocks of its authors do not agree.
knot() {
	"$PYTHON" - "$1" "$2" <<-'END' | git fast-import --quiet --done
		import random, sys
		random.seed(int(sys.argv[1]))
		n, tip, tags = int(sys.argv[2]), {}, []
		for mark in range(1, n + 1):
		    name = random.choice("abcde")
		    other = random.choice("abcde")
		    clock = 1500000000 + mark * 60 + random.randrange(-300, 300)
		    print("commit refs/heads/%s\nmark :%d\ncommitter A <a@b> %d +0000"
		          "\ndata 1\nx" % (name, mark, clock))
		    base = tip.get(name, tip.get("a", mark - 1))
		    if base:
		        print("from :%d" % base)
		    if tip.get(other, base) != base and random.random() < .3:
		        print("merge :%d" % tip[other])
		    print("M 100644 inline %s\ndata 4\n%03d\n" % (name, mark))
		    tip[name] = mark
		    if random.random() < .4:
		        tags.append(mark)
		version = list(range(len(tags)))
		random.shuffle(version)
		for mark, v in zip(tags, version):
		    if v % 2:
		        print("reset refs/tags/v0.%d.0\nfrom :%d\n" % (v, mark))
		    else:
		        print("tag v0.%d.0\nfrom :%d\ntagger A <a@b> 1 +0000\ndata 1\nx"
		              % (v, mark))
		print("done")
	END
}

# The last release that `start` counts on from, for each branch of the knot.
agrees() { # <where the tags are>
	local branch want
	git config rel.model trunk
	git config rel.main a
	for branch in a b c d e; do
		quietly git branch -f asked "$(git -C "$1" rev-parse "$branch")"
		want=$(git -C "$1" tag --merged "$branch" --sort=-v:refname | head -n 1)
		run -0 git rel start -n patch asked
		says "release/${want%.0}.1"
	done
}

@test "the last release of a base is the highest that git tag --merged has" {
	local seed
	for seed in 1 2 3; do
		git init -q -b a "$T/knot$seed"
		cd "$T/knot$seed"
		knot $seed 150
		git reset -q --hard
		agrees .
	done
}

@test "it is so where only the remote has the tags, by one walk" {
	git init -q -b a "$T/knot"
	(cd "$T/knot" && knot 4 300)
	quietly git clone -q --no-tags "$T/knot" "$T/asks"
	cd "$T/asks"
	agrees "$T/knot"
	GIT_TRACE2_EVENT=$T/trace git rel start -n patch asked
	[ "$(grep -c '"event":"cmd_name".*"name":"rev-list"' "$T/trace")" = 1 ]
	run -1 grep '"event":"cmd_name".*"name":"\(merge-base\|for-each-ref\)"' "$T/trace"
}

@test "init sees tags that only Python takes for versions" {
	retag '' 8.3.0 9.0.0rc1 8.4.2 9.0.0rc2
	run -0 git rel init
	git rel config | grep -qxF 'rel.scheme=pep440'
	git rel config | grep -qxF 'rel.tag={version}'
	run -0 git rel status
	says 'last candidate: 9.0.0rc2'
	run -0 git rel version --next
	[ "$output" = 9.0.0 ]
	printf '[release]\nscheme = semver\n' >.gitrel
	git rel config | grep -qxF 'rel.scheme=semver'
}

@test "candidates of the next release do not stop a hotfix" {
	git tag v0.2.0-rc1
	git push -q --tags
	git rel hotfix
	on_branch hotfix/v0.1.1
}

@test "a clone of an empty repository begins its first release" {
	repo_gitflow
	git init -q --bare "$T/empty.git"
	git clone -q "file://$T/empty.git" "$T/first" 2>/dev/null
	go_to "$T/first" "$T/empty.git"
	git commit -q --allow-empty -m first
	quietly git rel init --model=trunk
	git config rel.finish push
	quietly git rel start 0.1.0
	git commit -q --allow-empty -m more
	quietly git rel finish -y
	git rev-parse -q --verify v0.1.0
}
