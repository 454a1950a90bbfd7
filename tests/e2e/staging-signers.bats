#!/usr/bin/env bats
# Whose signatures a release takes, when the file of signers on main changes while it
# is under way.

load lib
load staging

setup() { sealed; }

# signers <name>...: their keys are in the file on main, here and there
signers_are() {
	local name branch
	branch=$(git symbolic-ref --short HEAD)
	git switch -q main
	: >signers
	for name; do
		[ -e "$T/home/$name" ] ||
			ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/$name"
		printf '%s@example.com %s\n' "$name" "$(cat "$T/home/$name.pub")" >>signers
	done
	git add signers
	git commit -q --no-gpg-sign -m "Who may sign: $*"
	git push -q origin main
	git switch -q "$branch"
}

# A release that ada has begun, by the signers ada, eve and bob; ada has answered.
under_way() {
	keys ada eve bob
	repo_trunk
	git config --global --unset gpg.ssh.allowedSignersFile
	git config --global commit.gpgSign true
	git config --global tag.gpgSign true
	signers_are ada eve bob
	policy <<-'END'
		[staging]
		evidence-sign = required
		signers = signers
		[items]
		docs = The manual is up to date [paths VERSION]
		qa = QA has looked [paths VERSION]
		[checklist.final]
		look = docs qa
		release = @tagged @merged
	END
	begun
	quietly git staging tick docs
}

# taken <words>...: somebody takes the signers of main
taken() {
	run git staging push -y 0.2.0
	exits 0
	says "who may sign is as 'signers' of 'main' has it by now" "$@"
}

# candidate_with <line>...: the last record as one of a candidate with these members,
# made by hand
candidate_with() {
	local line
	line=$(git log --format=%B refs/rel/evidence/0.2.0 | grep -m 1 '"kind":"open"' |
		sed -e 's/"kind":"open"/"kind":"candidate"/' \
			-e 's/,"policy".*/'"$1"'}/' \
			-e "s/\"by\":\"[^\"]*\"/\"by\":\"$(git config user.email)\"/")
	printf 'by hand\n\n%s\n' "$line" |
		git commit-tree "${@:2}" -p "$(at)" "$(git mktree </dev/null)"
}

# members <commit of main>: what such a record says of its signers
members() {
	printf ',"signers":"%s","signersAt":"%s"' \
		"$(git rev-parse "$1:signers")" "$(git rev-parse "$1")"
}

@test "who comes to the signers of main while a release is under way takes them, and answers" {
	under_way
	signers_are ada eve bob dave
	is dave
	remember
	run git staging tick qa
	refused 1 'the record would not count: its signature is of nobody known' \
		"hint: git staging push 0.2.0 takes who may sign from 'signers' of 'main', which has this key by now"
	run git staging push -n 0.2.0
	exits 0
	says 'who may sign is as'
	taken
	quietly git staging tick qa
	stands qa done
	# what was answered before stays
	stands docs done
	is ada
	# once
	run git staging push -y 0.2.0
	run ! says 'who may sign'
	quietly git rel finish -y 0.2.0
	git clone -q "file://$REMOTE" "$T/fresh"
	cd "$T/fresh"
	quietly git staging fetch 0.2.0
	run git staging verify 0.2.0
	exits 0
	says 'by dave@example.com, signed' 'the evidence is as it was made'
}

@test "who has no line in the signers of main is told what lacks" {
	under_way
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/dave"
	is dave
	remember
	run git staging tick qa
	refused 1 'of nobody known' "hint: 'signers' of 'main' has no line with this key"
	[[ $output != *'belong together'* ]]
}

@test "what was given up begins again with the signers that main has then" {
	under_way
	signers_are ada eve bob dave
	quietly git staging close -y --give-up -m 'New people'
	run git staging start -y 0.2.0
	exits 0
	says "who may sign is as 'signers' of 'main' has it by now"
	quietly git staging push -y 0.2.0
	is dave
	quietly git staging tick qa
	stands qa done
	stands docs done
}

