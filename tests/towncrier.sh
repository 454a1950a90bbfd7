#!/bin/bash
# towncrier.sh [NAME]: layouts of news fragments, rendered by us and by the
# towncrier that is installed; says how many agree, byte for byte.  Outside CI:
# what it should be, the series 26, is not in every Debian.
#
# BIN: the folder with git-rel (build/bin).  TOWNCRIER: the program, if it is
# not the one in PATH.
set -u
cd "$(dirname "$0")/.." || exit 1

BIN=$(realpath "${BIN:-build/bin}")
TOWNCRIER=${TOWNCRIER:-towncrier}
T=$(mktemp -d "${TMPDIR:-/tmp}/towncrier.XXXXXX")
trap 'rm -rf "$T"' EXIT
export PATH=$BIN:$PATH HOME=$T GIT_CONFIG_NOSYSTEM=1 LC_ALL=C SOURCE_DATE_EPOCH=1769817600
git config --global user.name A
git config --global user.email a@example.com
git config --global init.defaultBranch main
git config --global advice.detachedHead false
only=${1-}
same=0 all=0

# layout <name> <settings> [<path>=<text>]...: one, compared
layout() {
	local name=$1 f rc=0
	[[ $name == *$only* ]] || return 0
	all=$((all + 1))
	rm -rf "$T/us" "$T/them"
	git init -q "$T/us"
	printf '[release]\nmodel = trunk\nscheme = pep440\n[notes]\nstyle = towncrier\n' >"$T/us/.gitrel"
	printf '%b' "$2" >"$T/us/${CONF:-pyproject.toml}"
	shift 2
	for f; do
		mkdir -p "$(dirname "$T/us/${f%%=*}")"
		printf '%b' "${f#*=}" >"$T/us/${f%%=*}"
	done
	(cd "$T/us" && git add -A && git commit -qm base) || exit
	cp -a "$T/us" "$T/them"
	(cd "$T/us" && git rel start "${VERSION:-1.2.0}" -y) >"$T/ours" 2>&1 || rc=1
	(cd "$T/them" && $TOWNCRIER build --yes --version "${VERSION:-1.2.0}") >"$T/theirs" 2>&1 || rc=$((rc + 2))
	rm -rf "$T/us/.git" "$T/them/.git"
	if diff -r "$T/them" "$T/us" >"$T/diff" && [ "$rc" = "${RC:-0}" ]; then
		same=$((same + 1))
		echo "ok $name"
		return
	fi
	echo "not ok $name: exits $rc"
	sed 's/^/# /' "$T/diff" "$T/ours"
	[ "$rc" -lt 2 ] || tail -n 3 "$T/theirs" | sed 's/^/# /'
}

C='[tool.towncrier]\ndirectory = "news"\nname = "Proj"\n'
MD=$C'filename = "NEWS.md"\n'
F=(news/12.feature.md='Add *X*\n' news/7.bugfix='Mend\nlines\n\nmore\n' news/3.bugfix.1.rst='Mend\nlines\n\nmore\n' news/+a.feature='Free\n' news/77.misc='unsaid\n' news/README.md=About)
OLD=NEWS.md='# News\n\nHead\n\n<!-- towncrier release notes start -->\n\n## 1.1.0 (2025-01-01)\n\n- Old\n'
EACH='{% for s, _ in sections.items() %}{% for c, val in definitions.items() if c in sections[s] %}\n### {{ s }} {{ val["name"] }}\n\n{% for text, values in sections[s][c].items() %}\n'
END='\n{% endfor %}\n{% endfor %}{% endfor %}\n'
# template <name> <what is done with each text>
template() { layout "$1" "${MD}template = \"t.md\"\n" "${F[@]}" news/gh-9.doc='Doc\n' "t.md=$EACH$2$END" "$OLD"; }

