#!/usr/bin/env bats
# Fragments as towncrier 26.9 renders them: what is expected here is what it
# wrote.  tests/towncrier.sh compares more, with the one that is installed.

load lib

setup() {
	sealed
	repo_trunk
	export SOURCE_DATE_EPOCH=1769817600
	printf '[release]\nmodel = trunk\nscheme = pep440\nbranch = release/{version}\n[notes]\nstyle = towncrier\n' >.gitrel
	printf '# News\n\n<!-- towncrier release notes start -->\n\n## Old\n' >NEWS.md
}

# makes <file> <text>: what the release makes of it, between the marker and Old.
makes() {
	git add -A
	git commit -q -m Work
	quietly git rel start "${VERSION:-0.2.0}" --no-switch
	diff <(printf '%b' "$2") <(git show "release/${VERSION:-0.2.0}:$1") >"$T/diff" ||
		complain "$(cat "$T/diff")"
}

# news <name> <text>
news() {
	mkdir -p "$(dirname "$1")"
	printf '%b' "$2" >"$1"
}

settings() { printf '[tool.towncrier]\nfilename = "NEWS.md"\ndirectory = "news"\n%b' "$1" >pyproject.toml; }

HEAD='# News\n\n<!-- towncrier release notes start -->\n\n'

# template <template> <what it makes of a feature "one" with the number 1>
template() {
	settings 'template = "t"\n'
	printf '%s' "$1" >t
	news news/1.feature 'one\n'
	makes NEWS.md "$HEAD$2## Old\n"
}

@test "towncrier: the built-in template, with orphans, two sections and types without content" {
	settings 'section = [{ name = "", path = "" }, { name = "Web", path = "web" }]\n'
	news news/10.feature 'Ten\n'
	news news/9.feature.md 'Nine\nmore\n'
	news news/+x.feature 'Free\n'
	news news/3.misc ''
	news news/gh-4.misc 'unsaid\n'
	news news/+y.misc 'said\n'
	news news/web/2.bugfix '- a\n- b\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Features\n\n- Nine\n  more (#9)\n- Ten (#10)\n- Free\n\n## Misc\n\n- gh-4, #3\n- said\n\n\n## Web\n\n### Bugfixes\n\n- - a\n  - b\n\n  (#2)\n\n\n## Old\n"
}

@test "towncrier: package_dir and the default folder, the project's name" {
	printf '[project]\nname = "x-y"\n[tool.towncrier]\npackage = "x"\npackage_dir = "src"\n' >pyproject.toml
	news src/x/newsfragments/1.feature 'one\n'
	makes NEWS.rst 'x 0.2.0 (2026-01-31)\n====================\n\nFeatures\n--------\n\n- one (#1)\n'
}

@test "towncrier: a lone section with an empty path, and an empty key of TOML" {
	settings '[[tool.towncrier.section]]\npath = ""\n[tool.setuptools]\npackage-dir = {"" = "src"}\n'
	news news/1.feature 'one\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Features\n\n- one (#1)\n\n\n## Old\n"
}

@test "towncrier: types as a list in one line" {
	settings 'type = [{ name = "Vendored", directory = "vendor", showcontent = true }]\n'
	news news/1.vendor 'one\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Vendored\n\n- one (#1)\n\n\n## Old\n"
}

@test "towncrier: types as tables" {
	settings '[tool.towncrier.fragment.vendor]\nname = "Vendored"\n'
	news news/1.vendor 'one\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Vendored\n\n- one (#1)\n\n\n## Old\n"
}

@test "towncrier: names with dots are read from their end" {
	settings ''
	news news/fix-1.2.3.feature.1.md 'one\n'
	news news/x.bugfix.feature 'two\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Features\n\n- two (x.bugfix)\n- one (fix-1.2.3)\n\n\n## Old\n"
}

@test "towncrier: a name that the pattern of issues forbids is refused" {
	settings 'issue_pattern = "\\\\d+"\n'
	news news/gh-1.feature 'one\n'
	git add -A
	git commit -q -m Work
	remember
	run git rel start 0.2.0
	refused 128 "issue name 'gh-1' does not match the 'issue_pattern' '\\d+'"
}

@test "towncrier: a pattern of issues that would take all memory is refused" {
	settings 'issue_pattern = "(((1{99}){99}){99}){99}"\n'
	news news/1.feature 'one\n'
	git add -A
	git commit -q -m Work
	remember
	run git rel start 0.2.0
	refused 128 "this 'issue_pattern' is not known here"
}