@test "a key that main has taken out signs nothing more once that is taken, also not beside it" {
	under_way
	git config rel.finish push
	signers_are eve bob
	# who has gone can make the merge with main the candidate, no more
	run git staging push -y 0.2.0
	says "who may sign has changed in 'signers' of 'main', and you are none of them"
	local before
	before=$(at)
	is eve
	quietly git staging tick qa
	# nothing goes out as long as that key could sign
	run git staging
	says 'next: git staging push 0.2.0' "('signers' of 'main' has no more the key of ada@example.com)"
	remember
	run git rel finish -y 0.2.0
	refused 1 "'signers' of 'main' has no more the key of ada@example.com, which still signs 0.2.0" \
		'git staging push 0.2.0'
	taken 'it has no more the key of ada@example.com'
	stands docs stale
	run git staging
	says '[~] docs: The manual is up to date  (ada@example.com signs no more)'
	is ada
	remember
	run git staging tick --fail docs
	refused 1 'its signature is of nobody known'
	slipped docs fail
	stands docs open
	# nor does what does not know of it, and is joined to it
	git update-ref refs/rel/evidence/0.2.0 "$before"
	slipped docs fail
	is eve
	quietly git staging push -y 0.2.0
	stands docs open
	[ "$(records item)" = 3 ]
	# nor is what goes out vouched for by one who has gone
	run git rel finish -y 0.2.0
	exits 1
	says 'docs: open'
	quietly git staging tick docs
	quietly git rel finish -y 0.2.0
	run git staging verify 0.2.0
	exits 0
}

@test "whom main has taken out takes nothing, and pushes the branch all the same" {
	under_way
	signers_are eve bob
	echo more >>VERSION
	git commit -q -a -m 'More'
	run git staging push -y 0.2.0
	exits 0
	says "who may sign has changed in 'signers' of 'main', and you are none of them"
	[ "$(records candidate)" = 1 ]
	run ! grep -q signersAt <(git log -1 --format=%B refs/rel/evidence/0.2.0)
}

@test "signers are taken by one of them alone, from main, and not those of before" {
	under_way
	signers_are ada eve bob dave
	signers_are ada eve bob
	# the same file again: a key of between is none
	is dave
	local here
	here=$(at)
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main~1)" -S)"
	# the file was on main, dave is in it: so that is taken
	slipped qa
	stands qa done
	git update-ref refs/rel/evidence/0.2.0 "$here"
	is eve
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main)" -S)"
	here=$(at)
	is dave
	# it is later by now
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main~1)" -S)"
	slipped qa
	stands qa open
	# one that is not signed, and one that nobody known has signed
	signers_are ada eve bob dave
	git update-ref refs/rel/evidence/0.2.0 "$here"
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main)" --no-gpg-sign)"
	slipped qa
	stands qa open
	git update-ref refs/rel/evidence/0.2.0 "$here"
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	is mallory
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main)" -S)"
	is dave
	slipped qa
	stands qa open
	# what main never had
	git update-ref refs/rel/evidence/0.2.0 "$here"
	git switch -q --detach
	printf 'eve@example.com %s\n' "$(cat "$T/home/mallory.pub")" >signers
	git add signers
	git commit -q -m 'My own'
	is eve mallory
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members HEAD)" -S)"
	git switch -q release/v0.2.0
	slipped qa
	stands qa open
}

@test "a release that is begun with signers main never had is begun for nobody" {
	under_way
	local mine open
	mine=$(printf 'ada@example.com %s\n' "$(cat "$T/home/bob.pub")" | git hash-object -w --stdin)
	open=$(git rev-list --max-parents=0 refs/rel/evidence/0.2.0)
	is ada bob
	git update-ref refs/rel/evidence/0.2.0 "$(git cat-file commit "$open" | sed '1,/^$/d' |
		sed "s/\"signers\":\"[0-9a-f]*\"/\"signers\":\"$mine\"/" |
		git commit-tree -S "$(git mktree </dev/null)")"
	slipped qa
	stands qa open
	run git staging verify 0.2.0
	exits 1
	says "it was begun with signers that 'main' never had in 'signers'"
	remember
	run git staging tick docs
	refused 1 'the record would not count: nobody known has begun the release'
	# who is known begins it after all
	git push -q --force origin refs/rel/evidence/0.2.0
	git update-ref refs/rel/remotes/origin/evidence/0.2.0 "$(at)"
	is ada
	taken
	quietly git staging tick qa
	stands qa done
}

