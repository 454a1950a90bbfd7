#!/usr/bin/env bats
# make html: the pages, as a parser reads them.  What a browser makes of them: make
# check-pages.

load lib

setup_file() {
	T=$BATS_FILE_TMPDIR
	sealed
	export PAGES=$BATS_FILE_TMPDIR/html
	VERSION=1.2.3 quietly "$TOP/pages/make.sh" "$PAGES"
}

setup() { sealed; }

# links <folder>: what is wrong with the pages there
links() { "$PYTHON" "$TOP/tests/pages/links.py" "$1"; }

@test "every link leads somewhere, the index leads to all, nothing runs or is fetched" {
	run -0 links "$PAGES"
	[[ $output == 'followed '[0-9]*' links of 15 pages' ]] || complain "$output"
}

@test "what must not be in a page is found" {
	mkdir "$T/html"
	cp "$PAGES/"* "$T/html"
	sed -i 's|href="tour.html"|href="gone.html"|; s|</main>|<a href="https://x.example">x</a></main>|
		s|<main>|<main><img src="//x.example/a.png"><p id="tour"></p>|' "$T/html/index.html"
	sed -i 's|</head>|<script></script></head>|; s|href="#OPTIONS"|href="#GONE"|' \
		"$T/html/git-rel.html"
	echo 'body { background: url(x.png) }' >>"$T/html/style.css"
	run -0 links "$T/html"
	says "index.html: a link to what is not there: gone.html" \
		"index.html: a link out of the folder: https://x.example" \
		"index.html: src=//x.example/a.png" "index.html: the id 'tour' is there twice" \
		"git-rel.html: <script>" "git-rel.html: a link to a place that is not there: #GONE" \
		"style.css: it fetches something"
}

@test "the pages are valid HTML" {
	command -v tidy >/dev/null || skip "no tidy"
	for page in "$PAGES"/*.html; do
		# it knows no SVG inside of HTML
		sed '/^<svg/,/^<\/svg>/d' "$page" | tidy -q -e -utf8 >"$T/said" 2>&1 ||
			complain "$page: $(cat "$T/said")"
	done
}

@test "made again, from elsewhere and in another language, they are the same bytes" {
	(cd / && VERSION=1.2.3 LC_ALL=C.UTF-8 TZ=Asia/Tokyo quietly "$TOP/pages/make.sh" "$T/html")
	diff -r "$PAGES" "$T/html"
}

# texts <page> <name of elements>: the text of each, a line each
texts() {
	"$PYTHON" - "$PAGES/$1" "$2" <<-'END_OF_READER'
		import html.parser
		import sys


		class Reader(html.parser.HTMLParser):
		    depth = 0
		    text = ""

		    def handle_starttag(self, tag, attrs):
		        self.depth += tag == sys.argv[2]

		    def handle_endtag(self, tag):
		        if tag == sys.argv[2]:
		            print(" ".join(self.text.split()))
		            self.depth, self.text = 0, ""

		    def handle_data(self, data):
		        if self.depth:
		            self.text += data


		with open(sys.argv[1], encoding="utf-8") as f:
		    Reader(convert_charrefs=True).feed(f.read())
	END_OF_READER
}

@test "the manual is all there: each section, and each command" {
	for f in "$TOP"/man/*.[157]; do
		name=${f##*/}
		grep -oE '^\.S[hs] .*' "$f" | cut -c5- | sed 's/"//g' | sort >"$T/told"
		{
			texts "${name%.*}.html" h2
			texts "${name%.*}.html" h3
		} | sort >"$T/shown"
		diff "$T/told" "$T/shown"
	done
}

@test "links to git's own pages are text, those to ours are links" {
	grep -q '<span class="Xr">git-merge(1)</span>' "$PAGES/gitrel-workflow.html"
	grep -q '<a class="Xr" href="gitrel-forge.html">gitrel-forge(7)</a>' \
		"$PAGES/gitrel-workflow.html"
	# .Sx of a section that another page has
	grep -q '<a class="Sx" href="git-staging.html#FORMS">' "$PAGES/gitrel-forge.html"
	# ... and of the page that is named, where several have it
	grep -q '<a class="Sx" href="gitrel.html#COMMANDS">' "$PAGES/git-rel.html"
	grep -q '<a class="Sx" href="gitrel.html#RULES">' "$PAGES/git-staging.html"
}

