#!/usr/bin/env bats
# git staging report: what was found, in the forms that others take.

load lib
load staging

setup() { sealed; }

# A release with one of each: a gate that passed, one that failed, one that was
# waived, answers with links and values, a finding, a known issue.
found() {
	repo_trunk
	policy <<-'END'
		[gate.unit]
		title = Unit tests
		run = echo 'TOTAL 120 10 91.66%'
		read = "TOTAL * {coverage}%"
		accept = coverage >= 80
		[gate.far]
		title = Far away
		run = exit 1
		[gate.slow]
		title = Takes a day
		run = exit 1
		[items]
		training = Training job is in W&B, metrics verified [wants link]
		evaluation = Evaluation job is in W&B, results verified [wants link]
		[item.sps]
		ask = SPS is near 40k and does not dip
		wants = sps
		accept = sps >= 38000
		[checklist.final]
		gates = unit far slow
		look = training evaluation sps
		release = @tagged
	END
	begun
	run git staging run
	exits 1
	quietly git staging tick slow --waive -m 'no machine'
	quietly git staging tick training --link https://wandb.example/run/7
	quietly git staging tick evaluation --link https://wandb.example/run/9
	quietly git staging tick sps --value sps=41200.50
	quietly git staging known-issue add 'Play stutters on macOS' --link https://bugs.example/4
	quietly git staging finding add low 'a typo'
}

# The body of a pull request that we know, as its guide gives it.
form() {
	mkdir -p .forge
	cat >.forge/pr.md <<-'END'
		## Version {version}

		### Known Issues

		{known-issues}

		### W&B Run Links

		- Training: {link.training}
		- Evaluation: {link.evaluation}
	END
}

body() {
	cat <<-'END'
		## Version 0.2.0

		### Known Issues

		- Waived: Takes a day: no machine
		- Play stutters on macOS <https://bugs.example/4>

		### W&B Run Links

		- Training: https://wandb.example/run/7
		- Evaluation: https://wandb.example/run/9
	END
}

@test "report fills a form, byte for byte" {
	found
	form
	git staging report --form=.forge/pr.md >"$T/said"
	body | diff -u - "$T/said"
	# from where one is
	mkdir deep
	(cd deep && git staging report --form=../.forge/pr.md) | diff -u "$T/said" -
	run git staging report --form=none.md
	exits 128
	says 'none.md'
	run git staging report --form=.forge/pr.md --format=jsonl
	exits 129
	says 'either --form or --format, not both'
}

@test "a pull request says what the evidence says" {
	found
	form
	record
	git config rel.prBody .forge/pr.md
	git rel pr --show 0.2.0 >"$T/said"
	body | diff -u - "$T/said"
	# what is not answered yet is told, and how to
	printf '{link.sps}\n' >.forge/pr.md
	record
	run git rel pr --show 0.2.0
	exits 128
	says "'.forge/pr.md': 'sps' of 0.2.0 has no answer with a link" 'git staging tick sps --link <url>'
	printf '{value.sps.sps} of {value.unit.coverage}\n{open}\n' >.forge/pr.md
	[ "$(git staging report --form=.forge/pr.md)" = $'41200.50 of 91.66\nNone' ]
	printf '{value.sps.none}' >.forge/pr.md
	run git staging report --form=.forge/pr.md
	exits 128
	says "'sps' of 0.2.0 has no value 'none'"
	printf '{link.nobody}' >.forge/pr.md
	run git staging report --form=.forge/pr.md
	exits 128
	says "there is no 'nobody' in the checklist of origin/main:.gitrel"
}

@test "a waiver that somebody has answered since is no known issue any more" {
	found
	quietly git staging tick training --waive -m 'later'
	[[ $(git staging report) == *'Waived: Training'* ]]
	quietly git staging tick training --link https://wandb.example/run/8
	[[ $(git staging report) != *'Waived: Training'* ]]
}