@test "a release that nobody has signed the beginning of is begun for nobody" {
	under_way
	local open
	open=$(git rev-list --max-parents=0 refs/rel/evidence/0.2.0)
	git update-ref refs/rel/evidence/0.2.0 "$(git cat-file commit "$open" | sed '1,/^$/d' |
		git commit-tree --no-gpg-sign "$(git mktree </dev/null)")"
	slipped qa
	stands qa open
	run git staging
	says '(nobody known has begun the release)'
	run git staging verify 0.2.0
	exits 1
}

@test "what nobody known has sent there after the release settles nothing" {
	under_way
	git config rel.finish push
	is eve
	quietly git staging tick qa
	local before real seal
	before=$(at)
	quietly git rel finish -y --no-push 0.2.0
	real=$(at)
	seal=$(git rev-parse refs/rel/seal/0.2.0)
	# the tag is there, the record of that is somebody's
	git push -q origin main v0.2.0
	git cat-file commit "$real" | sed '1,/^$/d' |
		git commit-tree --no-gpg-sign -p "$before" "$(git mktree </dev/null)" >"$T/forged"
	git push -q origin "+$(cat "$T/forged"):refs/rel/evidence/0.2.0" "$seal:refs/rel/seal/0.2.0"
	# and main asks for more by now
	git switch -q main
	sed -i 's/^docs = .*/&\nmore = Somebody else has looked/; s/^look = .*/& more/' .gitrel
	git commit -q -a -m 'Ask for more'
	git push -q origin main
	run git rel finish -y 0.2.0
	exits 1
	says 'it is out' '0.2.0 is not qualified' 'more: open'
	# with the record there itself it is settled
	git push -q origin "+$real:refs/rel/evidence/0.2.0"
	quietly git rel finish -y 0.2.0
	# not with a seal that nobody has signed
	git cat-file tag "$seal" | sed '/BEGIN SSH/,$d' | git mktag >"$T/seal"
	git push -q origin "+$(cat "$T/seal"):refs/rel/seal/0.2.0"
	run git rel finish -y 0.2.0
	exits 1
	says 'it is out' 'more: open'
}

@test "a file of signers that only a branch merged into main had is none that main had" {
	under_way
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	git switch -q -c topic main
	printf 'eve@example.com %s\n' "$(cat "$T/home/mallory.pub")" >signers
	git commit -q --no-gpg-sign -a -m 'Mine'
	git checkout -q HEAD~1 -- signers
	git commit -q --no-gpg-sign -m 'As before'
	git switch -q main
	git merge -q --no-ff --no-gpg-sign -m 'Merge topic' topic
	git push -q origin main
	git switch -q release/v0.2.0
	is eve mallory
	git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members topic~1)" -S)"
	slipped qa
	stands qa open
	stands docs done
}

@test "an older file of main beside a newer one that is taken counts for nothing" {
	under_way
	signers_are ada eve bob mallory
	signers_are eve bob
	local early newer took i
	is mallory
	slipped qa
	stands qa open
	is eve
	taken
	newer=$(at)
	is mallory
	# whatever comes first by its id
	for i in 1 2 3 4 5 6; do
		git update-ref refs/rel/evidence/0.2.0 "$(git rev-list --max-parents=0 "$newer")"
		took=$(candidate_with "$(members main~1)" -S)
		git update-ref refs/rel/evidence/0.2.0 \
			"$(printf 'join\n' | git commit-tree -S -p "$newer" -p "$took" "$(git mktree </dev/null)")"
		stands qa open
		export GIT_COMMITTER_DATE="$((1700000000 + i)) +0000"
	done
}

# begun_as <sed expression>...: the first record as somebody else would have made it
begun_as() {
	local open
	open=$(git rev-list --max-parents=0 refs/rel/evidence/0.2.0)
	git update-ref refs/rel/evidence/0.2.0 "$(git cat-file commit "$open" | sed '1,/^$/d' |
		sed -e "s/\"by\":\"[^\"]*\"/\"by\":\"$(git config user.email)\"/" "$@" |
		git commit-tree "$SIGN" "$(git mktree </dev/null)")"
	git push -q --force origin refs/rel/evidence/0.2.0
	git update-ref refs/rel/remotes/origin/evidence/0.2.0 "$(at)"
}

