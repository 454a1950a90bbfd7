"""From a request to what answers it, and pages of what is long."""
import json
import math
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit


class Answer(Exception):
    """What is sent; raised where a request ends early."""

    def __init__(self, status=200, body=None, headers=None):
        super().__init__(status)
        self.status, self.headers = status, dict(headers or {})
        self.json = None
        if isinstance(body, (bytes, type(None))):
            self.data = body or b""
        elif isinstance(body, str):
            self.data = body.encode()
            self.headers.setdefault("Content-Type", "text/plain; charset=utf-8")
        else:
            self.json = body
            self.data = json.dumps(body).encode()
            self.headers.setdefault("Content-Type", "application/json; charset=utf-8")


class Routes:
    """{x} is one segment, decoded after it was cut out; {x+} takes slashes, too.
    What says more comes first."""

    def __init__(self):
        self.table = []

    def on(self, method, path, **needs):
        pattern = re.sub(r"\\\{(\w+)(\\\+)?\\\}",
                         lambda m: f"(?P<{m[1]}>{'.+' if m[2] else '[^/]+'})", re.escape(path))

        def keep(function):
            self.table.append((method, re.compile(pattern), function, needs, path))
            self.table.sort(key=lambda row: (row[4].count("{"), row[4].count("+"), -len(row[4])))
            return function
        return keep

    def find(self, method, path):
        """(function, parameters, needs); the function is None where only the
        method is wrong, all are where the path is."""
        wrong = (None, None, None)
        for wanted, pattern, function, needs, _ in self.table:
            found = pattern.fullmatch(path)
            if found and (wanted == method or method == "HEAD" and wanted == "GET"):
                return function, {k: unquote(v) for k, v in found.groupdict().items()}, needs
            if found:
                wrong = (None, {}, needs)
        return wrong


class Request:
    def __init__(self, method, target, headers, data, root, store):
        cut = urlsplit(target)
        self.method, self.target, self.path = method, target, cut.path
        self.query = dict(parse_qsl(cut.query, keep_blank_values=True))
        self.lists = parse_qsl(cut.query, keep_blank_values=True)
        self.headers, self.data, self.store = headers, data, store
        self.root = self.api = root     # where people look; where programs do
        self.inner = cut.path           # the path below the API's base
        self.user = self.token = self.repo = None
        self.p, self.out = {}, {}
        self.pages = None               # a fault: so many on a page
        self.half = False               # not all that was sent has come

    @property
    def body(self):
        """The JSON object that was sent; {} for none; ValueError."""
        if not self.data:
            return {}
        kind = self.headers.get("Content-Type", "")
        if "x-www-form-urlencoded" in kind:
            return dict(parse_qsl(self.data.decode(), keep_blank_values=True))
        found = json.loads(self.data)
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return found

    def number(self, name):
        return int(self.p[name]) if self.p[name].isdigit() else -1

    def flag(self, name):
        return self.query.get(name, "").lower() in ("true", "1")


def multipart(request, *fields):
    """(file name, bytes) of the first of these fields in a form, or None."""
    found = re.search(r'boundary="?([^";]+)', request.headers.get("Content-Type", ""))
    if not found:
        return None
    for part in request.data.split(b"--" + found[1].encode()):
        head, _, rest = part.lstrip(b"\r\n").partition(b"\r\n\r\n")
        name = re.search(rb'[ ;]name="([^"]*)"', head)
        file = re.search(rb'filename="([^"]*)"', head)
        if name and name[1].decode() in fields:
            return (file[1].decode() if file else ""), rest[:-2]
    return None


def page(request, items, key="per_page", usual=30, most=100, total=None):
    """The part that is asked for.  Links go to request.api, as the forges make them."""
    def whole(name, default):
        text = request.query.get(name, "")
        return int(text) if text.isdigit() and int(text) > 0 else default
    size = min(request.pages or whole(key, usual), most)
    number = whole("page", 1)
    count = len(items)
    last = max(1, math.ceil(count / size))
    query = dict(request.query)

    def to(n):
        query.update({"page": n, key: size})
        return f"{request.api}{total or quote(request.inner, safe='/%')}?{urlencode(query)}"
    links = []
    if number > 1:
        links += [(to(number - 1), "prev"), (to(1), "first")]
    if number < last:
        links += [(to(number + 1), "next"), (to(last), "last")]
    if links:
        request.out["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for url, rel in links)
    request.out["_page"] = (number, size, count, last)
    return items[(number - 1) * size:number * size]
