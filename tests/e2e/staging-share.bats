#!/usr/bin/env bats
# Evidence is shared: nothing that anybody has recorded is lost, whoever pushes
# when, and whatever happens to the refs of the remote.

load lib
load staging

setup() { sealed; }

# ---- push and fetch --------------------------------------------------------

# Bob has answered on the branch, and Ada has moved it since.
moved_by_another() {
	asked
	begun
	ada=$PWD
	another bob
	git switch -q release/v0.2.0
	quietly git staging fetch 0.2.0
	quietly git staging tick --no-push note
	bob=$PWD
	cd "$ada" || return
	work a.txt more
	quietly git staging push -y 0.2.0
	at=$(git rev-parse --short=10 HEAD)
	cd "$bob" || return
}

@test "fetch brings the candidate that another has made" {
	moved_by_another
	git switch -q --detach
	git branch -q -D release/v0.2.0
	quietly git staging fetch 0.2.0
	run git staging status 0.2.0
	exits 0
	says "candidate: $at"
	git cat-file -e "$at"
	[ "$(git rev-parse --short=10 origin/release/v0.2.0)" = "$at" ]
	quietly git gc --prune=now
	run git staging tick docs --of 0.2.0
	exits 0
}

@test "a branch that is behind the candidate is brought there, not pushed" {
	moved_by_another
	old=$(git rev-parse --short=10 HEAD)
	quietly git staging fetch 0.2.0
	run git staging status
	says "next: git switch release/v0.2.0 && git pull --ff-only origin release/v0.2.0" "('release/v0.2.0' is at $old here)"
	remember
	run git staging tick docs
	refused 1 "'release/v0.2.0' is at $old here, and the candidate is $at" \
		'git pull --ff-only origin release/v0.2.0'
	# what was answered here goes there all the same
	run git staging push -y 0.2.0
	exits 1
	says "'origin' has 'release/v0.2.0' at $at, which is more than here: " \
		'git pull --ff-only origin release/v0.2.0'
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	[ "$(git rev-parse --short=10 HEAD)" = "$old" ]
	[ "$(git -C "$REMOTE" rev-parse --short=10 release/v0.2.0)" = "$at" ]
	git pull -q --ff-only origin release/v0.2.0
	run git staging tick docs
	exits 0
}

@test "finish names the way to what it has seen on the remote" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --fail docs --of 0.2.0
	cd "$R"
	remember
	run git rel finish -y 0.2.0
	refused 1 'docs: failed' "git staging fetch 0.2.0 brings what 'origin' has of it"
	quietly git staging fetch 0.2.0
	stands docs failed
}

@test "what the remote does not take is kept here, and that is said" {
	asked
	begun
	printf '#!/bin/sh\necho no; exit 1\n' >"$REMOTE/hooks/pre-receive"
	chmod +x "$REMOTE/hooks/pre-receive"
	run git staging tick docs
	exits 1
	says 'it is kept here: git staging push 0.2.0 shares it'
	[[ $output != *'nothing was changed'* ]]
	stands docs done
	rm "$REMOTE/hooks/pre-receive"
	quietly git staging push -y 0.2.0
	here_and_there refs/rel/evidence/0.2.0
}

@test "fetch says where records are that the remote has lost" {
	asked
	begun
	quietly git staging tick docs
	git -C "$REMOTE" update-ref -d refs/rel/evidence/0.2.0
	run git staging fetch --no-forge 0.2.0
	exits 0
	says "has lost records" "more than 'origin': git staging push 0.2.0 brings them there"
	quietly git staging push -y 0.2.0
	run git staging fetch 0.2.0
	says "records, as 'origin'"
}

