# terminal.awk: what a terminal shows, as a picture (SVG) whose text stays text.
#
#	demo 2>&1 | LC_ALL=C awk -v title=... -f terminal.awk
#
# Knows the sequences of SGR that git and we print, tabs, and lines that are longer
# than the terminal is wide.  Widths are in `ch` and heights in `em` of the browser's
# own font; light or dark is what the browser is.  Each line is a <text>.

BEGIN {
	columns = 110
	line_height = 1.4
	split("red green yellow blue magenta cyan", color, " ")
}

function escaped(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	return s
}

# The run of text so far ends: into the row, with the class it has.
function run_end(    place, class) {
	if (run == "")
		return
	place = below ? sprintf(" x=\"1ch\" dy=\"%sem\"", line_height) : ""
	class = bold dim hue
	sub(/^ /, "", class)
	if (place class == "")
		row = row escaped(run)
	else
		row = row "<tspan" place (class ? " class=\"" class "\"" : "") ">" \
			escaped(run) "</tspan>"
	run = ""
	below = 0
}

# Bytes that go on a character (UTF-8) take no column.
function put(c) {
	if (c !~ /[\200-\277]/ && at++ == columns) {
		run_end()
		below = 1
		at = 1
		rows++
	}
	run = run c
}

function sgr(codes,    n, part, i, code) {
	run_end()
	n = split(codes == "" ? "0" : codes, part, ";")
	for (i = 1; i <= n; i++) {
		code = part[i] % 60
		if (code == 0)
			bold = dim = hue = ""
		else if (code == 1)
			bold = " bold"
		else if (code == 2)
			dim = " dim"
		else if (code == 22)
			bold = dim = ""
		else if (code >= 31 && code <= 36)
			hue = " " color[code - 30]
		else if (code == 39)
			hue = ""
	}
}

{
	row = run = ""
	at = below = 0
	top = rows++
	for (rest = $0; rest != ""; ) {
		if (match(rest, /^\033\[[0-9;]*[A-Za-z]/)) {
			if (substr(rest, RLENGTH, 1) == "m")
				sgr(substr(rest, 3, RLENGTH - 3))
			rest = substr(rest, RLENGTH + 1)
			continue
		}
		c = substr(rest, 1, 1)
		rest = substr(rest, 2)
		if (c != "\t")
			put(c)
		else
			do put(" "); while (at % 8)
	}
	run_end()
	text = text sprintf("<text x=\"1ch\" y=\"%.1fem\">%s</text>\n",
		(top + 1) * line_height - 0.2, row)
}

END {
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"terminal\"" \
		" width=\"" columns + 2 "ch\"" \
		" height=\"" sprintf("%.1f", rows * line_height + 0.9) "em\"" \
		" font-family=\"ui-monospace, 'DejaVu Sans Mono', monospace\"" \
		" font-size=\"14\">"
	print "<title>" escaped(title) "</title>"
	print "<style>"
	print ".terminal rect { fill: #f6f8fa; stroke: #d5dae0; }"
	print ".terminal text { fill: #1c2024; white-space: pre; }"
	print ".terminal .bold { font-weight: bold; }"
	print ".terminal .dim { fill: #57606a; }"
	print ".terminal .red { fill: #a5101f; }"
	print ".terminal .green { fill: #0f6b33; }"
	print ".terminal .yellow { fill: #6b4a00; }"
	print ".terminal .blue { fill: #0b57c2; }"
	print ".terminal .magenta { fill: #8a2a86; }"
	print ".terminal .cyan { fill: #0b6470; }"
	print "@media (prefers-color-scheme: dark) {"
	print ".terminal rect { fill: #1d2126; stroke: #3a4149; }"
	print ".terminal text { fill: #e4e8ec; }"
	print ".terminal .dim { fill: #a3adb8; }"
	print ".terminal .red { fill: #ffb3ba; }"
	print ".terminal .green { fill: #8fe3ae; }"
	print ".terminal .yellow { fill: #f7d98a; }"
	print ".terminal .blue { fill: #8bbdff; }"
	print ".terminal .magenta { fill: #f0aee9; }"
	print ".terminal .cyan { fill: #86dbe4; }"
	print "}"
	print "</style>"
	print "<rect width=\"100%\" height=\"100%\" rx=\"6\"/>"
	printf "%s", text
	print "</svg>"
}
