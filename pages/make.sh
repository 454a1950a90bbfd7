#!/bin/bash
# make.sh <folder>: the pages for a browser, for `make html`.  They need no network
# and no script.  Nothing is written here but links and headings:
#
#	git-rel.html ...      each page of the manual, from man/
#	tour.html             the tour of README.md
#	process-<name>.html   each policy of examples/, with what gitrel-workflow(7)
#	                      tells of it, and its form of a pull request
#	demo.svg              the terminal of tests/demo.sh, as `make picture` drew it
#	index.html            what README.md says first, all of these, and the picture
#
# Needs mandoc and lowdown; VERSION is what the pages say.
set -euo pipefail
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL

for tool in mandoc lowdown; do
	command -v $tool >/dev/null || {
		echo "make.sh: $tool is missing: on Debian, 'make deps-html' installs it" >&2
		exit 1
	}
done
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT

escaped() { sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' "$@"; }

# page <name> <title>: a whole page of what comes in
page() {
	{
		cat <<-END
			<!doctype html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>$2</title>
			<link rel="stylesheet" href="style.css">
			</head>
			<body>
			<header>
			<nav aria-label="Pages">
			<a href="index.html">git-rel</a>
			<a href="tour.html">Tour</a>
			<a href="index.html#processes">Processes</a>
			<a href="index.html#manual">Manual</a>
			</nav>
			</header>
		END
		cat
		cat <<-END
			<footer>git-rel ${VERSION:-0.0.0-dev}</footer>
			</body>
			</html>
		END
	} >"$out/$1.html"
}

# ---- the manual -------------------------------------------------------------

names=" $(for f in man/*.[157]; do f=${f##*/} && printf '%s ' "${f%.*}"; done)"

# manual [<file>]: as a part of a page
manual() {
	mandoc -T html -O fragment,toc,man=%N.html "$@" |
		awk -v ours="$names" -f pages/manual.awk
}

for f in man/*.[157]; do
	name=${f##*/}
	name=${name%.*}
	manual "$f" >"$parts/$name.part"
	sed -n "s/^.* id=\"\([^\"]*\)\".*/\1 $name/p" "$parts/$name.part"
done >"$parts/sections"

