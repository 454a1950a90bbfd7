#!/usr/bin/env bats
# Signed evidence: a signature says who somebody is, and nothing else does.

load lib
load staging

setup() { sealed; }

@test "whose git signs commits signs evidence, and status says so" {
	signed <<<'jobs = 1'
	begun
	quietly git staging tick docs
	run git staging
	says '[x] docs: The manual is up to date  (ada@example.com)'
	git config commit.gpgSign true
	quietly git staging tick docs
	git verify-commit refs/rel/evidence/0.2.0
	run git staging
	says '[x] docs: The manual is up to date  (ada@example.com, signed)'
	[[ $(git staging status --json) == *'"who":"ada@example.com","signed":true'* ]]
	# looked up once
	grep -q "$(git rev-parse refs/rel/evidence/0.2.0)" .git/rel/verified
	run git staging
	says signed
}

@test "a record by somebody else's name is that of whose key has signed it" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	is eve ada
	remember
	run git staging tick qa
	refused 1 'the record would not count: its signature is that of ada@example.com, and you are eve@example.com' \
		'user.signingKey and user.email of git belong together'
	slipped qa
	stands qa open
	run git staging
	says '[ ] qa: ' '  for qa  (ada@example.com has answered, whom it is not for)'
	is eve
	quietly git staging tick qa
	stands qa done
	[[ $(git staging status --json) == *'"who":"eve@example.com","signed":true'* ]]
}

@test "whose key it is is asked once, and again of another key" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	quietly git staging tick docs
	git config --global gpg.ssh.program "$T/bin/counted"
	printf '#!/bin/sh\necho "$2" >>"%s/calls"\nexec ssh-keygen "$@"\n' "$T" >"$T/bin/counted"
	chmod +x "$T/bin/counted"
	quietly git staging known-issue --no-push add one
	grep -q find-principals "$T/calls"
	: >"$T/calls"
	quietly git staging known-issue --no-push add two
	run ! grep -q find-principals "$T/calls"
	# the same name of another key
	mv "$T/home/bob.pub" "$T/home/ada.pub"
	mv "$T/home/bob" "$T/home/ada"
	run git staging known-issue --no-push add three
	exits 1
	says 'its signature is that of bob@example.com, and you are ada@example.com'
}

@test "a key that nobody knows is nobody" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	is eve mallory
	remember
	run git staging tick qa
	refused 1 'the record would not count: its signature is of nobody known'
	slipped qa
	stands qa open
	run git staging
	says 'its signature is of nobody known'
	# nor does it become somebody by being known later
	is eve
	quietly git staging tick qa
	stands qa done
}

@test "where signatures are required all records have one, and others do not count" {
	signed <<<'evidence-sign = required'
	begun
	quietly git staging tick docs
	git verify-commit refs/rel/evidence/0.2.0
	stands docs done
	# one that was made by other means
	text=$(git log -1 --format=%B refs/rel/evidence/0.2.0 | sed 's/"name":"docs"/"name":"qa"/; s/ada@/eve@/')
	forged=$(git commit-tree -p refs/rel/evidence/0.2.0 -m "$text" "refs/rel/evidence/0.2.0^{tree}")
	git update-ref refs/rel/evidence/0.2.0 "$forged"
	stands qa open
	run git staging
	says 'it is not signed'
	remember
	run git rel finish -y 0.2.0
	refused 1 'qa: open, for qa (it is not signed)'
	is eve
	quietly git staging tick qa
	is ada
	quietly git rel finish -y 0.2.0
	git verify-tag refs/rel/seal/0.2.0 || git verify-tag "$(git rev-parse refs/rel/seal/0.2.0)"
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "what this clone cannot judge is not called unsigned" {
	signed <<<'evidence-sign = required'
	begun
	quietly git staging tick docs
	git config --global --unset gpg.ssh.allowedSignersFile
	run git staging
	says '[ ] docs: The manual is up to date  (it is signed, and this clone knows no signers: gpg.ssh.allowedSignersFile)'
	run git staging verify
	exits 1
	says 'by a signature that cannot be judged here' \
		'error: ' 'it is signed, and this clone knows no signers: gpg.ssh.allowedSignersFile'
	[[ $output != *'never counted'* && $output != *unsigned* ]] || complain "$output"
	run git staging tick docs
	exits 0
	says 'warning: this clone does not know who may sign, and counts nothing that is signed: git config gpg.ssh.allowedSignersFile <file>'
	git config gpg.ssh.allowedSignersFile "$T/home/signers"
	stands docs done
	run git staging verify
	exits 0
}

@test "who has no key cannot record where signatures are required" {
	signed <<<'evidence-sign = required'
	begun
	git config --global --unset user.signingkey
	remember
	run git staging tick docs
	refused '1|128' user.signingKey
}

@test "a record that was altered has a bad signature" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	quietly git staging tick --fail docs
	altered=$(git cat-file commit refs/rel/evidence/0.2.0 |
		sed 's/"result":"fail"/"result":"pass"/; s/^fail /pass /' |
		git hash-object -t commit -w --stdin)
	git update-ref refs/rel/evidence/0.2.0 "$altered"
	stands docs open
	run git staging
	says 'its signature is bad'
}