@test "what is no evidence on the remote is told, with what mends it" {
	asked
	begun
	was=$(evidence_there)
	for bad in "$(git rev-parse main)" "$(git hash-object -w VERSION)"; do
		git push -q -f origin "$bad:refs/rel/evidence/0.2.0"
		run git staging fetch 0.2.0
		exits 128
		says "'origin' has no evidence in refs/rel/evidence/0.2.0"
		mend=$(sed -n 's/^hint: \(git push.*\) mends it$/\1/p' <<<"$output")
		run git staging tick docs
		exits 128
		[[ $output != *'shares it'* ]]
		eval "$mend"
		[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	done
	# who has none, nor what is there, gives the place free
	bad=$(git commit-tree -m Nothing 'HEAD^{tree}')
	git push -q -f origin "$bad:refs/rel/evidence/0.2.0"
	another bob
	run git staging fetch 0.2.0
	exits 128
	eval "$(sed -n 's/^hint: \(git push.*\) mends it$/\1/p' <<<"$output")"
	run ! evidence_there
	git -C "$R" push -q origin refs/rel/evidence/0.2.0
	quietly git staging fetch 0.2.0
}

@test "in a clone that knows of no release both ways to one are named" {
	asked
	begun
	another bob
	remember
	run git staging
	refused 128 'no release is being qualified here' \
		"git staging fetch <version> brings one that 'origin' has" 'git staging start <version>'
	run git staging verify 0.1.0
	[[ $output != *'start 0.1.0'* ]]
}

@test "of several releases one is to be named, and how" {
	asked
	quietly git staging start -y --no-switch 0.2.0
	quietly git staging start -y --no-switch 0.3.0
	remember
	run git staging
	refused 129 'which release? there are 2' 'git staging status <version> or, of an item or a gate, --of <version>'
}

@test "a release that is out gives way to the one that is not" {
	asked
	out
	git switch -q main
	quietly git staging start -y --no-switch 0.3.0
	git branch -q -D release/v0.3.0
	run git staging
	exits 0
	says '0.3.0 on'
	run git staging fetch
	exits 0
	says '0.3.0 has'
}

@test "of a release that is closed the commands that still say something are named" {
	asked
	out
	quietly git staging close
	git switch -q main
	run git staging
	exits 128
	says 'no release is being qualified here' '0.2.0 is closed: git staging report 0.2.0, git staging verify 0.2.0'
}

@test "what undo shows for evidence can be typed as it stands" {
	asked
	quietly git staging start -y 0.2.0
	run git rel undo -n
	says 'git update-ref -d refs/rel/evidence/0.2.0'
	git update-ref -d refs/rel/evidence/0.2.0
}

@test "undo of an answer says that records only grow" {
	asked
	begun
	quietly git staging tick --no-push docs
	run git rel undo -y
	exits 0
	says "'git staging tick docs' stays, for records only grow: git staging withdraw <item>"
	stands docs done
}

@test "two findings that did not know of each other are two" {
	repo_trunk
	policy <<-'END'
		[items]
		low = @findings:low None is left
		high = @findings:high None that is high
		[checklist.final]
		look = low high
		release = @tagged
	END
	begun
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging finding add --no-push --of 0.2.0 low 'a spot'
	cd "$R"
	quietly git staging finding add high 'a hole'
	cd "$T/bob"
	quietly git staging push -y 0.2.0
	stands high open
	stands low open
	run git staging report 0.2.0
	says 'a spot' 'a hole'
	# a number that two have names neither
	remember
	run git staging finding fix 1 --of 0.2.0
	refused 1 'several findings are number 1' '(low): a spot, by bob@example.com' \
		'(high): a hole, by ada@example.com' 'git staging finding fix <one of these>'
	run git staging finding --of 0.2.0
	says 'high  open: a hole, by ada@example.com'
	hole=$(sed -n 's/^1  \([0-9a-f]*\)  high .*/\1/p' <<<"$output")
	run git staging finding fix "$hole" --of 0.2.0
	exits 0
	says 'finding 1 (high): a hole, fixed'
	stands high done
	stands low open
	quietly git staging finding fix 1 --of 0.2.0
	stands low done
	stands high done
	run git staging finding fix 1 --of 0.2.0
	exits 1
	says 'finding 1 is fixed already'
}

@test "evidence without its candidate names what brings it" {
	moved_by_another
	git update-ref refs/rel/evidence/0.2.0 "$(git rev-parse refs/rel/remotes/origin/evidence/0.2.0)"
	git fetch -q origin '+refs/rel/evidence/0.2.0:refs/rel/evidence/0.2.0'
	remember
	run git staging tick docs
	[ "$status" = 128 ]
	says "the candidate of 0.2.0, $at, is not here" 'git staging fetch 0.2.0 brings it'
}

@test "push takes branch and evidence there at once, or neither" {
	asked
	quietly git staging start -y 0.2.0
	on_server_refuse 'refs/rel/*'
	remember unmoved
	run git staging push -y
	exits 1
	unchanged_there
	on_server_allow
	[ ! -e .git/rel/journal ] || quietly git staging --abort
	run git staging push -y
	exits 0
	says "'origin' has 'release/v0.2.0' at" 'and its evidence'
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
	[ "$(git rev-parse refs/rel/remotes/origin/evidence/0.2.0)" = "$(evidence_there)" ]
	[ "$(git config branch.release/v0.2.0.merge)" = refs/heads/release/v0.2.0 ]
	# nothing is left to do
	remember
	quietly git staging push -y
	unchanged
}

@test "push makes the tip of a branch that moved the candidate" {
	asked
	begun
	work a.txt more
	run git staging push -n
	exits 0
	says 'record candidate' 'git push --atomic origin release/v0.2.0 refs/rel/evidence/0.2.0'
	quietly git staging push -y
	[ "$(records candidate)" = 1 ]
	here_and_there refs/heads/release/v0.2.0 refs/rel/evidence/0.2.0
}

@test "push refuses a branch that lacks what the remote has" {
	asked
	begun
	colleague release/v0.2.0 'echo bob >>a.txt'
	work b.txt mine
	remember
	run git staging push -y
	refused 1 "'origin' has commits on 'release/v0.2.0' that are not here" \
		'git pull --rebase origin release/v0.2.0'
}

@test "without a remote all of it works here" {
	asked
	git remote remove origin
	git config rel.finish push
	quietly git staging start -y 0.2.0
	quietly git staging tick docs
	quietly git staging tick note
	run git staging push -y
	exits 128
	says "there is no remote 'origin'"
	quietly git rel finish -y 0.2.0
	git rev-parse -q --verify refs/rel/seal/0.2.0
}

@test "what is recorded while the remote is away is kept, and pushed later" {
	asked
	begun
	mv "$REMOTE" "$REMOTE.away"
	run git staging tick docs
	exits '1|128'
	says 'it is kept here: git staging push 0.2.0 shares it'
	stands docs done
	run git staging
	says 'not shared yet: git staging push 0.2.0'
	mv "$REMOTE.away" "$REMOTE"
	run git staging push -y
	exits 0
	here_and_there refs/rel/evidence/0.2.0
	[ "$(records item)" = 1 ]
}

@test "fetch brings what is known to a clone that has nothing of it" {
	asked
	begun
	quietly git staging tick docs
	another bob
	run git staging
	exits '1|128'
	says 'no release is being qualified here'
	run git staging fetch 0.2.0
	exits 0
	says "0.2.0 has 2 records, as 'origin'"
	stands docs done
	run git staging
	exits 0
	run git staging fetch 0.9.0
	exits '1|128'
	says "'origin' has no evidence of 0.9.0" 'git staging start 0.9.0 begins it'
	# no branch came along, and no refspec
	run ! git rev-parse -q --verify refs/heads/release/v0.2.0
	[ "$(git config --get-all remote.origin.fetch)" = '+refs/heads/*:refs/remotes/origin/*' ]
}

@test "who records shares what was recorded, and no commit of the branch" {
	asked
	begun
	there=$(git -C "$REMOTE" rev-parse release/v0.2.0)
	work secret.txt 'not ready'
	quietly git staging finding add low small
	quietly git staging known-issue add slow
	here_and_there refs/rel/evidence/0.2.0
	[ "$(git -C "$REMOTE" rev-parse release/v0.2.0)" = "$there" ]
	git reset -q --hard HEAD~1
	# nor is what others have pushed there in the way
	colleague release/v0.2.0 'echo bob >>a.txt'
	quietly git staging tick docs
	here_and_there refs/rel/evidence/0.2.0
	# the branch of a release that was never pushed
	git switch -q main
	quietly git staging start -y 0.3.0
	quietly git staging tick --of 0.3.0 docs
	[ "$(evidence_there 0.3.0)" = "$(git rev-parse refs/rel/evidence/0.3.0)" ]
	run ! git -C "$REMOTE" rev-parse -q --verify refs/heads/release/v0.3.0
	quietly git staging push -y 0.3.0
	here_and_there refs/heads/release/v0.3.0
}

@test "fetch brings the seal of a release, and push what the remote has lost of it" {
	asked
	another old
	cd "$R" || return
	begun
	(cd "$T/old" && quietly git staging fetch 0.2.0)
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	for clone in old new; do
		[ "$clone" = old ] || another new
		cd "$T/$clone" || return
		quietly git fetch
		quietly git staging fetch 0.2.0
		[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
		run git staging verify 0.2.0
		exits 0
		says 'sealed: 4 records'
		# nothing is left to bring
		remember
		quietly git staging fetch 0.2.0
		unchanged
	done
	git -C "$REMOTE" update-ref -d refs/rel/seal/0.2.0
	quietly git staging push -y 0.2.0
	[ "$(git -C "$REMOTE" rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
	# a seal that is another's is told, and taken for no other
	git cat-file tag "$seal" | sed -e '1,/^$/d' -e "s/$(git rev-parse 'v0.2.0^{}')/$(git rev-parse v0.1.0)/" |
		git tag -a -F - other "$(at)"
	git push -q origin refs/tags/other
	git -C "$REMOTE" update-ref refs/rel/seal/0.2.0 "$(git rev-parse refs/tags/other)"
	run git staging fetch 0.2.0
	exits 0
	says "'origin' has another seal of 0.2.0"
	# what is none goes as told, also where nobody has it
	git -C "$REMOTE" tag -a -m 'No seal' none main
	git -C "$REMOTE" update-ref refs/rel/seal/0.2.0 "$(git -C "$REMOTE" rev-parse refs/tags/none)"
	run git staging fetch 0.2.0
	exits 0
	says "'origin' has no seal of 0.2.0"
	eval "$(sed -n "s/^note: 'origin' has no seal .*: \(git push.*\) takes it away$/\1/p" <<<"$output")"
	run ! git -C "$REMOTE" rev-parse -q --verify refs/rel/seal/0.2.0
	[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
}

@test "a clone that begins or takes up a release gets what the one before ended with" {
	repo_trunk
	policy <<-'END'
		[item.speed]
		ask = It is as fast as before
		wants = ms
		accept = ms <= 110% of previous
		[items]
		docs = The manual is up to date
		[item.first]
		ask = How fast is it?
		wants = ms
		[checklist.final]
		look = docs
		[checklist.patch]
		look = speed first?
		[checklist.minor]
		look = docs first
	END
	begun 0.2.0
	quietly git staging tick docs
	quietly git staging tick first --value ms=10
	quietly git rel finish -y 0.2.0
	tip=$(git rev-parse refs/rel/evidence/0.2.0)
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	another bob
	# one that does not even know of its tag
	git tag -d v0.2.0 >/dev/null
	quietly git staging start -y 0.2.1 main
	[ "$(git rev-parse refs/rel/evidence/0.2.0)" = "$tip" ]
	[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
	[[ $(git log -1 --format=%B refs/rel/evidence/0.2.1) == *"\"previous\":\"0.2.0\",\"previousTip\":\"$tip\",\"previousSeal\":\"$seal\""* ]]
	run git staging tick speed --value ms=12
	exits 1
	quietly git staging push -y 0.2.1
	another eve
	quietly git staging fetch 0.2.1
	[ "$(git rev-parse refs/rel/seal/0.2.0)" = "$seal" ]
	quietly git staging tick --of 0.2.1 speed --value ms=11
	run git staging verify 0.2.1
	exits 0
	run ! grep -q warning <<<"$output"
	remember
	quietly git staging fetch 0.2.1
	unchanged
}

@test "evidence is pushed without the branch where that is gone" {
	asked
	begun
	git switch -q main
	git branch -q -D release/v0.2.0
	quietly git staging tick --no-push docs
	run git staging push -y
	exits 0
	says "'origin' has the evidence of 0.2.0"
	here_and_there refs/rel/evidence/0.2.0
}

# ---- several people ---------------------------------------------------------

@test "fetch knows of the branch that it has asked about" {
	asked
	another bob
	cd "$R" || return
	begun
	git push -q origin release/v0.2.0:main
	cd "$T/bob" || return
	git pull -q
	quietly git staging fetch 0.2.0
	[ "$(git rev-parse origin/release/v0.2.0)" = "$(git -C "$R" rev-parse release/v0.2.0)" ]
	run git staging
	says 'next: git staging tick docs'
	quietly git staging tick docs
	quietly git staging tick note
	run git staging
	says 'next: git rel finish 0.2.0'
}

@test "of two who start a release at once the second is told who was first" {
	asked
	another bob
	quietly git staging start -y 0.2.0
	cd "$R" || return
	quietly git staging start -y 0.2.0
	quietly git staging push -y
	cd "$T/bob" || return
	run git staging push -y
	exits '1|128'
	says "0.2.0 is being qualified on 'origin' already: ada@example.com began it" \
		'git update-ref -d refs/rel/evidence/0.2.0 && git staging fetch 0.2.0'
	[ "$(evidence_there)" = "$(git -C "$R" rev-parse refs/rel/evidence/0.2.0)" ]
	# git rel, which has no such verb, says the same
	git switch -q release/v0.2.0
	run git rel finish -y 0.2.0
	says 'git update-ref -d refs/rel/evidence/0.2.0 && git staging fetch 0.2.0'
	git update-ref -d refs/rel/evidence/0.2.0
	quietly git staging fetch 0.2.0
	quietly git staging tick note
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	[ "$(records item)" = 1 ]
}

@test "answers of two clones are joined, and the worse one counts" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 --no-push --fail docs
	cd "$R" || return
	quietly git staging tick docs
	stands docs done
	cd "$T/bob" || return
	quietly git staging push -y 0.2.0
	stands docs failed
	[ "$(git log -1 --format=%s refs/rel/evidence/0.2.0)" = join ]
	[ "$(git log -1 --format=%p refs/rel/evidence/0.2.0 | wc -w)" = 2 ]
	[ "$(records item)" = 2 ]
	cd "$R" || return
	quietly git staging fetch
	stands docs failed
	# who has seen both decides
	quietly git staging tick docs
	stands docs done
	cd "$T/bob" || return
	quietly git staging fetch 0.2.0
	stands docs done
}

@test "who was second between look and push comes again" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 --no-push note
	cd "$R" || return
	cat >.git/hooks/pre-push <<-END
		#!/bin/sh
		unset \$(git rev-parse --local-env-vars)
		cat >/dev/null
		rm -f "\$0"
		cd '$T/bob' && git staging push -y 0.2.0 >/dev/null
	END
	chmod +x .git/hooks/pre-push
	run git staging tick docs
	exits 0
	here_and_there refs/rel/evidence/0.2.0
	[ "$(records item)" = 2 ]
	stands docs done
	stands note done
}

@test "ten clones that push at once lose nothing" {
	asked
	begun
	for i in 1 2 3 4 5 6 7 8 9 10; do
		another "u$i"
		quietly git staging fetch 0.2.0
	done
	pids=()
	for i in 1 2 3 4 5 6 7 8 9 10; do
		(cd "$T/u$i" && git staging tick --of 0.2.0 -m "of $i" note) \
			>"$T/u$i.out" 2>&1 3>&- &
		pids+=($!)
	done
	for i in 1 2 3 4 5 6 7 8 9 10; do
		wait "${pids[i - 1]}" || complain "u$i: $(cat "$T/u$i.out")"
	done
	cd "$R" || return
	quietly git staging fetch
	[ "$(records item)" = 10 ]
	stands note done
}

# One at a time, as all that changes something here.
@test "eight ticks at once in one clone: each is kept or told to come again" {
	asked
	begun
	pids=() kept=0
	for i in 1 2 3 4 5 6 7 8; do
		git staging tick -m "of $i" note >"$T/$i.out" 2>&1 3>&- &
		pids+=($!)
	done
	for i in 1 2 3 4 5 6 7 8; do
		if wait "${pids[i - 1]}"; then
			kept=$((kept + 1))
		else
			grep -Eq 'is running|moved|somebody else' "$T/$i.out" ||
				complain "$i: $(cat "$T/$i.out")"
		fi
	done
	quietly git staging push -y
	[ "$(records item)" -ge "$kept" ]
	[ "$kept" -ge 1 ]
	here_and_there refs/rel/evidence/0.2.0
}

# ---- what happens to refs ---------------------------------------------------

@test "records that the remote has lost are told, and go back with the next push" {
	asked
	begun
	quietly git staging tick docs
	git -C "$REMOTE" update-ref refs/rel/evidence/0.2.0 refs/rel/evidence/0.2.0~1
	run git staging fetch
	exits 0
	says "'origin' has lost records of 0.2.0 that it had"
	stands docs done
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0
	[ "$(records item)" = 1 ]
	# all of it
	git -C "$REMOTE" update-ref -d refs/rel/evidence/0.2.0
	run git staging tick note
	exits 0
	says "'origin' has lost records of 0.2.0 that it had"
	here_and_there refs/rel/evidence/0.2.0
	[ "$(records item)" = 2 ]
}

@test "records that the remote has lost and others have added to are joined" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	cd "$R" || return
	quietly git staging tick docs
	git -C "$REMOTE" update-ref refs/rel/evidence/0.2.0 refs/rel/evidence/0.2.0~1
	cd "$T/bob" || return
	quietly git staging tick --of 0.2.0 note
	cd "$R" || return
	run git staging push -y
	exits 0
	says "'origin' has lost records of 0.2.0"
	[ "$(records item)" = 2 ]
	here_and_there refs/rel/evidence/0.2.0
}

@test "a server that takes only steps forward takes evidence" {
	asked
	git -C "$REMOTE" config receive.denyNonFastForwards true
	git -C "$REMOTE" config receive.denyDeletes true
	begun
	another bob
	quietly git staging fetch 0.2.0
	quietly git staging tick --of 0.2.0 --no-push note
	cd "$R" || return
	quietly git staging tick docs
	cd "$T/bob" || return
	quietly git staging push -y 0.2.0
	[ "$(records item)" = 2 ]
	cd "$R" || return
	quietly git staging tick note
	quietly git staging tick docs
	quietly git rel finish -y --keep 0.2.0
	here_and_there refs/rel/evidence/0.2.0 refs/rel/seal/0.2.0
}

@test "git's own fetch --prune and gc keep what was not pushed" {
	asked
	begun
	quietly git staging tick --no-push docs
	tip=$(git rev-parse refs/rel/evidence/0.2.0)
	git fetch -q --prune origin
	git -c gc.pruneExpire=now gc -q --prune=now
	[ "$(git rev-parse refs/rel/evidence/0.2.0)" = "$tip" ]
	stands docs done
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0
}

@test "push --mirror of a clone that has none of it deletes it, and it comes back" {
	asked
	begun
	quietly git staging tick docs
	another bob
	git push -q --mirror origin
	run ! evidence_there
	cd "$R" || return
	quietly git staging push -y
	here_and_there refs/rel/evidence/0.2.0 refs/heads/release/v0.2.0
	[ "$(records item)" = 1 ]
}

@test "a shallow clone says why it cannot tell" {
	asked
	begun
	quietly git staging tick docs
	git clone -q --depth=1 "file://$REMOTE" "$T/shallow"
	cd "$T/shallow" || return
	git fetch -q --depth=1 origin refs/rel/evidence/0.2.0:refs/rel/evidence/0.2.0
	run git staging status 0.2.0
	exits '1|128'
	says 'shallow'
}

@test "evidence of another release, or of none, is not taken for it" {
	asked
	begun
	quietly git staging start -y 0.3.0 main
	git -C "$REMOTE" fetch -q "$R" refs/rel/evidence/0.3.0:refs/rel/evidence/0.2.0 --force
	remember
	run git staging fetch 0.2.0
	exits '1|128'
	says "it is of release '0.3.0'"
	[ "$(git log -1 --format=%s refs/rel/evidence/0.2.0)" = 'open 0.2.0' ]
	git -C "$REMOTE" update-ref refs/rel/evidence/0.2.0 refs/heads/main
	run git staging fetch 0.2.0
	exits '1|128'
	says 'has not the form of a record'
}

# ---- a command that was killed ------------------------------------------------

@test "what a killed command had kept and not shared, --continue shares" {
	asked
	begun
	local point shared=0
	for point in 1 2 3 4 5 6 7 8 9 10 11 12; do
		run env CRASH_AT=$point git staging tick docs
		[ "$status" = 99 ] || break
		run git staging --continue
		if [ "$status" = 0 ] && [ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]; then
			shared=$((shared + 1))
		else
			# nothing had been kept
			says 'nothing was interrupted'
			[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
		fi
		[ -z "$(leftovers)" ]
	done
	[ "$shared" -gt 2 ]
	[ "$point" -gt 3 ]
	stands docs done
	[ ! -e .git/rel/goes-on ]
}

@test "status names what was interrupted, and the one command that is not refused then" {
	asked
	begun
	local point told=0
	for point in 1 2 3 4 5 6 7 8 9 10 11 12; do
		run env CRASH_AT=$point git staging tick docs
		[ "$status" = 99 ] || break
		run git staging
		exits 0
		if [[ $output == *"! 'git staging tick docs' was interrupted"* ]]; then
			says 'next: git staging --continue'
			[[ $output != *'git staging push'* ]]
			run git staging push -y
			exits 1
			quietly git staging --continue
			told=$((told + 1))
		fi
		run git staging push -y
		exits 0
	done
	[ "$told" -gt 1 ]
}

@test "a lock in the way of --continue is told in the words of git staging" {
	asked
	local point told=0 lock
	for point in 1 2 3 4 5 6 7 8; do
		run env CRASH_AT=$point git staging start -y --no-switch "0.2.$point" main
		[ "$status" = 99 ] || break
		lock=.git/$(locks_of "refs/rel/evidence/0.2.$point.lock")
		mkdir -p "${lock%/*}"
		: >"$lock"
		run git staging --continue
		if [ "$status" != 0 ] && [[ $output == *"$lock"* ]]; then
			says 'git staging --continue'
			[[ $output != *'git rel --'* ]] || complain "$output"
			told=$((told + 1))
		fi
		rm -f "$lock"
		run git staging --continue
	done
	[ "$told" -gt 0 ] || complain "$point: $output"
}

@test "git rel --continue hands on to git staging, and --quit leaves it here" {
	asked
	begun
	git remote set-url --push origin file:///nowhere
	run git staging tick docs
	exits 1\|128
	says 'it is kept here: git staging push 0.2.0 shares it'
	git config --unset remote.origin.pushurl
	[ "$(evidence_there)" != "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	run git rel --continue
	exits 0
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
	git remote set-url --push origin file:///nowhere
	run git staging tick note
	exits 1\|128
	git config --unset remote.origin.pushurl
	run git staging --quit
	exits 0
	says 'kept here, and not shared: git staging push does that'
	run git staging --continue
	exits 1\|128
	says 'nothing was interrupted'
	quietly git staging push -y
	[ "$(evidence_there)" = "$(git rev-parse refs/rel/evidence/0.2.0)" ]
}

@test "a clone of main alone has the branch once it has fetched the evidence" {
	asked
	sed -i 's/^look = .*/look = @branch docs note/' .gitrel
	git commit -q -a -m 'The branch, too'
	git push -q origin main
	begun
	git clone -q --single-branch "file://$REMOTE" "$T/bob"
	cd "$T/bob"
	run git staging fetch
	exits 128
	says 'hint: git staging fetch 0.2.0'
	quietly git staging fetch 0.2.0
	stands @branch done
	run git staging status 0.2.0
	says 'next: git staging tick docs'
}

@test "what one clone has found does not change what the others see of a release" {
	asked
	sed -i 's/^look = .*/look = @rc docs note/' .gitrel
	git commit -q -a -m 'Candidates'
	git push -q origin main
	git tag v0.1.0rc1 v0.1.0
	run git rel init -y
	says "rel.scheme is 'pep440' in this clone alone; .gitrel says it to all: git config --file .gitrel release.scheme pep440"
	begun
	quietly git rel rc -y
	stands @rc done
	run git rel doctor
	says "rel.scheme is 'pep440' here alone, as git rel init has found it: origin/main:.gitrel does not say it" \
		'git config --file .gitrel release.scheme pep440'
	quietly git staging tick docs
	quietly git staging tick note
	another bob
	quietly git staging fetch 0.2.0
	stands @rc open
	cd "$R"
	quietly git rel finish -y
	another eve
	quietly git staging fetch 0.2.0
	stands @rc done
	[[ $(git staging report 0.2.0) == *'**GO**'* ]]
	cd "$R"
	$(git rel doctor | grep -o 'git config --file .gitrel release.scheme pep440')
	[ "$(git config --file .gitrel release.scheme)" = pep440 ]
	git commit -q -a -m 'Said to all'
	git push -q origin HEAD:main
	run git rel doctor
	[[ $output != *'here alone'* ]]
}

@test "in a clone that has not fetched the tag, what is out is not called untagged" {
	asked
	begun
	another bob
	quietly git staging fetch 0.2.0
	cd "$R" || return
	quietly git staging tick docs
	quietly git staging tick note
	quietly git rel finish -y 0.2.0
	cd "$T/bob" || return
	git config remote.origin.tagOpt --no-tags
	quietly git staging fetch 0.2.0
	run git rev-parse -q --verify refs/tags/v0.2.0
	[ "$status" -ne 0 ]
	run git staging status 0.2.0
	says '[?] @tagged: ' 'v0.2.0 is not here: git fetch origin'
	git fetch -q --tags origin
	stands @tagged done
}

@test "status of a release whose start was interrupted says so" {
	asked
	local point
	for point in 1 2 3 4 5 6 7 8; do
		run env CRASH_AT=$point git staging start -y 0.2.0 main
		[ ! -e .git/rel/journal ] || break
	done
	run ! git rev-parse -q --verify refs/rel/evidence/0.2.0
	run git staging status 0.2.0
	exits 0
	says "! 'git staging start 0.2.0' was interrupted" 'next: git staging --'
}

@test "git staging alone says that a start, or a rehearsal, was interrupted" {
	asked
	local point
	for point in 1 2 3 4 5 6 7 8; do
		run env CRASH_AT=$point git staging start -y 0.2.0 main
		[ ! -e .git/rel/journal ] || break
	done
	run git staging
	exits 0
	says "! 'git staging start 0.2.0' was interrupted" 'next: git staging --'
}

@test "what was cut short before anything was recorded begins anew, or is forgotten" {
	asked
	begun
	local point fresh=0
	for point in 1 2 3 4 5 6 7 8; do
		run env CRASH_AT=$point git staging finding add low "blank $point"
		[ "$status" = 99 ] || break
		if [ -e .git/rel/goes-on ] && [ ! -e .git/rel/journal ] &&
			[[ $(git log --format=%B refs/rel/evidence/0.2.0) != *"blank $point"* ]]; then
			fresh=$((fresh + 1))
			cp .git/rel/goes-on "$T/goes-on"
			run git staging --continue
			exits 0
			git log --format=%B refs/rel/evidence/0.2.0 | grep -q "blank $point" ||
				complain "it was not done: $output"
			run env CRASH_AT=$point git staging finding add low "other $point"
			run git staging --quit
			exits 0
			says "'git staging finding' had recorded nothing yet, and is forgotten"
			[ ! -e .git/rel/goes-on ]
		else
			quietly git staging --continue || :
		fi
	done
	[ "$fresh" -gt 0 ]
}