# placed <name>: a section of another page is linked to there: of the one that is named
# ("FORMS in git-staging(1)"), else where only one has it
placed() {
	awk -v own="$1" '
	NR == FNR {
		has[$2, $1]
		pages[$1]++
		page[$1] = $2
		next
	}
	{ text = text $0 "\n" }
	# the page that is named behind a link
	function named(rest) {
		if (!match(rest, /^[^<]*<\/a>[ \n]+(<span class="No">)?(in|of)(<\/span>)?[ \n]+<a class="Xr" href="[^"#]*\.html"/))
			return ""
		rest = substr(rest, 1, RLENGTH - length(".html\""))
		sub(/.*"/, "", rest)
		return rest
	}
	END {
		while (match(text, /<a class="Sx" href="#[^"]*"/)) {
			id = substr(text, RSTART + 21, RLENGTH - 22)
			printf "%s", substr(text, 1, RSTART - 1)
			text = substr(text, RSTART + RLENGTH)
			to = named(text)
			if (!((to, id) in has))
				to = !((own, id) in has) && pages[id] == 1 ? page[id] : own
			printf "<a class=\"Sx\" href=\"%s#%s\"", \
				(to == own ? "" : to ".html"), id
		}
		printf "%s", text
	}' "$parts/sections" -
}

for f in man/*.1 man/*.5 man/*.7; do
	name=${f##*/}
	section=${name##*.}
	name=${name%.*}
	{
		echo '<main class="manual">'
		echo "<h1>$name($section)</h1>"
		placed "$name" <"$parts/$name.part"
		echo '</main>'
	} | page "$name" "$name($section)"
	about=$(sed -n 's/^\.Nd //p' "$f" | escaped)
	echo "<dt><a href=\"$name.html\">$name($section)</a></dt>" \
		"<dd>$about</dd>" >>"$parts/manual"
done

# ---- processes --------------------------------------------------------------

workflow=man/gitrel-workflow.7

# A line each, in the order of the manual: the policy's name, and the title.
processes() {
	awk '/^\.Sh / { here = ($0 == ".Sh FIVE PROCESSES") }
	here && /^\.Ss / { title = substr($0, 5) }
	here && /^\.Pa .*\.gitrel/ { print substr($2, 1, length($2) - 7), title }' \
		"$workflow"
}

# What the manual tells of the process <title>, with the sections it refers to; as
# a page of the manual.
told_of() {
	printf '.Dd November 30, 2026\n.Dt PROCESS 7\n.Os git-rel\n.Sh PROCESS\n'
	awk -v want=".Ss $1" '/^\.S[hs] / { here = ($0 == want); next } here' \
		"$workflow" | tee "$parts/told"
	sed -n 's/^\.Sx \([A-Z ]*[A-Z]\).*/.Sh \1/p' "$parts/told" |
		while read -r section; do
			awk -v want="$section" '/^\.Sh / { here = ($0 == want) } here' \
				"$workflow"
		done
}

# sample <name>: its files
sample() {
	echo "<section>"
	echo "<h2 id=\"policy\">The policy, <code>$1.gitrel</code></h2>"
	echo "<pre>$(escaped "examples/$1.gitrel")</pre>"
	echo "</section>"
	[ -f "examples/$1.md" ] || return 0
	echo "<section>"
	echo "<h2 id=\"form\">The form of its pull request, <code>$1.md</code></h2>"
	echo "<pre>$(escaped "examples/$1.md")</pre>"
	echo "</section>"
}

processes >"$parts/processes"
while read -r name title; do
	told_of "$title" | manual | sed -e '/^<nav/,/^<\/nav>/d' \
		-e '/^<h2 .*id="PROCESS"/d' >"$parts/text"
	{
		echo '<main>'
		echo "<h1>$title</h1>"
		cat "$parts/text"
		sample "$name"
		echo '</main>'
	} | page "process-$name" "$title"
	echo "<dt><a href=\"process-$name.html\">$title</a></dt>"
	echo "<dd>"
	# its first paragraph
	awk '/<p / { on = 1 } on { sub(/<p [^>]*>/, ""); end = sub(/<\/p>.*/, "")
		print; if (end) exit }' "$parts/text" |
		sed "s|href=\"#|href=\"process-$name.html#|g"
	echo "</dd>"
done <"$parts/processes" >"$parts/list"
for f in examples/*.gitrel; do
	name=${f##*/}
	name=${name%.gitrel}
	! grep -q "^$name " "$parts/processes" || continue
	{
		echo '<main>'
		echo "<h1>Another sample</h1>"
		sample "$name"
		echo '</main>'
	} | page "process-$name" "$name.gitrel"
	echo "<p>Another sample: <a href=\"process-$name.html\">$name.gitrel</a></p>"
done >"$parts/samples"

# ---- README.md --------------------------------------------------------------

# readme <first line> <line after it>: that part, its heading that of a page
readme() {
	awk -v first="$1" -v after="$2" '
	$0 == after { exit }
	$0 == first { here = 1 }
	here' README.md | sed -e 's/^##/#/' \
		-e 's|](examples/)|](index.html#processes)|g' \
		-e 's|](examples/\([a-z-]*\)\.gitrel)|](process-\1.html)|g' |
		lowdown -t html --out-no-smarty --parse-no-autolink |
		sed -e 's|<table>|<div class="wide"><table>|' \
			-e 's|</table>|</table></div>|'
}

readme '## Five minutes' '## What is here' >"$parts/tour"
{
	echo '<main>'
	cat "$parts/tour"
	echo '</main>'
} | page tour 'git-rel in five minutes'

# ---- the picture, and all together ------------------------------------------

cp pages/demo.svg pages/style.css "$out"
{
	echo '<main>'
	readme '# git-rel' '## Try it'
	echo '<section>'
	echo '<h2 id="tour">Tour</h2>'
	echo '<ul>'
	sed -n 's|^<h[12] id="\([^"]*\)">\(.*\)</h[12]>$|<li><a href="tour.html#\1">\2</a></li>|p' \
		"$parts/tour"
	echo '</ul>'
	echo '</section>'
	echo '<section>'
	echo '<h2 id="processes">Processes of five teams</h2>'
	echo '<dl>'
	cat "$parts/list"
	echo '</dl>'
	cat "$parts/samples"
	echo '</section>'
	echo '<section>'
	echo '<h2 id="manual">Manual</h2>'
	echo '<dl class="pages">'
	cat "$parts/manual"
	echo '</dl>'
	echo '</section>'
	echo '<section>'
	echo '<h2 id="demo">One release, from start to finish</h2>'
	echo '<p>The terminal of <code>make demo</code>; also as a'
	echo '<a href="demo.svg">picture by itself</a>.</p>'
	echo '<div class="wide">'
	cat "$out/demo.svg"
	echo '</div>'
	echo '</section>'
	echo '</main>'
} | page index git-rel