@test "a record that git replaces is the one that was made" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	quietly git staging tick --fail docs
	altered=$(git cat-file commit refs/rel/evidence/0.2.0 |
		sed 's/"result":"fail"/"result":"pass"/; s/^fail /pass /' |
		git hash-object -t commit -w --stdin)
	git replace refs/rel/evidence/0.2.0 "$altered"
	stands docs failed
}

@test "signers of the project judge seal and tag where git knows of none" {
	signed <<-END
		signers = signers
		evidence-sign = required
	END
	cp "$T/home/signers" signers
	git add signers
	git commit -q -m 'Who may sign'
	git push -q origin main
	git config --global --unset gpg.ssh.allowedSignersFile
	git config rel.sign required
	quietly git staging start -y 0.2.0
	quietly git staging tick docs
	is eve
	quietly git staging tick qa
	is ada
	run git rel finish -y 0.2.0
	exits 0
	says 'cannot tell who signed: git config gpg.ssh.allowedSignersFile signers'
	plain=$T/plain
	git clone -q "$(git remote get-url origin)" "$plain"
	cd "$plain"
	quietly git staging fetch 0.2.0
	run git staging verify 0.2.0
	exits 0
	says 'signed by ada@example.com' 'the evidence is as it was made'
	run git rel verify 0.2.0
	says "'v0.2.0' is signed by ada@example.com"
}

@test "the signers are those of the time when the release was begun, until somebody takes others" {
	sealed
	keys ada eve bob
	repo_trunk
	cp "$T/home/signers" signers
	git add signers
	policy <<-'END'
		[staging]
		evidence-sign = required
		signers = signers
		[items]
		docs = The manual is up to date
		[checklist.final]
		look = docs
		release = @tagged @merged
	END
	begun
	[[ $(git log --format=%B refs/rel/evidence/0.2.0) == *"\"signers\":\"$(git rev-parse main:signers)\""* ]]
	# whatever one's own file has
	printf 'mallory@example.com %s\n' "$(cat "$T/home/ada.pub")" >"$T/home/signers"
	quietly git staging tick docs
	stands docs done
	[[ $(git staging status --json) == *'"who":"ada@example.com","signed":true'* ]]
	# nor who has come to main's since
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/dave"
	git switch -q main
	echo "dave@example.com $(cat "$T/home/dave.pub")" >>signers
	git commit -q -a -m 'Dave signs'
	git push -q origin main
	is dave
	remember
	run git staging tick --of 0.2.0 docs
	refused 1 'of nobody known' "git staging push 0.2.0 takes who may sign from 'signers' of 'main', which has this key by now"
	is ada
	git rm -q signers
	git commit -q -m 'Nobody signs'
	git push -q origin main
	stands docs done
	remember
	run git staging start -y 0.3.0
	refused 128 "'main' has no file 'signers' of signers"
}

