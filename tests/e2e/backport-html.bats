#!/usr/bin/env bats
# `git backport audit --html`: the page, as a parser reads it.

load lib

# Three stable lines, each of which has all of main; what is picked comes later.
setup() {
	repo_trunk
	for v in 0.1 0.2 0.3; do git branch stable/v$v; done
}

# change <subject>: a commit on main, its id in CHANGE
change() {
	git commit -q --allow-empty -m "$1"
	CHANGE=$(git rev-parse HEAD)
}

# on <branch> <command>...: run there, and be back.
on() {
	git switch -q "$1"
	"${@:2}"
	git switch -q main
}

picked() { quietly git cherry-pick -x --allow-empty "${2:-$CHANGE}"; }

# page <python expression>: true of the page in a.html, of which these are known:
# `rows`, texts of the cells of each row; `tags`, names and attributes of all
# elements in order; `texts`, what is in elements of a name; `page`, its text.
page() {
	"$PYTHON" - "$1" <<-'END' || complain "not $1"
		import html.parser
		import re
		import sys

		rows, tags, texts = [], [], {"": [""]}


		class Reader(html.parser.HTMLParser):
		    cell = None

		    def handle_starttag(self, tag, attrs):
		        tags.append((tag, dict(attrs)))
		        texts.setdefault(tag, []).append("")
		        if tag == "tr":
		            rows.append([])
		        elif tag in ("td", "th"):
		            rows[-1].append("")
		        self.cell = tag in ("td", "th") or (
		            self.cell and tag in ("code", "time", "bdi"))
		        self.tag = tag

		    def handle_endtag(self, tag):
		        self.tag = ""
		        if tag == "table":
		            self.cell = False

		    def handle_data(self, data):
		        if tags:
		            texts[self.tag][-1] += data
		        if self.cell:
		            rows[-1][-1] += data.rstrip("\n")


		with open("a.html", encoding="utf-8") as f:
		    page = f.read()
		Reader(convert_charrefs=True).feed(page)
		sys.exit(not eval(sys.argv[1]))
	END
}

@test "the page has a row for each change, newest first, and a column for each branch" {
	change 'Mend one'
	one=$CHANGE
	on stable/v0.1 picked
	change 'Mend two'
	on stable/v0.2 picked
	on stable/v0.3 picked
	change 'Of no interest'
	run git backport audit --html=a.html
	exits 0
	says "'a.html' is written: 2 changes, 1 order violation"
	page 'len(rows) == 6 and all(len(r) == 4 for r in rows)'
	page '[c.strip() for c in rows[0][1:]] == ["stable/v0.3", "stable/v0.2", "stable/v0.1"]'
	page 'rows[1] == ["there", "1", "1", "1"]'
	page 'rows[2] == ["absent", "1", "1", "1"]'
	page 'rows[3] == ["order violations", "0", "1", "0"]'
	page 'rows[4][0].endswith("Mend two") and rows[4][1:] == ["=", "=", "-"]'
	page 'rows[5][0].endswith("Mend one") and rows[5][1:] == ["-", "-!", "="]'
	page "rows[5][0].startswith('${one::12}')"
	page '[a for t, a in tags if t == "tr"][5]["class"] == "o"'
}

@test "all that the page needs is in it" {
	change 'See https://example.com/x <img src=//example.com/y>'
	on stable/v0.1 picked
	git backport audit --html=a.html
	page 'not any(k in ("src", "href", "action") for t, a in tags for k in a)'
	page 'not re.search(r"(src|href)\s*=\s*.?(http|//)|@import|url\(", "".join(texts["style"]))'
	page 'not any(t in ("link", "img", "iframe", "base", "object") for t, a in tags)'
	page '"https://example.com/x <img src=//example.com/y>" in rows[4][0]'
	page "any(\"default-src 'none'\" in (a.get('content') or '') for t, a in tags if t == 'meta')"
}

@test "a reader of the page without eyes or script gets along" {
	change 'Mend one'
	on stable/v0.1 picked
	git backport audit --html=a.html
	page 'tags[0] == ("html", {"lang": "en"})'
	page 'all("scope" in a for t, a in tags if t == "th")'
	page '[a["scope"] for t, a in tags if t == "th"] == 4 * ["col"] + 4 * ["row"]'
	page 'texts["caption"][0]'
	page 'dict(tags)["form"].get("hidden", 0) is None and dict(tags)["aside"].get("hidden", 0) is None'
	page '"git backport audit --json" in texts["code"]'
}

@test "evidence is that of --json: how each cell is known, and by which commit" {
	change 'Mend one'
	on stable/v0.1 picked
	change 'Mend two'
	on stable/v0.2 picked
	git switch -q stable/v0.2
	git commit -q --allow-empty -m "Revert \"Mend two\"" -m "This reverts commit $(git rev-parse HEAD)."
	git switch -q main
	git backport audit --html=a.html
	git backport audit --json >audit.json
	page '[
		[(texts["li"][-n:][int(i.split(":")[0])].strip(), i.split(":")[1])
			for i in a["data-e"].split()]
		for n in [page[page.index("id=evidence"):].count("<li>")]
		for t, a in tags if "data-e" in a
	] == [
		[(c["evidence"], c["by"][:12]) for c in reversed(json["targets"].values())
			if c["state"] not in ("absent", "ancestor")]
		for json in map(__import__("json").loads, open("audit.json"))
	]'
	page '[r[1:] for r in rows[4:]] == [["-", "R", "-"], ["-", "-!", "="]]'
}