@test "each process has its policy and its form to the byte, and is told of" {
	n=0
	for f in "$TOP"/examples/*; do
		name=${f##*/}
		page=process-${name%.*}.html
		"$PYTHON" - "$PAGES/$page" "$f" <<-'END_OF_READER' || complain "$name is not in $page"
			import html
			import sys

			page, file = [open(f, encoding="utf-8").read() for f in sys.argv[1:]]
			sys.exit(file.rstrip("\n") not in html.unescape(page))
		END_OF_READER
		n=$((n + 1))
	done
	[ "$n" -ge 9 ]
	[ "$(texts process-gitops.html h1)" = 'Pushes that do the work' ]
	texts process-gitops.html pre | grep -qx '\$ git rel watch \$ git rel approve .*'
	# with the section that the manual refers to
	texts process-qualification.html h3 | grep -qx 'What moves the branch comes first'
}

@test "the tour is that of README.md, its table too" {
	[ "$(texts tour.html h1)" = 'Five minutes' ]
	sed -n '/^## Five minutes/,/^## What is here/s/^### //p' "$TOP/README.md" >"$T/told"
	texts tour.html h2 | diff "$T/told" -
	texts tour.html td | grep -qx "'origin' refuses the push"
	run ! grep -q 'What is here' "$PAGES/tour.html"
	grep -q 'git-rel 1.2.3' "$PAGES/tour.html"
}

@test "the picture in the index is the one by itself" {
	sed -n '/^<svg/,/^<\/svg>/p' "$PAGES/index.html" | diff "$PAGES/demo.svg" -
}

@test "a program that fails leaves no half of the pages in silence" {
	for program in lowdown mandoc; do
		mkdir -p "$T/$program"
		printf '#!/bin/sh\necho "no such option" >&2\nexit 1\n' >"$T/$program/$program"
		chmod +x "$T/$program/$program"
		PATH=$T/$program:$PATH run ! "$TOP/pages/make.sh" "$T/html"
		says 'no such option'
	done
}

@test "without lowdown it says what to install" {
	for tool in dirname mkdir mandoc; do
		ln -s "$(command -v $tool)" "$T/bin/$tool"
	done
	PATH=$T/bin run ! /bin/bash "$TOP/pages/make.sh" "$T/html"
	says "lowdown is missing: on Debian, 'make deps-html' installs it"
}

# installs <arguments of make>: without building what is built
installs() {
	quietly env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -C "$TOP" -s -o html \
		B="$T/build" prefix="$T/usr" "$@"
}

@test "make install-html puts them in place, make uninstall takes them away" {
	mkdir "$T/build"
	cp -R "$PAGES" "$T/build/html"
	installs install-html
	diff -r "$PAGES" "$T/usr/share/doc/git-rel/html"
	installs DESTDIR="$T/stage" install-html
	diff -r "$PAGES" "$T/stage$T/usr/share/doc/git-rel/html"
	installs uninstall
	[ -z "$(find "$T/usr" -type f)" ]
	[ ! -e "$T/usr/share/doc/git-rel" ]
}

@test "they go where blanks and quotes are in the way, and away from there" {
	local where="$T/a b'c\"d;e"
	mkdir "$T/build"
	cp -R "$PAGES" "$T/build/html"
	installs DESTDIR="$where" prefix="/f 'g h" install-html
	diff -r "$PAGES" "$where/f 'g h/share/doc/git-rel/html"
	installs DESTDIR="$where" prefix="/f 'g h" uninstall
	[ -z "$(find "$where" -type f)" ]
	[ ! -e "$where/f 'g h/share/doc/git-rel" ]
}

@test "in git's own folder pages lead to them, and git's index stays" {
	mkdir -p "$T/build" "$T/git"
	cp -R "$PAGES" "$T/build/html"
	echo git >"$T/git/index.html"
	echo git >"$T/git/git.html"
	run ! installs install-html htmldir="$T/git"
	says "is git's own" "githtmldir"
	installs install-html githtmldir="$T/git"
	[ "$(cat "$T/git/index.html")" = git ]
	git config --global help.htmlPath "$T/git"
	git config --global web.browser noted
	git config --global browser.noted.cmd "cat"
	git help -w rel >"$T/shown"
	grep -qF "url=$T/usr/share/doc/git-rel/html/git-rel.html\"" "$T/shown"
	installs uninstall githtmldir="$T/git"
	[ "$(ls "$T/git")" = $'git.html\nindex.html' ]
}
