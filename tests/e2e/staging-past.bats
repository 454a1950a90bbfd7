#!/usr/bin/env bats
# A release that was pushed past `git rel finish`, by hand: what is out is not what
# was qualified, and nobody is told otherwise.

load lib
load staging

setup() { sealed; }

# A release is being qualified, and somebody merges, tags and pushes another commit.
past() {
	asked
	begun
	git config staging.bind "${1:-commit}"
	quietly git staging push -y
	WAS=$(git rev-parse --short=10 refs/heads/release/v0.2.0)
	if [ "$(git log -1 --format=%s refs/rel/evidence/0.2.0)" != "candidate $WAS" ]; then
		WAS=$(git staging | sed -n 's/^candidate: \([0-9a-f]*\).*/\1/p')
	fi
	echo evil >evil
	git add evil
	git commit -q -m 'Nobody saw this'
	by_hand_out release/v0.2.0
}

# by_hand_out <branch>: merged, tagged, pushed
by_hand_out() {
	git switch -q main
	git merge -q --no-ff --no-edit "$1"
	git tag -a -m 'Release v0.2.0' v0.2.0
	git push -q --atomic origin main v0.2.0 release/v0.2.0
	IS=$(git rev-parse --short=10 main)
}

# refute_there <ref>
refute_there() {
	! git -C "$REMOTE" rev-parse -q --verify "$1" >/dev/null ||
		complain "$1 is on the remote"
}

@test "a release that was pushed by hand is not what was qualified" {
	past
	run git staging status 0.2.0
	exits 0
	says "[!] @tagged: " "v0.2.0 is on $IS, what was qualified is $WAS" "[!] @merged: " \
		"next: git staging close --give-up -m <why> 0.2.0"
	run git staging report 0.2.0
	exits 0
	says '**NO-GO**: it is out, and v0.2.0 is on'
	run git staging report --format=html 0.2.0
	exits 0
	says 'RELEASED, NOT QUALIFIED' "v0.2.0 is on $IS, what was qualified is $WAS"
}

@test "nothing that is answered about it afterwards counts" {
	past
	remember
	run git staging tick --of 0.2.0 docs
	refused 1 '0.2.0 is out, and was not qualified: v0.2.0 is on' "what was qualified is $WAS"
	run git staging run --of 0.2.0
	refused 1 '0.2.0 is out, and was not qualified'
	run git staging close 0.2.0
	refused 1 '0.2.0 is out, and was not qualified' \
		'git staging close --give-up -m <why> 0.2.0'
}

@test "finish does not call it released" {
	past
	remember
	run git rel finish -y 0.2.0
	refused 1 "0.2.0 is out, and was not qualified: v0.2.0 is on $IS, what was qualified is $WAS"
	# in a clone that has no evidence, either
	another bob
	git switch -q release/v0.2.0
	remember
	run git rel finish -y 0.2.0
	refused 1 "0.2.0 is out, and was not qualified: v0.2.0 is on $IS, what was qualified is $WAS"
	run git rel finish -y --dry-run 0.2.0
	refused 1 '0.2.0 is out, and was not qualified'
}

@test "verify tells that what is out is not what was qualified" {
	past
	run git rel verify 0.2.0
	exits 1
	says 'evidence' "v0.2.0 is on $IS, what was qualified is $WAS" 'git staging fetch 0.2.0'
}

@test "it ends by being given up, and stays what it is" {
	past
	run git staging close -y --give-up -m 'pushed by hand' 0.2.0
	exits 0
	run git staging status 0.2.0
	exits 0
	says '0.2.0 was given up by'
	run git staging report 0.2.0
	says '**NO-GO**: it is out'
	run git rel verify 0.2.0
	exits 1
	says "v0.2.0 is on $IS, what was qualified is $WAS"
	remember
	run git rel finish -y 0.2.0
	refused 1 '0.2.0 is out, and was not qualified' 'git rel hotfix'
}