@test "towncrier: a fragment that is a symbolic link has the text it leads to" {
	settings ''
	news news/1.bugfix 'Mend\n'
	news doc/new 'One\n'
	ln -s 1.bugfix news/2.bugfix
	ln -s 2.bugfix news/3.bugfix
	ln -s ../news/./3.bugfix news/1.feature
	ln -s ../doc/new news/4.feature
	ln -s nothing news/README.md
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Features\n\n- Mend (#1)\n- One (#4)\n\n## Bugfixes\n\n- Mend (#1, #2, #3)\n\n\n## Old\n"
	diff - <(git ls-tree -r --name-only release/0.2.0 news doc) <<<$'doc/new\nnews/README.md'
}

@test "towncrier: a fragment that links to no file of the commit is refused" {
	local to
	settings ''
	news news/1.feature 'one\n'
	for to in nothing 2.feature ../../x /etc/hostname .; do
		ln -sf "$to" news/2.feature
		git add -A
		git commit -q -m Work
		remember
		run git rel start 0.2.0
		refused 1 "'news/2.feature' is a symbolic link to no file of the commit"
	done
}

@test "towncrier: no fragments are said, not an error" {
	settings ''
	news news/.gitignore '\n'
	git add -A
	git commit -q -m Work
	run git rel start 0.2.0
	exits 0
	says 'note: No news fragments found in news/ directory.'
}

@test "towncrier: without fragments there is a section where that is set" {
	printf 'empty-section = true\n' >>.gitrel
	settings 'template = "t"\n'
	printf '## {{ versiondata.version }}\n{%% for s, c in sections.items() %%}{%% if c %%}x{%% else %%}\nNo significant changes.\n{%% endif %%}{%% endfor %%}\n\n' >t
	makes NEWS.md "$HEAD## 0.2.0\nNo significant changes.\n## Old\n"
}

@test "towncrier: candidates are folded rather than called no changes" {
	printf 'empty-section = true\n' >>.gitrel
	printf '# News\n\n<!-- towncrier release notes start -->\n\n# 0.2.0rc1 (2026-01-01)\n\n## Features\n\n- one\n\n\n# 0.1.0 (2025-01-01)\n' >NEWS.md
	settings ''
	makes NEWS.md "${HEAD}# 0.2.0 (2026-01-31)\n\n## Features\n\n- one\n\n\n# 0.1.0 (2025-01-01)\n"
}

@test "towncrier: a section that does not end its last line is parted from the next" {
	template '* {{ sections[""]["feature"].keys()|list|first }}' '* one\n\n\n'
}

@test "towncrier: stray line ends of Windows go, as with towncrier" {
	printf '# News\n\n<!-- towncrier release notes start -->\n\n## Old\n\n- a\r\n- b\n' >NEWS.md
	settings ''
	news news/1.feature 'one\n'
	makes NEWS.md "$HEAD# 0.2.0 (2026-01-31)\n\n## Features\n\n- one (#1)\n\n\n## Old\n\n- a\n- b\n"
}

@test "template: endswith" {
	template '{% for s in sections[""].values() %}{% for t, v in s.items() %}{% if v[0].endswith("1") %}x{% endif %}* {{ t }}
{% endfor %}{% endfor %}' 'x* one\n'
}

@test "template: joiner, sort, a list and a slice" {
	template '{% set j = joiner(", ") %}{% for v in ["b", "a"]|sort %}{{ j() }}{{ v[0:] }}{% endfor %}


' 'a, b\n'
}

@test "template: sort and join of issues" {
	template '{% for t, v in sections[""]["feature"].items() %}* {{ t }} {{ v|sort|join(", ") }}
{% endfor %}' '* one #1\n'
}

@test "template: map and list" {
	template '{% set n = ["A"] | map("lower") | list %}{{ n|join(",") }}

' 'a\n'
}

@test "template: not in a list" {
	template '{% for c in ["a", "process"] if c not in ["vendor", "process"] %}{{ c }}{% endfor %}


' 'a\n'
}

@test "template: with, a comparison that is set, and a text times a number" {
	template '{% set x = a["b"] == "C" -%}{{ x }}{{ "\n" * 2 }}{%- with -%}y{%- endwith %}


' 'False\n\ny\n'
}

@test "template: large numbers are counted to the end, or refused" {
	template '{{ ("=" * 20000)|length }} {{ range(20000)|length }} {{ 20000 * 30000 }} {{ "" * 999999999 }}{{ "=" * -1 }}
' '20000 20000 600000000 \n\n\n'
	for t in '"=" * 99999999' 'range(99999999)' '999999999 * 999999999 * 999999999' \
		'("=" * 4000000) ~ ("=" * 4000000)'; do
		printf '{{ %s }}\n' "$t" >t
		git add -A
		git commit -q -m "$t"
		run git rel start 0.3.0 --no-switch
		refused 128 't:1: a value that l' || complain "$t"
	done
}
