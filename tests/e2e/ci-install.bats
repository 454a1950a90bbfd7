#!/usr/bin/env bats
# git rel ci install: the files for CI, where the forge looks for them.

load lib
load ../forge

setup() {
	sealed
	repo_gitflow
}

installed() { # installed <forge> <folder>
	local name
	for name in backport policy release; do
		cmp "$TOP/share/ci/$1/$name.yml" "$2/git-rel-$name.yml" || return
	done
	[ "$(find "$2" -type f | wc -l)" -eq 3 ]
}

@test "they are written where the forge that is named looks for them" {
	run git rel ci install github
	exits 0
	says "require the check 'rules'" 'GIT_REL_TOKEN' 'GIT_REL_SOURCE' \
		'they count once they are committed on the default branch'
	installed github .github/workflows
	run git rel ci install forgejo
	exits 0
	installed gitea .gitea/workflows
	run git rel ci install gitlab
	exits 0
	says 'GITLAB_TOKEN, protected and masked' 'webhook'
	installed gitlab .gitlab/ci
	grep -qx "  - local: '.gitlab/ci/git-rel-\*.yml'" .gitlab-ci.yml
	[ "$(git status --porcelain | wc -l)" -eq 4 ]
	run git rel ci install gitlab
	exits 0
	says 'all files are as they shall be'
}

@test "the forge is found by the remote" {
	forge_up gitea
	run git rel ci install
	exits 0
	installed gitea .gitea/workflows
}

@test "what only .git/config says is told, with the command that has .gitrel say it" {
	git config rel.tag 'w-{version}'
	git config rel.found.hotfixbranch 'fix/{version}'
	git config rel.sign annotated
	git config rel.remote origin
	git config --global rel.mergemessage 'Bring {version}'
	run git rel ci install github --dry-run
	exits 0
	says "note: only .git/config says rel.tag, which a job does not have: git config -f .gitrel release.tag 'w-{version}'"
	local typed
	typed=$(sed -n 's/.*only .git.config says.*: \(git config\)/\1/p' <<<"$output")
	[ "$(wc -l <<<"$typed")" -eq 2 ] || complain "$typed"
	eval "$typed"
	[ "$(git rel config tag)" = 'w-{version}' ]
	[ "$(git rel config hotfix-branch)" = 'fix/{version}' ]
	run git rel ci install github --dry-run
	exits 0
	run ! grep -q 'a job does not have' <<<"$output"
}

@test "no forge can be told, or none by that name" {
	run git rel ci install
	refused 128 'hint: git rel ci install github | gitlab | gitea'
	run git rel ci install bitbucket
	refused 129 "there is no forge 'bitbucket'" 'hint: git rel ci install github | gitlab | gitea'
	run git rel ci install --job=x
	refused 129 '--job is for git rel ci wait'
	run git rel ci wait --force
	refused 129 '--force is for git rel ci install'
}

@test "a dry run writes nothing, and shows each file" {
	remember
	run git rel ci install github --dry-run
	exits 0
	says 'write .github/workflows/git-rel-backport.yml'
	[ ! -e .github ]
}

@test "what stands behind a NUL byte is a difference, too" {
	local file=.github/workflows/git-rel-policy.yml
	quietly git rel ci install github
	printf '\0# ours\n' >>"$file"
	remember "sha256sum $file"
	run git rel undo -y
	refused 1 "'$file' was changed by somebody else since"
	run git rel ci install github
	refused 1 "'$file' is there, and differs"
	run git rel ci install github --force
	exits 0
	installed github .github/workflows
}

@test "what is there and differs stays, unless --force says otherwise" {
	quietly git rel ci install github
	git add .github
	git commit -qm 'Add them'
	echo '# ours' >>.github/workflows/git-rel-policy.yml
	rm .github/workflows/git-rel-release.yml
	run git rel ci install github
	exits 1
	says "'.github/workflows/git-rel-policy.yml' is there, and differs" 'hint: to write over it: --force'
	[ ! -e .github/workflows/git-rel-release.yml ]
	run git rel ci install github --force
	exits 0
	installed github .github/workflows
	run git rel undo
	exits 1
	says "what '.github/workflows/git-rel-policy.yml' was is not kept"
}

@test "the project's own .gitlab-ci.yml is left to it, with the line to add" {
	echo 'stages: [test]' >.gitlab-ci.yml
	run git rel ci install gitlab
	exits 0
	says "include them in .gitlab-ci.yml: - local: '.gitlab/ci/git-rel-*.yml'"
	[ "$(cat .gitlab-ci.yml)" = 'stages: [test]' ]
	echo "include: ['.gitlab/ci/*.yml']" >>.gitlab-ci.yml
	run git rel ci install gitlab
	exits 0
	run ! grep -q 'include them' <<<"$output"
}

@test "a .gitlab-ci.yml without the stage of the jobs is told, for no pipeline would start" {
	local stages told="add 'test' to the stages of .gitlab-ci.yml, or no pipeline starts any more"
	for stages in 'stages: [build, deploy]' $'stages:\n  - build\n  - latest # test\n' \
		$'"stages":\n- build\njob:\n  script: test'; do
		printf '%s\n' "$stages" >.gitlab-ci.yml
		run git rel ci install gitlab --dry-run
		exits 0
		says "$told"
	done
	for stages in 'stages: [build, "test"]' $'stages:\n  - build\n  - test\n' 'job: {script: x}'; do
		printf '%s\n' "$stages" >.gitlab-ci.yml
		run git rel ci install gitlab --dry-run
		exits 0
		says 'include them in .gitlab-ci.yml'
		run ! grep -qF "$told" <<<"$output"
	done
}

@test "GitLab: it is told that the pipeline of a merge request is the one that counts" {
	run git rel ci install gitlab
	exits 0
	says "jobs with 'only' or rules about CI_COMMIT_BRANCH" 'the pipeline of a merge request'
}

@test "nothing is written through a link that leads out of the work tree" {
	mkdir "$T/out"
	ln -s "$T/out" .github
	run git rel ci install github
	[ "$status" -ne 0 ]
	says "$R/.github' is a symbolic link"
	[ -z "$(ls "$T/out")" ]
}

@test "undo takes the files away again, and not one that was changed since" {
	quietly git rel ci install github
	quietly git rel undo
	[ -z "$(find .github -type f)" ]
	quietly git rel ci install github
	echo '# ours' >>.github/workflows/git-rel-policy.yml
	run git rel undo
	[ "$status" -ne 0 ]
	says "'.github/workflows/git-rel-policy.yml'"
	grep -qx '# ours' .github/workflows/git-rel-policy.yml
}

@test "from a folder within, and in a bare repository" {
	cd dir
	quietly git rel ci install github
	installed github ../.github/workflows
	cd "$REMOTE"
	run git rel ci install github
	exits 1
	says 'there is no work tree'
}