@test "who is taken out of the signers' file below the home folder is nobody from then on" {
	signed <<<'evidence-sign = required'
	git config --global gpg.ssh.allowedSignersFile '~/signers'
	begun
	quietly git staging tick docs
	stands docs done
	sed -i '/^ada@/d' "$T/home/signers"
	stands docs open
}

@test "who has revoked an OpenPGP key is nobody from then on" {
	signed <<<'evidence-sign = required'
	gpg_key
	git config --global gpg.format openpgp
	begun
	quietly git staging tick docs
	stands docs done
	grep -q "$(at)" .git/rel/verified
	sed 's/^:---/---/' "$KEYS"/openpgp-revocs.d/*.rev | gpg --batch --quiet --import 2>/dev/null
	stands docs open
	run git staging
	says 'docs: The manual is up to date' 'its key was revoked'
}

@test "a join without a key joins signed records" {
	signed <<<'jobs = 1'
	git config --global commit.gpgSign true
	begun
	git clone -q "file://$REMOTE" "$T/bob"
	cd "$T/bob" || return
	is bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 --no-push docs
	cd "$R" || return
	is eve
	quietly git staging tick qa
	cd "$T/bob" || return
	git config commit.gpgSign false
	git config --global --unset user.signingkey
	quietly git staging push -y 0.2.0
	stands docs done
	stands qa done
	[[ $(git staging status --json 0.2.0) == *'"who":"bob@example.com","signed":true'* ]]
}

@test "what the project asks of answers, nobody's git config takes back" {
	signed <<<'evidence-sign = required'
	git config commit.gpgSign true
	begun
	git config staging.evidenceSign auto
	git config commit.gpgSign false
	git update-ref refs/rel/evidence/0.2.0 "$(by_hand "$(at)" "$(
		printf '{"version":1,"kind":"item","release":"0.2.0","commit":"%s","tree":"%s","name":"qa","ask":"QA has looked","result":"pass","by":"eve@example.com","time":"2023-11-14T22:13:20Z"}' \
			"$(git rev-parse HEAD)" "$(git rev-parse 'HEAD^{tree}')")")"
	run git staging
	says "note: staging.evidencesign of git config does not count (local file:.git/config): [staging] evidence-sign = required is what origin/main:.gitrel says"
	stands qa open
	run git rel doctor
	says "staging.evidencesign of git config does not count: it is 'required' by" \
		'git config --local --unset-all staging.evidencesign'
	is ada
	run git -c staging.evidenceSign=auto rel finish -y
	exits 1
	says qa
	[ -z "$(git tag -l v0.2.0)" ]
	# where the project says nothing, one's own counts
	run git -c staging.bind=tree -c staging.jobs=3 staging
	[[ $output != *"staging.bind of"* ]]
}

@test "a clone that knows no signers calls nothing unsigned that is signed" {
	signed <<<'jobs = 1'
	git config commit.gpgSign true
	begun
	quietly git staging tick docs
	is eve
	quietly git staging tick qa
	is ada
	quietly git rel finish -y
	git config --global --unset gpg.ssh.allowedSignersFile
	run git staging status 0.2.0
	says '(ada@example.com, signature not judged here)'
	[[ $(git staging status --json 0.2.0) == *'"signed":false,"unjudged":true'* ]]
	run git staging report --format=html 0.2.0
	says 'signature not judged here' 'by signatures not judged here 2 more'
	[[ $output != *'>unsigned<'* ]] || complain 'the page calls them unsigned'
	# a seal, too
	run git staging verify 0.2.0
	exits 0
	says 'warning: the seal is signed, and this clone knows no signers: git config gpg.ssh.allowedSignersFile <file>'
}

@test "where signatures are required, what is next in a clone that knows no signers is to name them" {
	signed <<<'evidence-sign = required'
	git config commit.gpgSign true
	begun
	quietly git staging tick docs
	git config --global --unset gpg.ssh.allowedSignersFile
	run git staging
	says 'next: git config gpg.ssh.allowedSignersFile <file>' 'this clone knows no signers'
	git config gpg.ssh.allowedSignersFile "$T/home/signers"
	run git staging
	says 'next: git staging tick qa'
}
