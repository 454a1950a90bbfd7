#!/bin/bash
# The pages for a browser, looked at in one: light and dark, wide and 320 pixels,
# printed to A4, with names that somebody would break them by.  Nothing may run, be
# fetched, or be hard to read.  Pictures are left in $B/pages, to look at.
#
# $B: the folder of the build; CHROMIUM: the browser (Debian: chromium)
set -u
cd "$(dirname "$0")/../.." || exit 1
TOP=$PWD
: "${B:=$TOP/build/test}" "${CHROMIUM:=$(command -v chromium || command -v google-chrome)}"
[ -n "$CHROMIUM" ] || {
	echo 'pages.sh: there is no chromium (set CHROMIUM)' >&2
	exit 1
}
T=$(mktemp -d) || exit 1
passed=0 failed=0

# shellcheck source=/dev/null
. tests/e2e/lib.bash
# shellcheck source=/dev/null
. tests/e2e/staging.bash
# shellcheck source=/dev/null
. tests/e2e/meeting.bash
trap 'unsealed; rm -rf "$T"' EXIT

result() { # result <what> <file of complaints>
	if [ -s "$2" ]; then
		failed=$((failed + 1))
		echo "not ok - $1"
		sed 's/^/# /' "$2"
	else
		passed=$((passed + 1))
		echo "ok - $1"
	fi
}

browser() { # browser <light|dark> <options and address>
	local scheme=1
	[ "$1" = light ] || scheme=0
	timeout 120 "$CHROMIUM" --headless=new --no-sandbox --disable-gpu \
		--disable-background-networking --disable-component-update \
		--disable-sync --no-first-run --hide-scrollbars \
		--user-data-dir="$T/profile" --virtual-time-budget=5000 \
		--proxy-server="127.0.0.1:$PORT" --proxy-bypass-list='<-loopback>' \
		--blink-settings="preferredColorScheme=$scheme" "${@:2}" 2>"$T/err"
}

look() { # look <what> <light|dark> <width> <page>...
	local of="of $(($# - 3)) pages" pages="${*:4}"
	browser "$2" --dump-dom \
		"http://127.0.0.1:$PORT/look.html?pages=${pages// /+}&width=$3&scheme=$2" >"$T/dom"
	sed -n '/<pre id="said">/,/<\/pre>/p' "$T/dom" |
		sed 's/.*<pre id="said">//; s/<\/pre>.*//' >"$T/said"
	grep -q "looked at [1-9][0-9]* texts $of" "$T/said" || cat "$T/err" >>"$T/said"
	sed -i "/^looked at [1-9][0-9]* texts $of/d" "$T/said"
	result "$1: $2, $3 pixels" "$T/said"
}

picture() { # picture <page> <light|dark> <width>: to be looked at
	browser "$2" --window-size="$3,3000" \
		--screenshot="$PICTURES/${1%.*}-$2-$3.png" "http://127.0.0.1:$PORT/$1"
}

# Paper of 210 by 297 millimetres is 595 by 842 points.
prints() { # prints <page>
	browser light --no-pdf-header-footer --print-to-pdf="$PICTURES/$1.pdf" \
		"http://127.0.0.1:$PORT/$1.html"
	: >"$T/said"
	grep -aq 'MediaBox \[0 0 59[45]\.[0-9]* 84[12]\.[0-9]*\]' "$PICTURES/$1.pdf" ||
		echo 'its paper is not A4' >"$T/said"
	result "$1: printed to A4" "$T/said"
}

# Whoever made the browser may be asked by it; nobody else.
asked_nobody() {
	grep -vE "^http://127\.0\.0\.1:$PORT/|(google|googleapis|gvt1)\.com" \
		"$T/asked" >"$T/said"
	result 'no request leaves' "$T/said"
}

PICTURES=$B/pages
mkdir -p "$T/www" "$PICTURES"
sealed
met
git staging report --format=html >"$T/www/meeting.html" || exit
git rel status --graph --html="$T/www/graph.html" || exit
"$TOP/pages/make.sh" "$T/html" && cp "$T/html/"* "$T/www" || exit
python3 "$TOP/tests/pages/serve.py" "$T/www" "$T/port" "$T/asked" &
PIDS+=($!)
cp "$TOP/tests/pages/look.html" "$T/www"
wait_until test -s "$T/port"
PORT=$(cat "$T/port")
mapfile -t manual < <(cd "$T/html" && ls -- *.html)
for scheme in light dark; do
	for width in 1200 700 320; do
		look meeting $scheme $width meeting.html
		look graph $scheme $width graph.html
		look 'make html' $scheme $width "${manual[@]}"
		picture meeting.html $scheme $width
		picture graph.html $scheme $width
	done
	for page in index.html git-rel.html tour.html process-gitops.html demo.svg; do
		picture $page $scheme 1200
		picture $page $scheme 320
	done
done
for page in meeting graph git-staging; do
	prints $page
done
asked_nobody
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
