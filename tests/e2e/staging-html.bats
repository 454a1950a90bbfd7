#!/usr/bin/env bats
# git staging report --format=html: the page for the meeting, as a parser reads it.
# What a browser makes of it: make check-pages.

load lib
load staging
load meeting

setup() { sealed; }

page_of() { git staging report --format=html ${1:+"$1"} >"$T/a.html"; }

# page <python expression>: true of the page in $T/a.html, of which these are known:
# `tags`, names and attributes of all elements in order; `sections`, the text of each
# by its heading, with one blank between words; `rows`, cells of each row, a dict by
# label; `page`, its source.
page() {
	"$PYTHON" - "$T/a.html" "$1" <<-'END' || complain "not $1"
		import html.parser
		import sys

		tags, rows, sections = [], [], {"": ""}


		class Reader(html.parser.HTMLParser):
		    cell = head = None
		    where = ""

		    def handle_starttag(self, tag, attrs):
		        tags.append((tag, dict(attrs)))
		        if tag in ("br", "dd", "dt", "li", "p", "h3"):
		            sections[self.where] += " "
		        if tag == "tr":
		            rows.append({})
		        if tag in ("td", "th", "section", "tr"):
		            self.cell = dict(attrs).get("data-l")
		            if self.cell:
		                rows[-1][self.cell] = ""
		        if tag == "h2":
		            self.where, self.head = "", True

		    def handle_endtag(self, tag):
		        if tag == "h2":
		            self.head = None
		            sections[self.where] = ""
		        if tag in ("table", "section"):
		            self.cell = None

		    def handle_data(self, data):
		        if self.head:
		            self.where += data
		            return
		        sections[self.where] += data
		        if self.cell:
		            rows[-1][self.cell] += data.rstrip("\n")


		with open(sys.argv[1], encoding="utf-8") as f:
		    page = f.read()
		Reader(convert_charrefs=True).feed(page)
		sections = {k: " ".join(v.split()) for k, v in sections.items()}
		names = [t for t, a in tags]
		sys.exit(not eval(sys.argv[2]))
	END
}

@test "the page says whether it can go out, and what changes that" {
	asked
	begun
	page_of
	page '"NO-GO 2 things are in the way Next: git staging tick --of 0.2.0 docs" in sections[""]'
	page '"Type minor Branch release/v0.2.0" in sections[""]'
	page "'$(git staging report --json | jq -rs '.[-1].commit')' in sections['']"
	page "'Prepare the release, 2023-11-14 22:13 UTC' in sections['']"
	page '"0 of 4 met" in sections[""]'
	quietly git staging tick docs
	page_of
	page '"NO-GO 1 thing is in the way Next: git staging tick --of 0.2.0 note" in sections[""]'
	quietly git staging tick note
	page_of
	page '"GO nothing is in the way Next: git rel finish 0.2.0" in sections[""]'
	page '"NO-GO" not in page'
	quietly git rel finish -y
	page_of 0.2.0
	page '"RELEASED nothing is left to do Next: git staging close 0.2.0" in sections[""]'
	page '" records up to" in sections["Proof"] and "checked by git staging verify 0.2.0" in sections["Proof"]'
	quietly git staging close 0.2.0
	page_of 0.2.0
	page '"CLOSED nothing is left to do" in sections[""]'
}

@test "a branch that has moved on is no GO" {
	asked
	begun
	quietly git staging tick docs
	quietly git staging tick note
	work a.txt more
	page_of
	page "\"NO-GO 'release/v0.2.0' is at $(git rev-parse --short=10 HEAD) by now Next: git staging push 0.2.0\" in sections['']"
}