# taken_over: who is known to main begins it after all
taken_over() {
	is ada
	remember
	run git staging tick qa
	refused 1 'the record would not count: nobody known has begun the release' \
		"hint: git staging push 0.2.0 takes who may sign from 'signers' of 'main', which has this key by now"
	taken
	quietly git staging tick qa
	stands qa done
	run git staging push -y 0.2.0
	run ! says 'who may sign'
}

@test "a release that is begun without signers, where main has some, is begun for nobody" {
	under_way
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	# this clone's own settings know more people
	{ git show main:signers; printf 'mallory@example.com %s\n' "$(cat "$T/home/mallory.pub")"; } >"$T/home/all"
	git config --global gpg.ssh.allowedSignersFile "$T/home/all"
	is mallory
	SIGN=-S begun_as -e 's/,"signers":"[0-9a-f]*"//' -e 's/,"signersAt":"[0-9a-f]*"//'
	slipped qa
	slipped docs
	stands qa open
	stands docs open
	run git staging verify 0.2.0
	exits 1
	says "it was begun without the signers of 'main', 'signers'"
	taken_over
	stands docs open
}

@test "a release that a stranger has begun with the very file of main is taken over" {
	under_way
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	is mallory
	SIGN=-S begun_as
	taken_over
}

@test "a release that is begun unsigned with the very file of main is taken over" {
	under_way
	SIGN=--no-gpg-sign begun_as
	taken_over
}

@test "a clone that does not have main believes nobody's signers" {
	under_way
	local mine
	mine=$(printf 'ada@example.com %s\n' "$(cat "$T/home/bob.pub")" | git hash-object -w --stdin)
	is ada bob
	SIGN=-S begun_as -e "s/\"signers\":\"[0-9a-f]*\"/\"signers\":\"$mine\"/"
	slipped qa
	git push -q origin refs/rel/evidence/0.2.0
	git clone -q --single-branch -b release/v0.2.0 "file://$REMOTE" "$T/single"
	cd "$T/single"
	git fetch -q origin refs/rel/evidence/0.2.0:refs/rel/evidence/0.2.0
	git -C "$T/repo" cat-file blob "$mine" 2>/dev/null | git hash-object -w --stdin >/dev/null || :
	run git staging status 0.2.0
	says "warning: 'origin/main' is not here, so nobody can tell who may sign, and nothing that is signed counts: git remote set-branches --add origin main && git fetch origin"
	stands qa open
	run git staging verify 0.2.0
	exits 1
	says "nobody can tell who may sign: 'main' is not here"
	git remote set-branches --add origin main
	git fetch -q origin
	run git staging verify 0.2.0
	exits 1
	says "it was begun with signers that 'main' never had in 'signers'"
}

@test "what a stranger names signers by is asked about all at once" {
	under_way
	ssh-keygen -q -t ed25519 -N '' -C '' -f "$T/home/mallory"
	is mallory
	local i
	for i in 1 2 3 4 5 6; do
		git update-ref refs/rel/evidence/0.2.0 "$(candidate_with "$(members main)" -S)"
	done
	is ada
	git staging status 0.2.0 >/dev/null
	GIT_TRACE2_EVENT=$T/trace git staging status 0.2.0 >/dev/null
	[ "$(grep -c '"event":"start".*"--no-walk=unsorted"' "$T/trace")" -le 2 ]
}

@test "one key under two names in a file that is taken is told" {
	under_way
	policy <<-'END'
		[staging]
		evidence-sign = required
		signers = signers
		[roles]
		qa = eve@example.com
		[items]
		docs = The manual is up to date [paths VERSION]
		qa = QA has looked [paths VERSION, by qa]
		[checklist.final]
		look = docs qa
		release = @tagged @merged
	END
	cp "$T/home/bob" "$T/home/eve"
	cp "$T/home/bob.pub" "$T/home/eve.pub"
	signers_are ada eve bob
	taken 'one key is that of eve@example.com and bob@example.com: roles cannot tell them apart'
	run git staging verify 0.2.0
	says 'warning: one key is that of eve@example.com and bob@example.com: roles cannot tell them apart'
}