layout rst "$C" "${F[@]}"
layout rst-marker "$C" "${F[@]}" NEWS.rst='News\n====\n\n.. towncrier release notes start\n\nProj 1.1 (2025-01-01)\n=====================\n\n- Old\n'
layout md "$MD" "${F[@]}" "$OLD"
layout md-new "$MD" "${F[@]}"
layout md-without-marker "$MD" "${F[@]}" NEWS.md='# News\n\n## 1.1.0 (2025-01-01)\n\n- Old\n'
layout md-title "$MD"'title_format = "## {version} ({project_date})"\n' "${F[@]}" "$OLD"
layout md-title-links "$MD"'title_format = "## [{version}](https://h/{version}) - {project_date}"\nissue_format = "[#{issue}](https://h/{issue})"\n' "${F[@]}" "$OLD"
layout md-no-title "$MD"'title_format = false\n' "${F[@]}" "$OLD"
layout md-link-references "$MD"'issue_format = "[#{issue}]: https://h/{issue}"\n' "${F[@]}" "$OLD"
layout md-sublist "$MD" news/1.feature='One\n- a\n- b\n' news/2.feature='Two\n* a\n' "$OLD"
layout rst-title "$C"'title_format = "{name} v{version} ({project_date})"\nunderlines = ["*", "+", "."]\n' "${F[@]}"
layout underlines-two "$C"'underlines = ["-", "~"]\n' "${F[@]}"
layout wrap "$C"'wrap = true\n' news/1.feature="$(printf 'word %.0s' {1..40})\n" news/2.feature="$(printf 'w\xc3\xb6rd %.0s' {1..40})\n" "${F[@]}"
layout wrap-100 "$C"'wrap = 100\n' news/1.feature="$(printf 'word %.0s' {1..60})\n"
layout no-bullets "$C"'all_bullets = false\n' news/1.feature='- One\n  more\n' news/2.feature='Two\n' news/3.feature='* Three\n' news/4.feature='#. Four\n'
layout bullets-template "$C"'template = "towncrier:single-file-no-bullets"\nall_bullets = false\n' "${F[@]}"
layout hr-template "$C"'template = "towncrier:hr-between-versions"\n' "${F[@]}"
# shellcheck disable=SC2016 # theirs
layout issue-format "$C"'issue_format = "`#{issue} <https://h/{issue}>`_"\n' "${F[@]}" news/gh-3.doc=x
layout issue-braces "$C"'issue_format = "{{{issue}}}"\n' "${F[@]}"
layout issue-order "$C" news/{10,9,gh-10,gh-4,alpha,omega,007}.feature='Same\n'
layout issue-orders "$C" news/10.feature=a news/9.feature=b news/gh-10.feature=c news/gh-4.feature=d news/alpha.feature=e news/007.feature=f
layout issue-pattern "$C"'issue_pattern = "\\\\d+"\n' "${F[@]}"
RC=3 layout issue-pattern-refused "$C"'issue_pattern = "\\\\d+"\n' news/gh-1.feature=x
layout ignore "$C"'ignore = ["*.txt", "notes"]\n' "${F[@]}" news/notes=x news/a.txt=x
RC=3 layout ignore-refused "$C"'ignore = []\n' news/1.feature=y news/strange=x
layout dots "$C" news/fix-1.2.3.feature=a news/1.2.feature.3.md=b news/x.bugfix.feature.md=c news/4.feature.txt.md=d
layout orphans "$C" news/+.feature=b news/+x.feature=a news/+y.feature.md=c news/+z.misc='told\n' news/1.misc='not told\n'
layout no-orphans "$C"'orphan_prefix = "~"\n' news/+.feature=b news/~x.feature=a
layout empty "$C" news/1.misc= news/2.misc= news/3.feature= news/4.feature='  \n'
layout code "$C" news/1.feature='Like::\n\n  $ run\n\n    more\n' news/2.feature='Like::\n\n  x\n\nend\n'
layout types "$C"'[[tool.towncrier.type]]\ndirectory = "add"\nname = "Added"\nshowcontent = true\n[[tool.towncrier.type]]\nname = "Fixed"\n[[tool.towncrier.type]]\ndirectory = "int"\nname = "Internal"\nshowcontent = false\n' news/1.add=a news/2.fixed=b news/3.int=c news/4.feature=d
layout types-inline "$C"'type = [{ name = "Vendored", directory = "vendor", showcontent = true }, { name = "Rest", directory = "rest", showcontent = false }]\n' news/1.vendor=a news/2.rest=b
layout types-tables "$C"'[tool.towncrier.fragment.vendor]\nname = "Vendored"\n[tool.towncrier.fragment.add]\n[tool.towncrier.fragment.misc]\nshowcontent = false\n' news/1.vendor=a news/2.add=b news/3.misc=c
layout types-tables-inline "$C"'fragment = { vendor = { name = "Vendored" }, add = {} }\n' news/1.vendor=a news/2.add=b
layout section-alone "$C"'[[tool.towncrier.section]]\npath = ""\n' "${F[@]}"
layout sections "$C"'[[tool.towncrier.section]]\nname = ""\npath = ""\n[[tool.towncrier.section]]\nname = "Web"\npath = "web"\n[[tool.towncrier.section]]\nname = "None"\npath = "none"\n' "${F[@]}" news/web/5.feature=w news/web/12.feature=x
layout sections-md "$MD"'section = [{ name = "Main", path = "main" }, { name = "Web", path = "web" }]\n' news/main/1.feature=m news/web/5.feature=w "$OLD"
layout sections-package '[tool.towncrier]\npackage = "px"\npackage_dir = "src"\nname = "PX"\n[[tool.towncrier.section]]\npath = ""\n[[tool.towncrier.section]]\nname = "Conch"\npath = "conch"\n' src/px/__init__.py= src/px/newsfragments/1.feature=a src/px/conch/newsfragments/2.bugfix=b
layout package-dir '[project]\nname = "px-y"\n[tool.towncrier]\npackage = "px"\npackage_dir = "src"\n' src/px/__init__.py= src/px/newsfragments/1.feature=a
layout package-title '[tool.towncrier]\npackage = "pX_y"\n' pX_y/__init__.py= pX_y/newsfragments/1.feature=a
layout project-name '[project]\nname = "px-y"\n[tool.towncrier]\ndirectory = "./news/"\n' news/1.feature=a
layout default-folder '[tool.towncrier]\nname = "X"\n' newsfragments/1.feature=a
CONF=towncrier.toml layout own-file "$C" "${F[@]}" pyproject.toml='[project]\nname = "other"\n[tool.setuptools]\npackage-dir = {"" = "src"}\n'
CONF=towncrier.toml layout own-file-name '[tool.towncrier]\ndirectory = "news"\n' "${F[@]}" pyproject.toml='[project]\nname = "other"\n'
layout empty-key "$C"'[tool.setuptools]\npackage-dir = {"" = "src"}\n[tool.x.""]\na = 1\n' "${F[@]}"
layout many-files "$C"'single_file = false\nfilename = "doc/{name}-{version}.rst"\n' "${F[@]}" doc/Proj-1.1.0.rst=old
layout start-string "$MD"'start_string = "<!-- here -->"\n' "${F[@]}" NEWS.md='# News\n\n<!-- here -->\nold\n'
layout start-string-gap "$MD"'start_string = "<!-- here -->\\\\n"\n' "${F[@]}" NEWS.md='# News\n\n\n<!-- here -->\n\n\n\nold\n'
layout template-in-folder "$MD"'template = "news/_template.feature.md"\n' "${F[@]}" news/_template.feature.md="$EACH- {{ text }}$END" "$OLD"
layout crlf-fragments "$C" news/1.feature='One\r\ntwo\r\n'
VERSION=1.2.0rc1 layout candidate "$C" "${F[@]}"