@test "the page has each section that there is something to say in, from the top down" {
	met
	page_of
	page 'list(sections) == ["", "What is in the way", "Phases", "Gates", "Items and facts",
		"To be answered again", "Findings", "Waivers and known issues",
		"What the forge was seen to say", "Timeline", "Proof"]'
	page "'release/v0.3.0 at $(git rev-parse --short=10 HEAD) merged into main at $(git rev-parse --short=10 main)' in sections['']"
	# gates: state, values against what was asked, and who
	page '[r["State"] for r in rows if "Seconds" in r] == ["✓ done", "✗ failed", "! waived", "○ open"]'
	page 'rows[1]["Values"].startswith("coverage 91.66") and "asked: coverage >= 80" in rows[1]["Values"]'
	page 'rows[1]["Who"] == "ada@example.com unsigned" and rows[1]["When"] == "2023-11-15 18:13 UTC"'
	page "'$(sha256sum <.git/rel/logs/0.3.0/gate.unit.log | cut -d' ' -f1)' in rows[1]['Proof']"
	# against the release before
	page '[r["Answer"] for r in rows if r.get("Item", "").endswith("does not dip")][0].startswith("sps 41200.50 (before: 40800)")'
	page '"qa eve@example.com, bob@example.com ○ open No open bug is a blocker git staging tick --of 0.3.0 bugs" in sections["What is in the way"]'
	page '"Workflows 5 of 10" in sections["Phases"]'
	page "', the candidate is $(candidate | cut -c1-10); ' in sections['To be answered again']"
	page "\"'a.txt' was changed since\" in sections['To be answered again']"
	page '"high, open it leaks 1 MiB an hour" in sections["Findings"] and "low, fixed a typo" in sections["Findings"]'
	page '"no machine is free" in sections["Waivers and known issues"]'
	page '[r["Result"] + " " + r["Check"] for r in rows if "Check" in r] == ["✗ failed @ci", "✓ passed build / build", "✗ failed <svg onload=alert(4)>"]'
	page '[r["Read at"] for r in rows if "Check" in r][0] == "2023-11-14 22:13 UTC"'
	page 'names.count("circle") + names.count("rect") == 18 and names.count("svg") == 1'
	page '"3 commits, 2 files since v0.2.0" in sections["Proof"]'
	page "'$(git staging report --json | sha256sum | cut -d' ' -f1)' in sections['Proof']"
	page "'origin/main:.gitrel, blob $(git rev-parse main:.gitrel)' in sections['Proof']"
}

@test "what stands in records is text: nothing runs, nothing is fetched" {
	met
	page_of
	page '"default-src '"'none'"'; style-src '"'unsafe-inline'"'" in page'
	page 'not {"script", "img", "iframe", "link", "object", "embed", "form", "base", "image", "use"} & set(names)'
	page 'not [a for t, at in tags for a in at if a.startswith("on") or a in ("src", "srcset", "action")]'
	page 'all(at["href"].startswith("https://") and at["rel"] == "noreferrer noopener" for t, at in tags if t == "a")'
	page '"url(" not in page and "@import" not in page'
	page '"</title></style><script>alert(1)</script><img src=https://evil.example/a onerror=alert(2)>" in sections["Items and facts"]'
	page '"<b>generated</b>" in sections["Items and facts"]'
	page 'names.count("title") == 1 + names.count("circle") + names.count("rect")'
	page 'chr(0x202e) not in page and "two are empty \\xe2\\x80\\xaetxt.exe" in sections["Items and facts"]'
	page 'len([at["id"] for t, at in tags if "id" in at]) == len({at["id"] for t, at in tags if "id" in at})'
	page '{at["aria-labelledby"] for t, at in tags if t == "section"} == {at["id"] for t, at in tags if t == "h2"}'
}

@test "a link that is not https is text" {
	asked
	begun
	quietly git staging tick docs --link http://ci.example/7
	page_of
	page '"a" not in names and "http://ci.example/7" in sections["Items and facts"]'
}

@test "the page is the same whoever makes it, but for the time it was made" {
	asked
	begun
	quietly git staging tick docs
	SOURCE_DATE_EPOCH=1700000000 page_of
	cp "$T/a.html" "$T/b.html"
	TZ=Asia/Tokyo LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1700000000 page_of
	cmp "$T/a.html" "$T/b.html"
	tail -n 1 "$T/a.html" | grep -q '2023-11-14 22:13 UTC, by git-rel'
}
