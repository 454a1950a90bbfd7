# manual.awk -v ours=" git-rel gitrel ...": what mandoc makes of a page of the
# manual (-T html -O fragment,toc), as a part of ours:
#
# - the page has a heading of its own, so all others go down by one;
# - the table of contents comes first, so that it can stand beside the text;
# - links to pages that are not ours, and out of them, are text;
# - text right behind a heading is a paragraph, also where it begins with markup.

# <a class="Xr" href="git-push.html">git-push(1)</a>
function own_links(line,    done, link, name) {
	while (match(line, /<a class="[XL][rk]" href="[^"]*">[^<]*<\/a>/)) {
		done = done substr(line, 1, RSTART - 1)
		link = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		name = link
		sub(/^.* href="/, "", name)
		sub(/(\.html)?".*$/, "", name)
		if (!index(ours, " " name " ")) {
			sub(/^<a/, "<span", link)
			sub(/ href="[^"]*"/, "", link)
			sub(/a>$/, "span>", link)
		}
		done = done link
	}
	return done line
}

/^<table class="(head|foot)">/ { skip = 1 }
skip {
	if (/^<\/table>/)
		skip = 0
	next
}
/^<h1 class="Sh">TABLE OF CONTENTS</ {
	toc = 1
	contents = "<nav class=\"contents\" aria-label=\"Contents\">\n"
	next
}
toc {
	contents = contents $0 "\n"
	if (/^<\/ul>/) {
		contents = contents "</nav>\n"
		toc = 0
	}
	next
}
/^<br\/>$/ && above ~ /^<\/table>/ { next }
{
	line = own_links($0)
	if (line ~ /<h2 class="Ss"/)
		lower = 1
	gsub(/<h2 class="Ss"/, "<h3 class=\"Ss\"", line)
	gsub(/<h1 class="Sh"/, "<h2 class=\"Sh\"", line)
	if (lower)
		sub(/<\/h2>/, "</h3>", line)
	gsub(/<\/h1>/, "</h2>", line)
	if (line ~ /<\/h3>/)
		lower = 0
	block = line ~ /^<(p|div|[dou]l|table|section|\/section|\/div|h[1-6])[ >]/
	if (block && open) {
		text = text "</p>\n"
		open = 0
	}
	if (!block && above ~ /<\/h[23]>$/) {
		text = text "<p class=\"Pp\">"
		open = 1
	}
	text = text line "\n"
	above = line
}
END { printf "%s%s", contents, text }