@test "how a line of the signers is written takes nobody out" {
	under_way
	is eve
	quietly git staging tick qa
	git switch -q main
	sed -i -e 's/^ada.*/  & of ada\r/' -e 's/^eve/# &\n\t&/' signers
	git commit -q -a --no-gpg-sign -m 'The same'
	git push -q origin main
	git switch -q release/v0.2.0
	run git staging push -n 0.2.0
	exits 0
	says 'who may sign is as'
	[[ $output != *'no more the key'* ]] || complain "$output"
	git config rel.finish push
	quietly git staging push -y 0.2.0
	quietly git rel finish -y 0.2.0
}

@test "nothing goes out where main has no more a file of who may sign" {
	under_way
	git config rel.finish push
	is eve
	quietly git staging tick qa
	git switch -q main
	git rm -q signers
	git commit -q --no-gpg-sign -m 'Nobody signs'
	git push -q origin main
	git switch -q release/v0.2.0
	quietly git staging push -y 0.2.0
	run git rel finish -y 0.2.0
	exits 1
	says "has no more the key of ada@example.com, eve@example.com, bob@example.com" \
		"hint: 'main' has no file 'signers' any more: put it back there"
}

@test "main that was moved forward to a branch it was merged into has had what it had" {
	under_way
	git switch -q main
	git commit -q --allow-empty -m 'Elsewhere'
	git push -q origin main
	git switch -q release/v0.2.0
	git commit -q --allow-empty -m 'More'
	git merge -q --no-ff -m 'Take main' main
	git push -q origin release/v0.2.0 release/v0.2.0:main
	git fetch -q
	git switch -q main
	git merge -q --ff-only origin/main
	[ "$(git log --first-parent --format=%s -1 main^)" = More ]
	run git staging verify 0.2.0
	[[ $output != *'never had'* ]] || complain "$output"
	run git staging status 0.2.0
	[[ $output != *'never had'* && $output != *'nobody known'* ]] || complain "$output"
}

@test "a file of signers that was moved is the one that it was before" {
	under_way
	is eve
	quietly git staging tick qa
	is ada
	quietly git staging push -y 0.2.0
	quietly git rel finish -y 0.2.0
	run git staging verify 0.2.0
	exits 0
	git switch -q main
	git pull -q origin main
	mkdir keys
	git mv signers keys/signers
	sed -i 's,^signers = signers$,signers = keys/signers,' .gitrel
	git commit -q --no-gpg-sign -a -m 'Keys have a folder'
	git push -q origin main
	run git staging verify 0.2.0
	exits 0
	[[ $output != *'never had'* ]] || complain "$output"
}

@test "who takes later signers beside the seal changes nothing of what is sealed" {
	under_way
	is eve
	quietly git staging tick qa
	local open tip take
	open=$(git rev-list --max-parents=0 "$(at)")
	is ada
	quietly git rel finish -y 0.2.0
	tip=$(at)
	signers_are eve bob
	git fetch -q
	is eve
	git update-ref refs/rel/evidence/0.2.0 "$open"
	take=$(candidate_with "$(members main)" -S)
	git update-ref refs/rel/evidence/0.2.0 \
		"$(printf 'join\n' | git commit-tree -S -p "$tip" -p "$take" "$(git mktree </dev/null)")"
	run git staging verify 0.2.0
	[[ $output != *'nobody known'* && $output != *'never counted'* ]] || complain "$output"
	stands docs done
	stands qa done
}

@test "whom main has taken out leaves no error behind by an answer that joined" {
	under_way
	is eve
	quietly git staging tick qa
	local before tip
	before=$(at)
	signers_are ada eve
	is ada
	quietly git staging push -y 0.2.0
	tip=$(at)
	# bob has not fetched that when he answers; his push joins the two
	git update-ref refs/rel/evidence/0.2.0 "$before"
	is bob
	slipped docs
	git update-ref refs/rel/evidence/0.2.0 \
		"$(printf 'join\n' | git commit-tree -S -p "$tip" -p "$(at)" "$(git mktree </dev/null)")"
	is ada
	run git staging verify 0.2.0
	exits 0
	says 'its signature is of nobody known, so it has never counted'
}