@test "who has not fetched the rest of the evidence gives nothing up that is released" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	cd "$R" || return
	echo more >more
	git add more
	git commit -q -m more
	quietly git staging push -y
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	git fetch -q
	run git staging status 0.2.0
	says 'what was qualified is' "git staging fetch 0.2.0 brings what 'origin' has of its evidence"
	remember
	run git staging close --give-up -m 'it looks wrong' 0.2.0
	refused 1 "0.2.0 is released: tag 'v0.2.0' is there"
	quietly git staging fetch 0.2.0
	stands @tagged done
}

@test "by files, the same files as another commit are what was qualified" {
	asked
	begun
	by_hand_out release/v0.2.0
	stands @tagged done
	stands @merged done
}

@test "what was qualified, and tagged by hand before all was answered, is asked for and sealed" {
	asked
	begun
	by_hand_out release/v0.2.0
	run git rel verify 0.2.0
	exits 1
	says 'no record here says that it went out'
	remember
	run git rel finish -y 0.2.0
	refused 1 'it is out: 0.2.0 is not qualified' 'docs: open'
	quietly git staging tick --of 0.2.0 docs
	quietly git staging tick --of 0.2.0 note
	run git rel finish -y 0.2.0
	exits 0
	here_and_there refs/rel/evidence/0.2.0
	here_and_there refs/rel/seal/0.2.0
	run git staging verify 0.2.0
	exits 0
	run git rel verify 0.2.0
	says 'is what was qualified'
	run git rel finish -y 0.2.0
	exits 0
	says 'already'
	quietly git staging close 0.2.0
}

@test "the branch may go on after the release" {
	asked
	out
	git switch -q -c release/v0.2.0 v0.2.0
	echo more >more
	git add more
	git commit -q -m 'After the release'
	quietly git staging push -y 0.2.0
	stands @tagged done
}

# Qualified and finished by Ada, who pushes it by hand; Eve had found something before
# that, which Ada's clone has not fetched.
past_a_fail() {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	another eve
	quietly git staging fetch 0.2.0
	cd "$R" || return
	quietly git rel finish -y --no-push 0.2.0
	(cd "$T/eve" && quietly git staging tick docs --fail -m late)
	git push -q --atomic origin main v0.2.0
}

@test "what finish made and a hand pushed is not called released where others have failed it" {
	past_a_fail
	run git staging status 0.2.0
	says 'next: git rel finish 0.2.0'
	remember
	run git rel finish -y 0.2.0
	refused 1 'it is out: 0.2.0 is not qualified' 'docs: failed' 'git staging fetch 0.2.0'
	# nor does it help to share what is here
	run git staging push 0.2.0
	exits 0
	refute_there refs/rel/seal/0.2.0
	stands docs failed
	remember
	run git rel finish -y 0.2.0
	refused 1 'it is out: 0.2.0 is not qualified' 'docs: failed'
	(cd "$T/eve" && quietly git staging fetch 0.2.0 && quietly git staging tick docs)
	run git rel finish -y 0.2.0
	exits 0
	here_and_there refs/rel/evidence/0.2.0
	here_and_there refs/rel/seal/0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "what a hand pushed and nothing speaks against is finished with its evidence and seal" {
	asked
	begun
	echo else >else
	git switch -q main
	git add else
	git commit -q -m 'Main goes on'
	git push -q origin main
	quietly git staging push -y 0.2.0
	quietly git staging tick --of 0.2.0 docs
	quietly git staging tick --of 0.2.0 note
	quietly git rel finish -y --no-push 0.2.0
	git push -q --atomic origin main v0.2.0
	run git rel finish -y 0.2.0
	exits 0
	here_and_there refs/rel/evidence/0.2.0
	here_and_there refs/rel/seal/0.2.0
	refute_there refs/heads/release-qual/0.2.0
	run git rel finish -y 0.2.0
	exits 0
	says 'already'
}
