#!/usr/bin/env bats
# Ways round the rules of a server, each tried with real pushes.

load lib

setup() {
	repo_gitflow
	git switch -q main
}

# policy <line>...: the [rules] of main, on a server that looks at them.
policy() {
	printf "%s\n" "[rules]" "$@" >>.gitrel
	git add .gitrel
	git commit -q -m 'Say the rules'
	git push -q origin main
	(cd "$REMOTE" && quietly git rel hooks install --server)
}

commit() { git commit -q --allow-empty -m "$1"; }

refused_push() {
	local words=$1
	shift
	run git push origin "$@"
	exits 1
	says "$words" 'pre-receive hook declined'
}

@test "commits that come by a tag are judged, so that a branch does not get them from there" {
	policy 'message = Good * | Merge *' 'max-size = 1k'
	head -c 2000 /dev/zero >big
	git add big
	commit 'Bad'
	git tag -a -m x aside
	refused_push "error: message: 'Bad'" aside
	says "error: max-size: 'big'"
	refused_push 'error: message: ' HEAD:refs/tags/light
	refused_push 'error: message: ' aside main
	git tag blob "$(git rev-parse HEAD:a.txt)"
	git push -q origin blob
}

@test "a tag of what is there brings nothing to judge" {
	git push -q origin main:refs/heads/old
	policy 'message = Good * | Merge *'
	git tag -a -m x v0.2.0
	git tag light origin/develop
	git push -q origin v0.2.0 light
}

@test "another name of a branch, which the server has, is judged as that branch" {
	policy 'protect = main'
	git -C "$REMOTE" symbolic-ref refs/heads/master refs/heads/main
	commit 'Direct'
	refused_push "error: protect: 'main' takes merges only" HEAD:master
	git -C "$REMOTE" config receive.denyDeleteCurrent ignore
	refused_push "error: protect: 'main' is protected, and would be deleted" :master
	git switch -q -c topic
	git switch -q main
	git reset -q --keep HEAD^
	git merge -q --no-ff topic
	git push -q origin HEAD:master
}

@test "a signed tag does not sign for another version" {
	ssh_key
	policy 'tag-signers = ada@example.com'
	git tag -s -m x v0.2.0
	git push -q origin v0.2.0
	refused_push "error: tag-signers: 'v9.0.0' says that it is 'v0.2.0'" v0.2.0:refs/tags/v9.0.0
	git -C "$REMOTE" config rel.rule.tag-signers ''
	git -C "$REMOTE" config rel.rule.tag-kind signed
	refused_push "error: tag-kind: 'v9.0.0' says that it is 'v0.2.0'" v0.2.0:refs/tags/v9.0.0
}

@test "no object stands in for a tag whose signature is looked at" {
	ssh_key
	policy 'tag-signers = ada@example.com'
	git tag -s -m x v0.2.0
	git tag -m 'x
-----BEGIN SSH SIGNATURE-----
AAAA
-----END SSH SIGNATURE-----' v0.3.0
	git push -q origin v0.2.0 "v0.2.0:refs/replace/$(git rev-parse v0.3.0)"
	refused_push 'error: tag-signers: ' v0.3.0
}

@test "who signs is read where git says it, not in the name of a key" {
	gpg_key
	policy 'tag-signers = boss@example.com'
	gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-gen-key \
		'Good "git" signature for boss@example.com with <eve@example.com>' ed25519 sign never \
		>/dev/null 2>&1 3>&- 4>&-
	git tag -u eve@example.com -m x v0.2.0
	refused_push "error: tag-signers: 'v0.2.0' is signed by eve@example.com" v0.2.0
}

@test "a key that signs for another one goes by the name of that" {
	local key
	gpg_key
	key=$(gpg --list-keys --with-colons | awk -F: '/^fpr/ { print $10; exit }')
	gpg --batch --quiet --pinentry-mode loopback --passphrase '' \
		--quick-add-key "$key" ed25519 sign never >/dev/null 2>&1 3>&- 4>&-
	policy "tag-signers = $key"
	git tag -s -m x v0.2.0
	git push -q origin v0.2.0
}

