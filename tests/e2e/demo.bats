#!/usr/bin/env bats
# tests/demo.sh: what `make demo` tells, and its picture.

load lib

setup() {
	sealed
	# what a user may have set must not show
	export GIT_AUTHOR_NAME=Eve GIT_COMMITTER_EMAIL=eve@example.com
}

@test "the demo says the same each time, ids and signature too" {
	"$TOP/tests/demo.sh" >"$T/once" 2>&1
	GIT_AUTHOR_DATE='1600000000 +0200' LC_ALL=C.UTF-8 TZ=Asia/Tokyo \
		"$TOP/tests/demo.sh" >"$T/twice" 2>&1
	grep -q "^0.2.0 is released: v0.2.0 on 'main'" "$T/once"
	grep -q '^Good "git" signature for ada@example.org' "$T/once"
	diff "$T/once" "$T/twice"
}

@test "the text of the picture is what the demo says, line by line" {
	"$TOP/tests/demo.sh" 2>&1 | expand >"$T/said"
	"$TOP/tests/demo.sh" --svg >"$T/demo.svg"
	"$PYTHON" - "$T/demo.svg" >"$T/drawn" <<-'END_OF_READER'
		import sys
		import xml.etree.ElementTree as tree

		for e in tree.parse(sys.argv[1]).iter("{http://www.w3.org/2000/svg}text"):
		    print("".join(e.itertext()))
	END_OF_READER
	[ "$(wc -l <"$T/said")" -gt 50 ]
	diff "$T/said" "$T/drawn"
}

@test "the picture that README.md shows is that of today" {
	grep -q '](pages/demo.svg)' "$TOP/README.md"
	"$TOP/tests/demo.sh" --svg >"$T/demo.svg"
	# the names of a commit: git has coloured their parts one by one since then
	git_before 2.43 || sed -i 's|\(>HEAD\)</tspan><tspan class="yellow"> -&gt; |\1 -\&gt; |
		s|\(>tag: \)</tspan><tspan class="bold yellow">|\1|g' "$T/demo.svg"
	diff "$TOP/pages/demo.svg" "$T/demo.svg" ||
		complain "'make picture' makes it anew"
}

@test "a line that is longer than the terminal goes on below, tabs and colours stay" {
	printf '\033[1;31mred\033[22m thin\033[m\t<&>\n%0120d\n\033[33m%0112d\033[K\033[m.\n' 0 0 |
		LC_ALL=C awk -v title='a & b' -f "$TOP/pages/terminal.awk" >"$T/a.svg"
	sed -n '/<title>/p; /^<text/p' "$T/a.svg" >"$T/drawn"
	diff "$T/drawn" - <<-END_OF_SVG
		<title>a &amp; b</title>
		<text x="1ch" y="1.2em"><tspan class="bold red">red</tspan><tspan class="red"> thin</tspan>        &lt;&amp;&gt;</text>
		<text x="1ch" y="2.6em">$(printf %0110d 0)<tspan x="1ch" dy="1.4em">0000000000</tspan></text>
		<text x="1ch" y="5.4em"><tspan class="yellow">$(printf %0110d 0)</tspan><tspan x="1ch" dy="1.4em" class="yellow">00</tspan>.</text>
	END_OF_SVG
}
