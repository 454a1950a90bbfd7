#!/usr/bin/env bats
# The commits of many records are kept in one file, which status reads: it says what
# it would say without.

load lib
load staging

setup() { sealed; }

kept=.git/rel/logs/0.2.0/commits

# many <n>: answers of one item, by git's own plumbing
many() {
	local tip message signs=()

	quietly git staging tick --no-push docs
	tip=$(evidence)
	message=$(git log -1 --format=%B "$tip")
	[ -z "$(git config commit.gpgsign)" ] || signs=(-S)
	for ((n = 0; n < $1; n++)); do
		tip=$(git commit-tree "${signs[@]}" -p "$tip" "$tip^{tree}" <<<"$message")
	done
	git update-ref refs/rel/evidence/0.2.0 "$tip"
}

evidence() { git rev-parse refs/rel/evidence/0.2.0; }

# as_without: the file leaves no trace in what status says
as_without() {
	local with without

	with=$(git staging status 0.2.0 2>&1)
	rm -f "$kept"
	without=$(git staging status 0.2.0 2>&1)
	[ "$with" = "$without" ] ||
		complain "with the file: $with" "without: $without"
}

# missing <commit>: git has it no more; found: it has it again
missing() { mv ".git/objects/${1:0:2}/${1:2}" "$T/object"; }
found() { mv "$T/object" ".git/objects/${1:0:2}/${1:2}"; }

@test "many records are read out of one file, which verify and those who record do not trust" {
	local middle

	asked
	begun
	quietly git staging
	[ ! -e "$kept" ]
	many 20
	quietly git staging
	[ -s "$kept" ]
	middle=$(git rev-parse refs/rel/evidence/0.2.0~5)
	missing "$middle"
	run git staging
	exits 0
	says '[x] docs: The manual is up to date'
	run git staging verify 0.2.0
	exits 128
	says "the record ${middle:0:10} is not here"
	run git staging tick --no-push note
	exits 128
	says "the record ${middle:0:10} is not here"
	found "$middle"
	run git staging verify 0.2.0
	exits 0
}

@test "a file that is damaged, or is another's, changes nothing that is said" {
	asked
	begun
	many 20
	quietly git staging
	cp "$kept" "$T/kept"
	said=$(git staging)
	same() { [ "$(git staging)" = "$said" ] || complain "$1: $(git staging)"; }
	sed 's/"pass"/"fail"/g' "$T/kept" >"$kept"
	same 'another answer'
	head -c 3000 "$T/kept" >"$kept"
	same 'cut off'
	: >"$kept"
	same 'empty'
	printf 'git-rel commits 2\n' | cat - "$T/kept" >"$kept"
	same 'of another version'
	head -c 5000 /dev/urandom >"$kept"
	same 'noise'
	sed 's/^\([0-9a-f]\{40\}\) [0-9]*$/\1 99999999999999999999/' "$T/kept" >"$kept"
	same 'no such sizes'
	rm "$kept"
	ln -s "$T/kept" "$kept"
	same 'a link'
	rm "$kept"
	mkdir "$kept"
	same 'a folder'
}

@test "what was kept says nothing of policy, keys, or where the evidence ends" {
	signed <<<'bind = commit'
	git config commit.gpgsign true
	begun
	many 20
	quietly git staging
	[ -s "$kept" ]
	as_without
	# a signer who is none any more
	git config gpg.ssh.allowedSignersFile /dev/null
	as_without
	git config --unset gpg.ssh.allowedSignersFile
	# who is asked, by another policy
	quietly git staging
	git switch -q main
	sed -i 's/The manual is up to date/The manual is printed/' .gitrel
	git commit -q -a -m 'Another policy'
	git push -q origin main
	git switch -q release/v0.2.0
	as_without
	# the evidence ends elsewhere
	quietly git staging
	git update-ref refs/rel/evidence/0.2.0 refs/rel/evidence/0.2.0~20
	as_without
}