template t-plain '* {{ text }} ({{ values|join(", ") }})'
template t-endswith '* {{ text }}{% if values and values[0].endswith("2") %} two{% elif values %} {{ values[0][1:] }}{% endif %}{{ "" }}'
# shellcheck disable=SC2016 # theirs
template t-joiner '{% set j = joiner(", ") %}* {% for v in values|sort %}{{ j() }}`{{ v }} <https://h/{{ v[1:] }}>`_{% endfor %}: {{ text }}'
template t-lists '{% if c not in ["doc", "misc"] and values is defined %}* {{ text|replace("X", "Y") }} {{ values|map("upper")|list|join }}{% endif %}'
template t-with '{%- with a = 1, b = text %}{{ b }}{{ a + 1 }}{% endwith %}{{ "\\\\n" * 2 }}'
template t-namespace '{% set ns = namespace(n=0) %}{% for v in values %}{% set ns.n = ns.n + 1 %}{% endfor %}* {{ text }}: {{ ns.n }}'
template t-macro '{% macro link(n, end="!") %}<{{ n }}>{{ end }}{% endmacro %}* {{ text }} {% for v in values %}{{ link(v) }}{{ link(v, end="?") }}{% endfor %}{{ "" }}'
template t-append '{% set all = [] %}{% for v in values %}{% set _ = all.append(v.lstrip("#")) %}{% endfor %}* {{ text.split("\\\\n")[0] }} {{ all|join("/") }} {{ all }}'
template t-loop '{{ loop.index }}/{{ loop.length }} {{ text|indent(4)|trim }}{{ "," if not loop.last }}'
template t-filters '{{ text|title }} {{ text|upper|length }} {{ values|first|default("-", true) }} {{ val.name|capitalize }} {{ values|reverse|list|last }}'
template t-signs '* {{ text }} {# gone -#}   \n {%- if values -%}   ({{- values[-1] -}})   {%- endif +%}\n{{ "}}" }}'
template t-set-block '{% set x %}a{{ text }}{% endset %}{{ x|length }}'
layout t-dictsort "${MD}template = \"t.md\"\n" "${F[@]}" "$OLD" t.md='{% for t, v in sections[""]["bugfix"]|dictsort(by="value") %}{{ t }} {{ v }}{% endfor %}\n{% for t, v in sections[""]["feature"]|dictsort %}{{ t }};{% endfor %}{% for k in sections[""]["feature"] %}{{ k }}.{% endfor %}{{ "\\\\n" }}\n\n'
layout t-issues "${MD}template = \"t.md\"\n" "${F[@]}" "$OLD" t.md='{{ header_prefix }} {{ issues_by_category[""]["bugfix"]|join(" ") }} {{ get_indent("- a") }}|{{ versiondata.name }} {{ versiondata["version"] }} {{ top_underline }}{{ underlines[0] }}\n\n'

# what does not end its last line is no layout here: towncrier puts the next
# heading behind it, we do not
printf '%d of %d layouts agree with %s\n' "$same" "$all" "$($TOWNCRIER --version)"
[ "$same" = "$all" ]
