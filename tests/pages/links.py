"""The pages for a browser, as a parser reads them: what would make somebody stop.

	python3 links.py <folder>

One complaint a line: links that lead nowhere, also behind the "#"; pages that the
index does not lead to; anything that runs, or that comes from elsewhere; pages
without language, title or one heading; ids that are there twice.
"""

import html.parser
import os
import re
import sys
import urllib.parse

# What is fetched when a page is shown.
LOADS = ("src", "srcset", "data", "poster", "background", "xlink:href")


class Page(html.parser.HTMLParser):
    def __init__(self, name, text):
        super().__init__(convert_charrefs=True)
        self.name, self.ids, self.links, self.faults = name, [], [], []
        self.headings, self.title, self.in_title, self.lang = 0, "", False, ""
        self.feed(text)
        if self.headings != 1 or not self.title.strip() or not self.lang:
            self.fault(f"{self.headings} headings, title '{self.title}'")
        for name in {i for i in self.ids if self.ids.count(i) > 1}:
            self.fault(f"the id '{name}' is there twice")

    def fault(self, what):
        self.faults.append(f"{self.name}: {what}")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.headings += tag == "h1"
        self.in_title |= tag == "title" and not self.title
        if tag == "html":
            self.lang = attrs.get("lang", "")
        if tag in ("script", "iframe", "object", "embed", "base", "form"):
            self.fault(f"<{tag}>")
        for key, value in attrs.items():
            if key == "id":
                self.ids.append(value)
            elif key == "href":
                self.links.append(value)
            elif key in LOADS or key.startswith("on"):
                self.fault(f"{key}={value}")
            elif key == "style":
                self.look_at_style(value)

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        elif self.lasttag == "style":
            self.look_at_style(data)

    def look_at_style(self, text):
        if re.search(r"url\(|@import|expression", text):
            self.fault("a style that fetches something")


def follow(pages, files, page, link):
    """The page that the link leads to; a string: what is wrong with it."""
    url = urllib.parse.urlsplit(link)
    if url.scheme or url.netloc or url.query or url.path.startswith("/"):
        return f"a link out of the folder: {link}"
    name = urllib.parse.unquote(url.path) or page.name
    if name not in files:
        return f"a link to what is not there: {link}"
    if url.fragment and (name not in pages or
                         urllib.parse.unquote(url.fragment) not in pages[name].ids):
        return f"a link to a place that is not there: {link}"
    return pages.get(name)


def main(folder):
    files = set(os.listdir(folder))
    pages, faults, reached, n = {}, [], {"index.html"}, 0
    for name in sorted(files):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            text = f.read()
        if name.endswith(".html"):
            pages[name] = Page(name, text)
            faults += pages[name].faults
        elif re.search(r"url\(|@import|<script|\bhref=", text):
            faults.append(f"{name}: it fetches something")
    todo = ["index.html"]
    while todo and todo[0] in pages:
        page = pages[todo.pop(0)]
        for link in page.links:
            n += 1
            to = follow(pages, files, page, link)
            if isinstance(to, str):
                faults.append(f"{page.name}: {to}")
            elif to and to.name not in reached:
                reached.add(to.name)
                todo.append(to.name)
    faults += [f"{name}: the index does not lead there" for name in pages.keys() - reached]
    print("\n".join(sorted(faults) + [f"followed {n} links of {len(reached)} pages"]))


main(sys.argv[1])