@test "what subjects and branches are called is text" {
	git config backport.targets 'stable/* stable/*/*'
	hostile=('stable/<svg/onload=alert(1)>' 'stable/</script><b>' "stable/\$(x);'\"&amp;" $'stable/\u202etxt')
	for b in "${hostile[@]}"; do git branch "$b"; done
	change '</script><script>alert(2)</script>'
	on stable/v0.1 picked
	change "\"' onclick=alert(3) <!-- ]]> &lt;"
	on "${hostile[0]}" picked
	change $'\u202eevil \e[31m \u05e9\u05dc\u05d5\u05dd </bdi></th></table>'
	on "${hostile[1]}" picked
	change "$(printf 'W%.0s' {1..3000})"
	on stable/v0.1 picked
	git backport audit --html=a.html
	page 'len(rows) == 8 and all(len(r) == 8 for r in rows)'
	page '[t for t, a in tags].count("script") == 2 and not any(k.startswith("on") for t, a in tags for k in a)'
	page 'rows[7][0].endswith(" </script><script>alert(2)</script>")'
	page "rows[6][0].endswith(\" \\\"' onclick=alert(3) <!-- ]]> &lt;\")"
	page 'r"\xe2\x80\xaeevil \x1b[31m" in rows[5][0] and "</bdi></th></table>" in rows[5][0]'
	page 'rows[4][0].endswith(3000 * "W")'
	page '{"stable/<svg/onload=alert(1)>", "stable/</script><b>"} <= set(rows[0])'
	page 'not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", page)'
}

@test "the name of a branch in a command is a word of the shell" {
	git config backport.targets 'stable/* stable/*/*'
	hostile=("stable/\$(touch\${IFS}x);'\"&" $'stable/it\'s\u202etxt' 'stable/</script>')
	for b in "${hostile[@]}"; do git branch "$b"; done
	change 'Mend one'
	on stable/v0.1 picked
	git backport audit --html=a.html
	page 'open("words", "w").write("\n".join(a["data-t"] for t, a in tags if "data-t" in a) + "\n")'
	while read -r word; do
		eval "printf '%s\n' $word"
	done <words | sort >typed
	git for-each-ref --format='%(refname:lstrip=2)' refs/heads/stable | sort >branches
	diff branches typed
}

@test "the file is replaced as a whole, and only if it is one" {
	change 'Mend one'
	on stable/v0.1 picked
	echo old >a.html
	chmod 600 a.html
	git backport audit -q --html=a.html
	[ "$(stat -c %a a.html)" = 600 ]
	page 'len(rows) == 5'
	mkdir folder
	ln -s a.html link
	mkfifo pipe
	for name in folder link pipe; do
		remember
		run git backport audit --html=$name
		refused 128 "'$name' is not a regular file"
		[ "${#lines[@]}" = 1 ]
	done
	run git backport audit --html=nowhere/a.html
	exits 128
	says 'fatal: --html=nowhere/a.html: cannot ' 'No such file'
	[ "${#lines[@]}" = 1 ]
	[ -z "$(find . -name '*.tmp')" ]
	[ -L link ]
}

@test "a folder that cannot be written leaves the page as it was" {
	[ "$(id -u)" != 0 ] || skip 'root writes everywhere'
	change 'Mend one'
	on stable/v0.1 picked
	mkdir kept
	echo old >kept/a.html
	chmod 500 kept
	run git backport audit --html=kept/a.html
	chmod 700 kept
	exits 128
	says 'Permission denied'
	[ "$(ls kept; cat kept/a.html)" = $'a.html\nold' ]
}

@test "a full disk is one line, and leaves the page as it was" {
	change 'Mend one'
	on stable/v0.1 picked
	echo old >a.html
	run bash -c 'ulimit -f 4; trap "" XFSZ; git backport audit --html=a.html'
	exits 128
	says 'cannot write' 'File too large'
	[ "${#lines[@]}" = 1 ]
	[ "$(cat a.html)" = old ]
	[ -z "$(find . -name '*.tmp')" ]
}

@test "- is stdout, which has nothing but the page" {
	change 'Mend one'
	on stable/v0.1 picked
	git backport audit --html=- >a.html 2>said
	[ ! -s said ]
	[ "$(head -n 1 a.html)" = '<!doctype html>' ]
	[ "$(tail -n 1 a.html)" = '</script>' ]
	page 'len(rows) == 5'
	[ ! -e ./- ]
	run git backport audit --html=- --exit-code
	exits 1
	run sh -c 'git backport audit --html=- >/dev/full'
	exits 128
	says 'cannot write' 'No space left'
}

@test "it is either a page or JSON, and a file has a name" {
	remember
	run git backport audit --html=a.html --json
	exits 129
	says 'it is either --html or --json'
	run git backport audit --html=
	refused 129 'needs the name of a file'
	[ ! -e a.html ]
}

@test "the footer names repository, day and version" {
	change 'Mend one'
	on stable/v0.1 picked
	SOURCE_DATE_EPOCH=1700000000 git backport audit --html=a.html
	page '"2023-11-14 22:13 UTC" in page and dict(tags).get("footer") == {}'
	page "\"by git-rel $(git backport --version | sed 's/.* //')<\" in page"
	page "texts['title'][0] == 'Backport audit: $(basename "$(git remote get-url origin)" .git)'"
	cp a.html "$T/first"
	SOURCE_DATE_EPOCH=1700000000 git backport audit --html=a.html
	cmp a.html "$T/first"
}

@test "without a change the page says so" {
	git backport audit --html=a.html
	page 'len(rows) == 4 and "0 changes on 3 branches" in page'
}
