#!/usr/bin/env bats
# git rel help --web: the pages in the user's browser, as git help -w opens its own.

load lib

# The program in a place of its own, with pages beside it, and a browser that notes
# what it is to show.
setup() {
	sealed
	mkdir -p "$T/usr/bin" "$T/usr/share/doc/git-rel/html"
	cp "$(command -v git-rel)" "$T/usr/bin"
	PATH=$T/usr/bin:$PATH
	PAGES=$T/usr/share/doc/git-rel/html
	touch "$PAGES"/{git-rel,git-staging,gitrel,gitrel-hooks,gitrel-workflow}.html
	git config --global web.browser noted
	git config --global browser.noted.cmd "printf '%s\n' >>'$T/shown'"
	printf '#!/bin/sh\necho "man $*" >>"%s"\n' "$T/shown" >"$T/bin/man"
	chmod +x "$T/bin/man"
	PATH=$T/bin:$PATH
}

# shown <address>: the browser, or man, was asked for that once, and nothing else
shown() {
	[ "$(cat "$T/shown")" = "$1" ] || complain "shown: $(cat "$T/shown"), instead of $1" ||
		return
	rm "$T/shown"
}

@test "--web opens the page in the browser, as git does" {
	quietly git rel help --web
	shown "$PAGES/git-rel.html"
	quietly git rel help -w workflow
	shown "$PAGES/gitrel-workflow.html"
	quietly git rel help config --web
	shown "$PAGES/gitrel.html"
	# the same browser as git's
	git config --global help.htmlPath "$PAGES"
	quietly git help -w rel
	shown "$PAGES/git-rel.html"
}

@test "a command has its place on the page" {
	quietly git rel help --web finish
	shown "file://$PAGES/git-rel.html#git_rel_finish"
}

@test "each command's place is on the page that make html makes" {
	command -v mandoc >/dev/null || skip "no mandoc"
	mandoc -T html -O fragment "$TOP/man/git-rel.1" >"$T/page"
	for verb in $(git-rel --list-cmds | cut -f1); do
		rm -f "$T/shown"
		quietly git rel help -w "$verb"
		place=$(sed 's/.*#//' "$T/shown")
		# two are topics, and have pages of their own
		[[ $verb =~ ^(config|hooks)$ ]] || grep -q "id=\"$place\"" "$T/page" ||
			complain "$verb: $place is not there"
	done
}

@test "a folder whose name no URL would take as it stands" {
	mv "$T/usr" "$T/a #b%20?"
	PATH="$T/a #b%20?/bin:$PATH"
	quietly git rel help -w notes
	shown "file://$T/a%20%23b%2520%3F/share/doc/git-rel/html/git-rel.html#git_rel_notes"
	quietly git rel help -w
	shown "$T/a #b%20?/share/doc/git-rel/html/git-rel.html"
}

@test "the program may be called by a link" {
	mkdir "$T/other"
	mv "$T/usr/bin/git-rel" "$T/usr/bin/git-rel.real"
	ln -s ../usr/bin/git-rel.real "$T/other/git-rel"
	PATH=$T/other:$PATH
	quietly git rel help -w staging
	shown "$PAGES/git-staging.html"
}

@test "help.browser comes before web.browser, and in any repository's config" {
	git init -q "$T/r"
	cd "$T/r"
	git config help.browser mine
	git config browser.mine.cmd "printf 'mine %s\n' >>'$T/shown'"
	quietly git rel help -w
	shown "mine $PAGES/git-rel.html"
	quietly git -c help.browser=noted rel help -w
	shown "$PAGES/git-rel.html"
}

@test "help.htmlPath is looked at first, where it has the page" {
	mkdir "$T/git"
	git config --global help.htmlPath "$T/git"
	quietly git rel help -w
	shown "$PAGES/git-rel.html"
	touch "$T/git/git-rel.html"
	quietly git rel help -w
	shown "$T/git/git-rel.html"
	# git's own manual on the web does not have ours
	git config --global help.htmlPath https://git.example/docs
	quietly git rel help -w
	shown "$PAGES/git-rel.html"
}

@test "help.format decides where nothing is said, --man and --web say it" {
	quietly git rel help
	shown 'man git-rel'
	for format in web html; do
		quietly git -c help.format=$format rel help
		shown "$PAGES/git-rel.html"
		quietly git -c help.format=$format rel help --man staging
		shown 'man git-staging'
		quietly git -c help.format=$format rel help -m
		shown 'man git-rel'
	done
	for format in man info; do
		quietly git -c help.format=$format rel help
		shown 'man git-rel'
	done
	run git rel help -m -w
	exits 129
	says "--man and --web"
}

@test "pages that are not installed: where they were looked for, and what to do" {
	rm "$PAGES"/*
	run git rel help --web workflow
	exits 128
	says "'$PAGES/gitrel-workflow.html' is not there" \
		"hint: 'make install-html' in the sources of git-rel installs the pages" \
		"hint: 'git rel help --man workflow' opens the same without a browser"
	[ ! -e "$T/shown" ]
	git rel help --man workflow
	shown 'man gitrel-workflow'
	# what is there is a folder
	mkdir "$PAGES/git-rel.html"
	run git rel help --web
	exits 128
	says "hint: 'git rel help --man' opens"
}

@test "no browser, or one that git does not know: the page is named" {
	git config --global --unset web.browser
	PATH=$T/bin:$T/usr/bin:/usr/bin
	mkdir "$T/few"
	for tool in git sh sed expr basename; do
		ln -s "$(command -v $tool)" "$T/few/$tool"
	done
	PATH=$T/usr/bin:$T/few run git rel help --web
	exits 128
	says "No known browser available" "no browser shows the page" \
		"hint: it is $PAGES/git-rel.html"
}

@test "a topic that is none is none for a browser either" {
	run git rel help --web workfow
	exits 129
	says "did you mean 'workflow'?"
	[ ! -e "$T/shown" ]
}