@test "report --format=summary is for the text of a release" {
	found
	git staging report --format=summary >"$T/said"
	diff -u - "$T/said" <<-END
		5 of 7 met, 1 of them waived, on \`$(git rev-parse release/v0.2.0)\`.

		| Phase | Met |
		| --- | --- |
		| Gates | 2 of 3 |
		| Look | 3 of 3 |
		| Release | 0 of 1 |

		| Gate or item | Result | Values |
		| --- | --- | --- |
		| Unit tests | done | coverage 91.66 (coverage >= 80) |
		| Far away | failed |  |
		| Takes a day | waived |  |
		| SPS is near 40k and does not dip | done | sps 41200.50 (sps >= 38000) |

		Evidence: 10 records, SHA-256 \`$(git staging report --json | sha256sum | cut -d' ' -f1)\`.
	END
}

@test "report --sealed leaves out what came after the release" {
	asked
	begun
	run git staging report --sealed --json
	exits 1
	says '0.2.0 has no seal'
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y
	git staging report --json 0.2.0 >"$T/sealed"
	quietly git staging known-issue --of 0.2.0 add 'slow on mondays'
	[ "$(git staging report --json 0.2.0 | wc -l)" = $(($(wc -l <"$T/sealed") + 1)) ]
	git staging report --sealed --json 0.2.0 | cmp - "$T/sealed"
	git cat-file tag refs/rel/seal/0.2.0 | grep -q "\"sha256\":\"$(sha256sum <"$T/sealed" | cut -d' ' -f1)\""
}

# statements: the types of what --format=in-toto has, each looked at by the
# specification of its own
statements() {
	git staging report --format=in-toto >"$T/statements" &&
		"$PYTHON" "$LIB/in_toto.py" "$T/statements"
}

@test "statements of in-toto are what their specifications say" {
	found
	statements >"$T/types"
	diff -u - "$T/types" <<-'END'
		https://in-toto.io/attestation/test-result/v0.1
		https://in-toto.io/attestation/test-result/v0.1
		https://in-toto.io/attestation/test-result/v0.1
		urn:x-git-rel:evidence:item:v1
		urn:x-git-rel:evidence:item:v1
		urn:x-git-rel:evidence:item:v1
		urn:x-git-rel:evidence:item:v1
		https://in-toto.io/attestation/svr/v0.2
	END
	[ "$(jq -r '.predicate.result // empty' "$T/statements" | tr '\n' ' ')" = \
		'PASSED FAILED WARNED pass pass pass ' ]
	[ "$(jq -r '.predicate.configuration[]?.name' "$T/statements" | head -n 1)" = '.gitrel gate.unit' ]
	# which policy it was asked by
	[ "$(jq -r 'select(.predicate.verifier).predicate.verifier.policies[0].digest.gitBlob' "$T/statements")" = \
		"$(git rev-parse main:.gitrel)" ]
	jq -es 'map(.predicate | select(.kind == "finding"))[0] |
		.severity == "low" and .message == "a typo" and .state == "open"' "$T/statements" >/dev/null
}

@test "where main has no policy file, the list of policies is empty and there" {
	repo_trunk
	git config rel.model trunk
	git config rel.finish push
	quietly git staging start -y 0.2.0
	[ "$(statements)" = 'https://in-toto.io/attestation/svr/v0.2' ]
	jq -e '.predicate.verifier.policies == []' "$T/statements" >/dev/null
}

@test "the order of statements does not matter: each says what it is about" {
	found
	statements >/dev/null
	[ "$(jq -rs 'map(.subject[0].digest.gitCommit) | unique | length' "$T/statements")" = 1 ]
	sort -R "$T/statements" >"$T/shuffled"
	"$PYTHON" "$LIB/in_toto.py" "$T/shuffled" >/dev/null
}

@test "--json and another form exclude each other" {
	asked
	begun
	remember
	run git staging report --json --format=html
	refused 129 "--json is --format=jsonl, and not 'html' as well"
	run git staging report --json --format=jsonl
	exits 0
}
