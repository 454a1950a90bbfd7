#!/usr/bin/env bats
# What a server with the rule `evidence` lets in below refs/rel, and with the tag of a
# release.

load lib
load staging

setup() { sealed; }

# on_guard <value> [<line of the server's config>]: our hooks are on the server
on_guard() {
	(
		cd "$REMOTE" || exit
		git config rel.rule.evidence "$1"
		quietly git rel hooks -y install --server
	)
}

# refused_push <words>... -- <arguments of git push>
refused_push() {
	local words=()
	while [ "$1" != -- ]; do
		words+=("$1")
		shift
	done
	shift
	run git push -q "$@"
	exits 1
	says "${words[@]}"
}

@test "what is no evidence, or no seal of that release, does not come in" {
	asked
	out
	on_guard append-only
	local last
	last=$(at)
	refused_push "'refs/rel/evidence/0.3.0' would be no evidence" -- \
		origin v0.2.0:refs/rel/evidence/0.3.0
	refused_push "'refs/rel/evidence/0.3.0' would be no evidence" -- \
		origin main:refs/rel/evidence/0.3.0
	# that of another release
	refused_push "it is of release '0.2.0'" -- origin "$last:refs/rel/evidence/0.3.0"
	refused_push "'refs/rel/seal/0.3.0' would be no seal" -- origin main:refs/rel/seal/0.3.0
	refused_push 'is that of 0.2.0' -- origin refs/rel/seal/0.2.0:refs/rel/seal/0.3.0
	# what follows a record and is none
	git update-ref refs/heads/odd "$(git commit-tree -p "$last" -m odd "$last^{tree}")"
	refused_push "would be no evidence" -- origin odd:refs/rel/evidence/0.2.0
	# over records that the server does not get, or other ones than it says
	quietly git staging known-issue --no-push --of 0.2.0 add slow
	git cat-file tag refs/rel/seal/0.2.0 | sed "s/^object .*/object $(at)/; /BEGIN SSH/,\$d" |
		git mktag >"$T/id"
	git -C "$REMOTE" update-ref -d refs/rel/seal/0.2.0
	refused_push 'is over records that are not in refs/rel/evidence/0.2.0' -- \
		origin "$(cat "$T/id"):refs/rel/seal/0.2.0"
	refused_push 'says other records than it is over' -- \
		origin "$(cat "$T/id"):refs/rel/seal/0.2.0" refs/rel/evidence/0.2.0
	quietly git staging push -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0
	here_and_there refs/rel/seal/0.2.0
}

@test "what was left there before there was a rule goes away as the hint says" {
	asked
	git push -q origin main:refs/rel/evidence/0.2.0 main:refs/rel/seal/0.2.0
	on_guard append-only
	run git staging start -y 0.2.0
	exits '1|128'
	says "'origin' has no evidence in refs/rel/evidence/0.2.0"
	eval "$(sed -n 's/^hint: \(git push .*\) mends it$/\1/p' <<<"$output")"
	run git ls-remote origin 'refs/rel/evidence/*'
	[ -z "$output" ]
	begun
	run git staging fetch 0.2.0
	exits 0
	says "'origin' has no seal of 0.2.0 in refs/rel/seal/0.2.0"
	eval "$(sed -n 's/.*: \(git push .*\) takes it away$/\1/p' <<<"$output")"
	run git ls-remote origin 'refs/rel/seal/*'
	[ -z "$output" ]
	# one who has it here
	git update-ref refs/rel/seal/0.2.0 main
	run git staging verify 0.2.0
	exits 1
	eval "$(sed -n 's/.*: \(git update-ref .*\) takes it away here$/\1/p' <<<"$output")"
	quietly git staging verify 0.2.0
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	here_and_there refs/rel/seal/0.2.0
	quietly git staging verify 0.2.0
}

@test "evidence = qualified: a release that was qualified goes out, and none without" {
	asked
	on_guard qualified
	begun
	quietly git staging tick docs
	# past all of it
	git tag -a -m v v0.2.0
	refused_push "'v0.2.0' comes without the seal of its evidence" -- origin v0.2.0
	git tag -a -m v v0.3.0
	refused_push "'v0.3.0' comes without the evidence" \
		'git tag -d v0.3.0 && git staging start 0.3.0' -- origin v0.3.0
	git tag -d v0.2.0 v0.3.0
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	here_and_there refs/tags/v0.2.0 refs/rel/seal/0.2.0
	# a candidate needs none
	git tag -a -m rc v0.4.0-rc.1
	git push -q origin v0.4.0-rc.1
}