@test "a version on no commit is a fault of its rules, and all others are judged" {
	printf '[version]\nfiles = VERSION\n' >.gitrel
	policy 'version-files = equal' 'lines-have = hotfix/*' 'message = Good * | Merge *'
	git tag v0.1.1 'HEAD^{tree}'
	git switch -q -c topic
	commit 'Bad'
	refused_push "error: version-files: 'v0.1.1' is on no commit" v0.1.1 topic
	says "error: lines-have: 'v0.1.1' is on no commit" "error: message: 'Bad'"
	quietly git rel hooks install
	run git push origin v0.1.1 topic
	exits 1
	says "error: message: 'Bad'"
	run ! grep -q 'no rule is looked at' <<<"$output"
}

@test "a branch is closed by the tag of a commit, not by one of something else" {
	git tag v0.2.0 'main^{tree}'
	git push -q origin v0.2.0
	policy 'closed-after-tag = release/*'
	git push -q origin main:refs/heads/release/v0.2.0
}

@test "history begins at a tag, not at a branch that somebody calls so" {
	policy 'protect = main' 'since = v0.2.0'
	commit 'Direct'
	git push -q origin HEAD:refs/heads/v0.2.0
	refused_push "error: protect: 'main' takes merges only" main
	git -C "$REMOTE" config rel.rule.since "$(git rev-parse --short=12 HEAD)"
	git push -q origin main
}

@test "an exemption for nobody exempts nobody" {
	policy 'message = Good * | Merge *'
	git -C "$REMOTE" config rel.exempt.message '* by'
	commit 'Bad'
	refused_push "error: message: 'Bad'" main
}

@test "a merge of several branches is judged by what each of them brings" {
	work CHANGELOG.md '# Changes'
	policy 'changelog = feature/*'
	for name in a b; do
		git switch -q -c "feature/$name" main
		commit "$name"
	done
	git switch -q main
	git merge -q --no-ff -m 'Both' feature/a feature/b
	git push -q origin feature/a
	refused_push "error: changelog: 'feature/a' brings nothing to 'CHANGELOG.md'" main feature/b
	says "error: changelog: 'feature/b' brings nothing"
}

@test "main and develop need not be among the names of new branches" {
	git push -q origin :develop
	policy 'create = feature/* release/v{version} hotfix/v{version}'
	git push -q origin main:develop
	refused_push "error: create: 'topic' is no name" main:refs/heads/topic
	git remote remove origin
	quietly git rel hooks install
	git commit -q --allow-empty -m 'Work alone'
}

@test "a server knows its main by another name, and says so where it has none" {
	git push -q origin main:master
	git -C "$REMOTE" symbolic-ref HEAD refs/heads/master
	git push -q origin :main
	git switch -q -c master
	printf '[release]\nmain = master\n' >.gitrel
	printf '[rules]\nprotect = master\n' >>.gitrel
	git add .gitrel
	commit 'Say the rules'
	git push -q origin master
	(cd "$REMOTE" && quietly git rel hooks install --server)
	commit 'Direct'
	refused_push "error: protect: 'master' takes merges only" master
	git -C "$REMOTE" config --unset rel.main
	run git push origin master:refs/heads/topic
	exits 0
	says "warning: no rule is looked at: there is no branch 'main' here"
	run git push origin develop:refs/heads/main
	exits 0
	[[ $output != *warning* ]]
}

@test "what another branch has brought is judged when it comes to a stable branch" {
	git push -q origin main:refs/heads/stable/v0.1
	policy 'origin-on-stable = required' 'trailers-on-stable = Ticket'
	git switch -q -c aside stable/v0.1 2>/dev/null || git switch -q -c aside origin/main~1
	commit 'No pick'
	git push -q origin aside
	refused_push 'error: origin-on-stable: ' aside:refs/heads/stable/v0.1
	says 'error: trailers-on-stable: '
	git reset -q --keep HEAD^
	git switch -q develop
	commit 'Mend it'
	git push -q origin develop
	git switch -q aside
	git cherry-pick -x --allow-empty develop >/dev/null
	git commit -q --amend --allow-empty --no-edit --trailer 'Ticket: 1'
	git push -q -f origin aside
	git push -q origin aside:refs/heads/stable/v0.1
	git switch -q -c merged origin/stable/v0.1
	git merge -q --no-ff -m 'Merge main' main
	git push -q origin merged:refs/heads/stable/v0.1
}
