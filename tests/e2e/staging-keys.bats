#!/usr/bin/env bats
# Keys that are not what they were, or not there: what they have signed, and what
# cannot be signed.

load lib
load staging

setup() { sealed; }

# signer <shell command>: what git calls to sign with SSH
signer() {
	printf '#!/bin/sh\n%s\n' "$1" >"$T/bin/signer"
	chmod +x "$T/bin/signer"
	git config --global gpg.ssh.program "$T/bin/signer"
}

# answered_by_eve: that QA has looked, signed
answered_by_eve() {
	signed <<<'evidence-sign = required'
	begun
	is eve
	quietly git staging tick qa
	stands qa done
	is ada
}

# doubted <words>: it does not count, and both programs say why
doubted() {
	stands qa open
	run git staging
	says "($1)"
	run git staging verify 0.2.0
	exits 1
	says "$(git rev-parse --short=10 "$(at)"): $1"
	remember
	run git rel finish -y 0.2.0
	refused 1 "qa: open, for qa ($1)"
}

@test "what a key has signed that was revoked since does not count" {
	answered_by_eve
	cp "$T/home/eve.pub" "$T/home/revoked"
	git config --global gpg.ssh.revocationFile "$T/home/revoked"
	doubted 'its signature is bad'
}

@test "a signature for another purpose is none" {
	answered_by_eve
	is eve
	signer 'test "$2" != sign || set -- "$1" "$2" "$3" file "$5" "$6" "$7"; exec ssh-keygen "$@"'
	remember
	run git staging tick qa
	refused 1 'the record would not count: its signature is bad'
	slipped qa
	is ada
	git config --global --unset gpg.ssh.program
	run git staging verify 0.2.0
	exits 1
	says "$(git rev-parse --short=10 "$(at)"): it"
	# that before counts still
	stands qa done
	run git staging
	says '(eve@example.com, signed)'
}

@test "an OpenPGP key that has expired says so" {
	sealed
	gpg_key
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-sign = required
		[items]
		qa = QA has looked
		[checklist.final]
		look = qa
		release = @tagged @merged
	END
	begun
	quietly git staging tick qa
	stands qa done
	[ "$(git log -1 --format=%G? "$(at)")" = G ]
	gpg --batch --quiet --quick-set-expire "$(gpg --with-colons -k | sed -n '/^fpr/{s/fpr:*//;s/://;p;q}')" seconds=1 2>/dev/null
	sleep 2
	# the keyring is another one, so it is looked up again
	stands qa open
	run git staging
	says '(its signature, or the key, has expired)'
	run git staging verify 0.2.0
	exits 1
	says "$(git rev-parse --short=10 "$(at)"): its signature, or the key, has expired"
}

@test "who refuses to touch the key records nothing" {
	answered_by_eve
	signer 'test "$2" != sign || { echo "Couldn'"'"'t sign message: device not found" >&2; exit 255; }; exec ssh-keygen "$@"'
	remember
	run git staging tick docs
	refused '1|128' 'device not found'
	run git staging known-issue add slow
	refused '1|128' 'device not found'
	run git rel finish -y 0.2.0
	exits '1|128'
}

@test "the agent is gone when gates have run: what they found is kept, and signed later" {
	sealed
	keys ada
	repo_trunk
	policy <<-'END'
		[staging]
		evidence-sign = required
		[gate.good]
		run = "echo x >>$HOME/ran; mv $HOME/ada $HOME/ada.away"
		[gate.bad]
		run = "echo x >>$HOME/ran; exit 3"
		[checklist.final]
		look = good bad
		release = @tagged
	END
	begun
	remember
	run git staging run -j1
	exits '1|128'
	says 'good: passed' 'bad: failed'
	unchanged
	mv "$HOME/ada.away" "$HOME/ada"
	# what has passed is not run again, what has not is
	run git staging run -j1
	exits 1
	stands good done
	stands bad failed
	[ "$(wc -l <"$HOME/ran")" = 3 ]
	[ "$(records gate)" = 3 ]
	git verify-commit "$(at)" "$(at)~1"
}

@test "evidence.jsonl that was altered by a byte is not what was sealed" {
	asked
	out
	git staging report --json 0.2.0 >"$T/evidence.jsonl"
	local sum
	sum=$(git cat-file tag refs/rel/seal/0.2.0 | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p')
	echo "$sum  $T/evidence.jsonl" | sha256sum -c --quiet
	sed -i '2s/pass/fail/' "$T/evidence.jsonl"
	run sha256sum -c --quiet <<<"$sum  $T/evidence.jsonl"
	exits 1
	# so are its lines in another order
	git staging report --json 0.2.0 | tac >"$T/evidence.jsonl"
	run sha256sum -c --quiet <<<"$sum  $T/evidence.jsonl"
	exits 1
}

@test "one key under two names is told where roles are used" {
	signed <<<'evidence-sign = auto'
	begun
	run git staging verify 0.2.0
	[[ $output != *'one key'* ]]
	printf 'carl@example.com namespaces="git" %s\n' "$(cat "$T/home/eve.pub")" >>"$T/home/signers"
	run git staging verify 0.2.0
	says 'warning: one key is that of eve@example.com and carl@example.com: roles cannot tell them apart'
	git switch -q main
	run git staging start -y --no-switch 0.3.0
	exits 0
	says 'one key is that of eve@example.com and carl@example.com'
}
