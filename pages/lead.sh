#!/bin/sh
# lead.sh <folder> <where the pages are> <page>...: into the folder, pages of the
# same names that lead to these, for the folder in which `git help -w` looks.
set -eu
folder=$1 pages=$2
shift 2
mkdir -p "$folder"
for page; do
	# what would end a path in a URL, or the attribute
	to=$(printf '%s/%s.html' "$pages" "$page" |
		sed 's/%/%25/g; s/#/%23/g; s/?/%3F/g; s/ /%20/g; s/"/%22/g; s/&/\&amp;/g')
	cat >"$folder/$page.html" <<-END
		<!doctype html>
		<html lang="en">
		<head>
		<meta charset="utf-8">
		<meta http-equiv="refresh" content="0; url=$to">
		<title>$page</title>
		</head>
		<body>
		<p><a href="$to">$page</a></p>
		</body>
		</html>
	END
done
