"""What goes wrong on demand.

A fault is {"match": "POST /pulls$", "kind": "lost", "times": 1, "after": 0}: method
and a regular expression of the path with its query; `after` lets so many pass
first; times 0 is for ever.  Kinds:

	secondary	403 "secondary rate limit" and, if told, retry_after
	primary		403, remaining 0, reset after `reset` seconds
	429		429 in plain text, with retry_after if told
	html		`status` (502) with a page for people
	status		`status` and `json` or `text`, `headers`
	gone		the connection ends and nothing was done
	half		of a file that is sent only a part comes, and the connection ends
	lost		it is done, and the connection ends without an answer
	veiled		it is done, and answered by `status` (502) with a page for people
	cut		it is done, half of the answer is sent
	slow		the answer comes in `seconds`
	late		it is done in `seconds` (2)
	redirect	`status` (301) to `to`; {path} stands for path and query
	broken		it is done, and answered by JSON that is none
	empty		an empty list
	pages		`size` (1) on a page, whatever is asked for
	cap		only the first `size` (250) items, no more pages

delay_ms of /__delay holds for every answer.
"""
import re
import threading
import time

from routing import Answer

PAGE = """<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>
</html>
"""
KINDS = ("secondary primary 429 html status gone half lost veiled cut slow late redirect broken "
         "empty pages cap").split()


class Faults:
    def __init__(self):
        self.lock = threading.Lock()
        self.list = []
        self.delay = 0.0

    def add(self, wanted):
        if wanted.get("kind") not in KINDS:
            raise ValueError(f"kinds are: {' '.join(KINDS)}")
        method, _, path = wanted.get("match", ". .").partition(" ")
        one = dict(wanted, times=int(wanted.get("times", 1)), seen=0, used=0)
        one["method"], one["path"] = re.compile(method), re.compile(path)
        with self.lock:
            self.list.append(one)

    def clear(self):
        with self.lock:
            self.list, self.delay = [], 0.0

    def find(self, method, target):
        """The first that is due for this request."""
        with self.lock:
            for one in self.list:
                if not one["method"].fullmatch(method) or not one["path"].search(target):
                    continue
                one["seen"] += 1
                if one["seen"] <= one.get("after", 0) or (
                        one["times"] and one["used"] >= one["times"]):
                    continue
                one["used"] += 1
                return one
        return None

    def before(self, fault, request):
        """An answer in place of the forge's own, or None."""
        kind = fault["kind"]
        if kind == "secondary":
            more = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
            return Answer(403, {
                "message": "You have exceeded a secondary rate limit. Please wait a few minutes "
                           "before you try again.",
                "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-"
                                     "rest-api#about-secondary-rate-limits"}, more)
        if kind == "primary":
            reset = int(time.time()) + int(fault.get("reset", 2))
            return Answer(int(fault.get("status", 403)), {
                "message": "API rate limit exceeded for user ID 1.",
                "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-"
                                     "rest-api"},
                          {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "0",
                           "X-RateLimit-Used": "5000", "X-RateLimit-Reset": str(reset),
                           "X-RateLimit-Resource": "core"})
        if kind == "429":
            more = {"Retry-After": str(fault["retry_after"])} if "retry_after" in fault else {}
            return Answer(429, "Retry later\n", more)
        if kind == "html":
            return Answer(int(fault.get("status", 502)), PAGE.encode(),
                          {"Content-Type": "text/html"})
        if kind == "status":
            return Answer(int(fault["status"]), fault.get("json", fault.get("text", "")),
                          fault.get("headers"))
        if kind == "redirect":
            to = fault["to"].replace("{path}", request.target)
            return Answer(int(fault.get("status", 301)),
                          {"message": "Moved Permanently", "url": to}, {"Location": to})
        if kind == "empty":
            return Answer(200, [])
        if kind == "late":
            time.sleep(float(fault.get("seconds", 2)))
        if kind == "pages":
            request.pages = int(fault.get("size", 1))
        return None

    @staticmethod
    def after(fault, answer):
        """What becomes of the forge's answer; the server sees to how it is sent."""
        if fault["kind"] == "veiled":
            return Answer(int(fault.get("status", 502)), PAGE.encode(),
                          {"Content-Type": "text/html"})
        if fault["kind"] == "broken":
            answer.data = answer.data[:len(answer.data) // 2] + b"\xff<"
            answer.json = None
        elif fault["kind"] == "cap" and isinstance(answer.json, list):
            answer = Answer(answer.status, answer.json[:int(fault.get("size", 250))],
                            {k: v for k, v in answer.headers.items() if k != "Link"})
        return answer