@test "evidence = qualified: the seal has to be about that commit, and the commit that was tested" {
	asked
	on_guard qualified
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	local was
	was=$(git rev-parse v0.2.0)
	echo evil >evil
	git add evil
	git commit -q -m evil
	git tag -f -a -m 'Release v0.2.0' v0.2.0
	refused_push "'v0.2.0' is on $(git rev-parse --short=10 HEAD), its seal is about" -- \
		--atomic origin v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	git update-ref refs/tags/v0.2.0 "$was"
	git push -q --atomic origin main~1:main v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "evidence = qualified: who seals by hand what is open is told what is open" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	# the policy asks for more by now, as one who sealed by another policy would find
	git -C "$REMOTE" config rel.rule.evidence qualified
	policy_there 'more = Somebody else has looked'
	on_guard qualified
	refused_push '0.2.0 is not qualified on' 'more: open' -- \
		--atomic origin v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "evidence = qualified: a server that was itself cloned asks its own main, too" {
	local way
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	git -C "$REMOTE" config rel.rule.evidence qualified
	policy_there 'more = Somebody else has looked'
	mv "$REMOTE" "$T/before.git"
	for way in --bare --mirror; do
		git clone -q "$way" "$T/before.git" "$REMOTE"
		on_guard qualified
		# a branch it has fetched from there is not main either
		git -C "$REMOTE" update-ref refs/remotes/origin/main main~1
		refused_push '0.2.0 is not qualified on' 'more: open' -- \
			--atomic origin v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
		rm -rf "$REMOTE"
	done
}

# policy_there <item>: one more of the list, on main there
policy_there() {
	git clone -q "file://$REMOTE" "$T/other"
	(
		cd "$T/other" || exit
		sed -i "s/^docs = .*/&\n$1/; s/^look = .*/& more/" .gitrel
		git commit -q -a -m 'Ask for more'
		git push -q origin HEAD:main
	)
}

@test "evidence = qualified: what was found after the seal, and before the tag, counts" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	on_guard qualified
	quietly git rel finish -y --no-push
	git push -q origin refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 docs --fail -m bad
	cd "$R" || return
	refused_push 'is not qualified on' 'docs: failed' -- --atomic origin main v0.2.0
	run ! git -C "$REMOTE" rev-parse -q --verify refs/tags/v0.2.0
}

@test "evidence = qualified: signatures are looked at by git, with the signers of main" {
	signed <<-'END'
		evidence-sign = required
		signers = signers
	END
	cp "$T/home/signers" signers
	git add signers
	git commit -q -m 'Who may sign'
	git push -q origin main
	git -C "$REMOTE" config gpg.format ssh
	on_guard qualified
	git config --global commit.gpgSign true
	git config --global tag.gpgSign true
	begun
	quietly git staging tick docs
	is eve
	quietly git staging tick qa
	is ada
	quietly git rel finish -y --no-push 0.2.0
	# another seal, which nobody known has signed
	local seal
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	git cat-file tag "$seal" | sed '/BEGIN SSH/,$d' | git mktag >"$T/id"
	refused_push "the seal of 'v0.2.0' is not signed" -- --atomic origin main v0.2.0 \
		refs/rel/evidence/0.2.0 "$(cat "$T/id"):refs/rel/seal/0.2.0"
	git push -q --atomic origin main v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "evidence = qualified: who begins a release names no signers of their own" {
	signed <<-'END'
		evidence-sign = required
		signers = signers
	END
	cp "$T/home/signers" signers
	git add signers
	git commit -q -m 'Who may sign'
	git push -q origin main
	on_guard qualified
	git config --global commit.gpgSign true
	git config --global tag.gpgSign true
	# mallory's clone has a main of its own, with another file
	local name
	: >signers
	for name in ada eve; do
		ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory-$name"
		printf '%s@example.com %s\n' "$name" "$(cat "$T/home/mallory-$name.pub")" >>signers
	done
	git commit -q -a -m 'My own signers'
	git update-ref refs/remotes/origin/main main
	git config remote.origin.fetch '+refs/heads/none:refs/remotes/origin/none'
	git switch -q -c release/v0.2.0
	git config user.signingkey "$T/home/mallory-ada.pub"
	git config gpg.ssh.allowedSignersFile "$PWD/signers"
	git config rel.finish push
	git clone -q --bare . "$T/own.git"
	git remote set-url origin "file://$T/own.git"
	quietly git staging start -y 0.2.0
	quietly git staging tick docs
	git config user.email eve@example.com
	git config user.signingkey "$T/home/mallory-eve.pub"
	quietly git staging tick qa
	quietly git rel finish -y --no-push 0.2.0
	refused_push "names signers that 'main' never had in 'signers'" -- --atomic \
		"file://$REMOTE" v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "evidence = qualified: what is open there is named with what brings it here" {
	asked
	on_guard qualified
	begun
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y --no-push 0.2.0
	another eve
	quietly git staging fetch 0.2.0
	quietly git staging tick docs --fail -m late
	cd "$R" || return
	quietly git staging fetch 0.2.0
	refused_push '0.2.0 is not qualified on' 'docs: failed' \
		'git staging fetch 0.2.0 && git staging status 0.2.0' -- \
		--atomic origin main v0.2.0 refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "a push that the server refuses for its evidence is not sent to the forge instead" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	into "$REMOTE/hooks/pre-receive" <<-'END'
		#!/bin/sh
		echo "error: evidence: 0.2.0 is not qualified on 1234567890: docs: failed" >&2
		exit 1
	END
	chmod +x "$REMOTE/hooks/pre-receive"
	run git rel finish -y 0.2.0
	exits 1
	says 'hint: git staging fetch 0.2.0 && git staging status 0.2.0'
	[[ $output != *rel.finish* ]] || complain "$output"
}
