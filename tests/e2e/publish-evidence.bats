#!/usr/bin/env bats
# The evidence that a release was made with goes with it, and its text may say how
# it was qualified.

load lib
load staging
load ../forge

setup() { sealed; }

# form <text>: how the text of a release is made
form() {
	mkdir .forge
	# shellcheck disable=SC2059 # it has lines
	printf "$1" >.forge/release.md
	git add .forge
	git commit -q -m 'A form'
	git push -q origin main
}

# out <forge> [<text of a form>]: a release that was qualified, and is tagged
out() {
	asked
	[ -z "${2-}" ] || form "$2"
	forge_up "$1"
	begun
	quietly git staging tick docs --link https://ci.example/7
	quietly git staging tick note
	quietly git rel finish -y
	git staging report --json 0.2.0 >"$T/evidence"
	SUM=$(sha256sum <"$T/evidence" | cut -d' ' -f1)
	forge_forget >/dev/null
}

goes_along() { # goes_along <forge>
	out "$1"
	# what comes later is none of the release
	quietly git staging known-issue --of 0.2.0 add 'slow on mondays'
	run git rel publish -y 0.2.0
	exits 0
	git cat-file tag refs/rel/seal/0.2.0 | grep -q "\"sha256\":\"$SUM\""
	cmp .git/rel/evidence/0.2.0/evidence.jsonl "$T/evidence"
	[[ $(forge_state releases) == *evidence.jsonl* ]] || complain "$(forge_state releases)"
	forge_forget >/dev/null
	run git rel publish -y 0.2.0
	exits 0
	says 'v0.2.0 is published already'
	[ -z "$(forge_asked '^(POST|PATCH|PUT)' | grep -v graphql)" ] || complain "$(forge_asked)"
}

@test "GitHub: evidence.jsonl goes with the release, and its digest is in the seal" { goes_along github; }
@test "GitLab: evidence.jsonl goes with the release, and its digest is in the seal" { goes_along gitlab; }
@test "Gitea: evidence.jsonl goes with the release, and its digest is in the seal" { goes_along gitea; }

@test "a dry run makes no file, and says how to have it" {
	out github
	remember
	run git rel publish -n 0.2.0
	exits 0
	says 'upload evidence.jsonl' "git staging report --sealed --json 0.2.0 >$R/.git/rel/evidence/0.2.0/evidence.jsonl"
	unchanged
	[ ! -e .git/rel/evidence ]
}

@test "records that are not those that were sealed do not go along" {
	out github
	git cat-file tag refs/rel/seal/0.2.0 | sed 's/"sha256":"./"sha256":"x/' | git mktag >"$T/id"
	git update-ref refs/rel/seal/0.2.0 "$(cat "$T/id")"
	remember
	run git rel publish -y 0.2.0
	refused 1 'the evidence of 0.2.0 is not what was sealed' 'git staging verify 0.2.0'
}

@test "a seal that nobody known has made does not go along where signatures are asked for" {
	keys ada eve
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-sign = required
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged @merged
	END
	forge_up github
	git config --global tag.gpgSign true
	begun
	quietly git staging tick docs
	quietly git rel finish -y
	local seal
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	git update-ref refs/rel/seal/0.2.0 "$(git cat-file tag "$seal" | sed '/BEGIN SSH/,$d' | git mktag)"
	remember
	run git rel publish -y 0.2.0
	refused 1 'the seal of 0.2.0 is not signed' 'git staging verify 0.2.0'
	# by somebody unknown
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	git -c user.signingkey="$T/home/mallory.pub" tag -s -m "$(git cat-file tag "$seal" | sed '1,/^$/d; /BEGIN SSH/,$d')" evil "$seal^{}"
	git update-ref refs/rel/seal/0.2.0 "$(git rev-parse evil)"
	git tag -d evil
	remember
	run git rel publish -y 0.2.0
	refused 1 'the seal of 0.2.0 is signed by nobody known'
	git update-ref refs/rel/seal/0.2.0 "$seal"
	quietly git rel publish -y 0.2.0
}

@test "a file of that name is the user's" {
	out github
	echo mine >evidence.jsonl
	run git rel publish -n 0.2.0 --asset evidence.jsonl
	exits 0
	says 'upload evidence.jsonl' "$R/evidence.jsonl"
	[[ $output != *'git staging report'* ]]
}

@test "a clone without evidence is told where it is asked for, and publishes" {
	out github
	another bob
	git config rel.forge github
	git config rel.forgeUrl "$FORGE_API"
	git remote set-url origin "$FORGE_URL/$FORGE_PROJECT.git"
	run git rel publish -y 0.2.0
	exits 0
	says 'no sealed evidence of 0.2.0 is here' 'git staging fetch 0.2.0'
}

@test "the text of a release has the summary of its report, where its form says so" {
	out github '## {tag}\n\n{summary}\n'
	run git -c rel.releaseBody=.forge/other.md rel publish --show 0.2.0
	exits 128
	says "there is no '.forge/other.md' in 'v0.2.0'"
	git config rel.releaseBody .forge/release.md
	git rel publish --show 0.2.0 >"$T/said"
	diff -u - "$T/said" <<-END
		## v0.2.0

		4 of 4 met, on \`$(jq -rs '.[0].commit' "$T/evidence")\`.

		| Phase | Met |
		| --- | --- |
		| Look | 2 of 2 |
		| Release | 2 of 2 |

		Evidence: $(wc -l <"$T/evidence") records, SHA-256 \`$SUM\`.
	END
	run git rel publish -y 0.2.0
	exits 0
	[[ $(forge_state releases) == *'| Look | 2 of 2 |'* ]] || complain "$(forge_state releases)"
}

@test "what was cut off while it went up is completed, with the same file" {
	out github
	forge_fault 'POST .*assets' status '"status": 500, "times": 0'
	run git rel publish -y 0.2.0
	exits 128
	says 'git rel --continue'
	forge_mend >/dev/null
	run git rel --continue -y
	exits 0
	cmp .git/rel/evidence/0.2.0/evidence.jsonl "$T/evidence"
	[[ $(forge_state releases) == *evidence.jsonl* ]] || complain "$(forge_state releases)"
}
