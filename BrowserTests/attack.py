"""What an attacker tries: every route in every state and role, hostile forms, broken requests, floods and kills.

Two minutes, one hub for the pages and hubs of their own for the floods. Nothing may be a fault of the hub's own (500), no
markup may run, nobody may see or change what is not theirs, and nothing that was acknowledged may be lost.
"""
import re
import time
import urllib.parse

import broken
import flood
from client import Client, raw
from hub import ROOT

ROLES = [None, "facilitator@aldermoor.example", "contributor@aldermoor.example", "facilitator@wenbrook.example", "administrator@hub.example"]
HOSTILE_PARTS = [
    "0", "-1", "99999999999999999999", "1.5", "%00", "%zz", "%ff", "..%2f..%2fetc%2fpasswd", "'%20OR%20'1'='1", "%3Cscript%3E",
    "%E2%80%AE%D8%AC", "a" * 5000, "%0d%0aSet-Cookie:x=1", "+1", "%D9%A1",
]
HOSTILE_QUERIES = [
    "page=-1", "page=9223372036854775807", "page=99999999999999999999", "q=%00%ff%zz", "q=100%", "q=%25_%5C'", "q[]=1&q=2&q=3", "=&&=&==",
    "next=//evil.example&next=%2F%2Fevil.example", "saved=%3Cb%3E&blank=-5", "characteristic=%E2%80%AE&type=x&council=%00", "q=" + "a" * 9000,
]
MARK = "x9script"
HOSTILE_VALUES = {
    "nothing": "", "very long": "a" * 100_000, "markup": f"<script>{MARK}()</script>", "markup in an attribute": f"\"'><img src=x onerror={MARK}()>",
    "SQL": "'); DROP TABLE round; --", "NUL and controls": "a\0b\x01\x1b\x7f", "turned round": "\u202e\u2066abc\u202d", "marks": "e" + "\u0301" * 5000,
    "invisible": "\u200b\u200b", "a huge number": "99999999999999999999", "the largest number": "9223372036854775807",
    "the least number": "-9223372036854775808", "a fraction": "1e308", "another's id": "2", "emoji": "👩‍👩‍👧‍👦" * 40, "a half character": "\ud800",
}
# What one browser sends without harm to the rest of the run; these come last.
ENDING = ("/discard", "/close", "/sign-out")


def routes(method: str) -> list[str]:
    """As the program's own source registers them."""
    found = set()
    for path in (ROOT / "Sources").glob("**/*Pages.swift"):
        found |= set(re.findall(rf'\.{method}\("([^"]+)"', path.read_text()))
    return sorted("/" + path for path in found)


class Attack:
    def __init__(self, hub, new_hub, report):
        self.hub, self.new_hub, self.report, self.forms_sent = hub, new_hub, report, 0
        self.people = {email: Client(hub.address) for email in ROLES}
        for email, client in self.people.items():
            if email:
                client.sign_in(email)
        self.rounds = {"closed": "1", "open": "2", **self.make_rounds()}
        self.facilitator = self.people[ROLES[1]]
        open_round = self.people[ROLES[3]].get("/rounds/2").text
        self.link = re.search(r'/join/([\w-]{43})', open_round).group(1)
        visitor = Client(hub.address)
        self.answer = visitor.submit(visitor.get(f"/join/{self.link}")).headers["Location"].rpartition("/")[2]

    def make_rounds(self) -> dict[str, str]:
        """A draft and a scheduled round of the council with a closed one."""
        lead, made = self.people[ROLES[1]], {}
        for state in ("draft", "scheduled"):
            page = lead.get("/new-round/efficient-intelligent-council")
            later = {"opens-year": str(int(page.forms[0].fields["opens-year"]) + 1), "closes-year": str(int(page.forms[0].fields["closes-year"]) + 1),
                     "ambition-year": str(int(page.forms[0].fields["ambition-year"]) + 1)}
            made[state] = lead.submit(page, title=f"Round {state}", **later).headers["Location"].rpartition("/")[2]
            if state == "scheduled":
                lead.submit(lead.get(f"/rounds/{made[state]}/open"))
        return made

    # Pages

    def filled(self, route: str, round_id: str) -> str:
        values = {"id": round_id, "round": round_id, "characteristic": "safe-to-try", "framework": "efficient-intelligent-council", "step": "close",
                  "file": "statements.csv", "link": self.link, "token": self.answer, "theme": "leadership"}
        return re.sub(r"\{(\w+)\}", lambda place: values[place.group(1)], route)

    def pages(self):
        """Every route × state of the round × role, and every place of a path with something hostile in it."""
        known, faults = routes("get"), []
        assert len(known) > 30, "the routes were not found in the source"
        for route in known:
            paths = {self.filled(route, number) for number in self.rounds.values()}
            for name in re.findall(r"\{\w+\}", route):
                paths |= {self.filled(route.replace(name, part), "1") for part in HOSTILE_PARTS}
            paths |= {self.filled(route, "1") + "?" + query for query in HOSTILE_QUERIES}
            for path in sorted(paths):
                is_odd = path not in {self.filled(route, number) for number in self.rounds.values()}
                for email, client in self.people.items():
                    if is_odd and email not in (None, ROLES[1]):
                        continue
                    answer = client.get(path, follow=False)
                    if answer.status >= 500:
                        faults.append(f"{answer.status} {path[:100]} for {email}")
                    if is_odd and "evil.example" in (answer.headers.get("Location") or ""):
                        faults.append(f"leads away: {path[:100]}")
        self.report(f"{len(known)} routes in every state and role", faults)

    def heads(self):
        """HEAD has the headers of GET and no body."""
        faults = []
        paths = [self.filled(route, number) for route in routes("get") for number in ("1", "2")] + ["/", "/nope", "/rounds/-1/result"]
        page = self.facilitator.get("/")
        paths += re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text)
        cookie = "; ".join(f"{name}={value}" for name, value in self.facilitator.cookies.items())
        for path in dict.fromkeys(paths):
            head, _, body = raw(self.hub.address, f"HEAD {path} HTTP/1.1\r\nHost: hub\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()).partition(b"\r\n\r\n")
            if body:
                faults.append(f"{path}: {len(body)} bytes of body")
            if not re.search(rb"\r\ncontent-length: \d+", head, re.I):
                faults.append(f"{path}: no length")
            if b" 500 " in head.split(b"\r\n")[0]:
                faults.append(f"{path}: 500")
        self.report("HEAD has no body", faults)

    # Forms

    def all_forms(self):
        """(who, form) of every form that the pages of a facilitator, an administrator and a respondent show."""
        admin, respondent = self.people[ROLES[4]], Client(self.hub.address)
        places = [(self.facilitator, path) for path in (
            "/account", "/team", "/new-round/efficient-intelligent-council", f"/rounds/{self.rounds['draft']}/edit", f"/rounds/{self.rounds['draft']}/groups",
            f"/rounds/{self.rounds['draft']}/open", f"/rounds/{self.rounds['scheduled']}/people", f"/rounds/{self.rounds['scheduled']}/edit", "/rounds/1/share",
            "/rounds/1/unshare", "/rounds/1/workshop/safe-to-try", "/plan/rounds/1/safe-to-try", "/actions/1", f"/rounds/{self.rounds['draft']}/discard",
            f"/rounds/{self.rounds['scheduled']}/close")]
        places += [(admin, "/people"), (admin, "/account"), (Client(self.new_hub.address), "/setup"), (Client(self.hub.address), "/sign-in")]
        invited = admin.post("/people", {"csrf": admin.token(), "email": "someone@hub.example", "role": "curator"})
        link = re.search(r"/invitation/[\w-]{43}", admin.get(invited.headers.get("Location") or "/people").text)
        places += [(Client(self.hub.address), link.group())] if link else []
        places += [(respondent, f"/answer/{self.answer}/theme/leadership"), (respondent, f"/answer/{self.answer}/check"), (respondent, f"/join/{self.link}")]
        forms = {}
        for who, path in places:
            for form in who.get(path).forms:
                forms.setdefault(form.action, (who, form, path))
        return sorted(forms.values(), key=lambda it: it[1].action.endswith(ENDING))

    def send(self, who, form, fields, headers=None):
        self.forms_sent += 1
        return who.post(form.action, fields, headers)

    def forms(self):
        forms, faults = self.all_forms(), []
        for who, form, path in forms:
            token = form.fields.get("csrf", "")
            for name, value in HOSTILE_VALUES.items():
                fields = {key: token if key == "csrf" else value for key in form.fields}
                answer = self.send(who, form, fields)
                if answer.status >= 500:
                    faults.append(f"{answer.status}: {form.action} with {name}")
                if f"<script>{MARK}" in answer.text or f"<img src=x onerror={MARK}" in answer.text:
                    faults.append(f"markup runs on {form.action}")
                if form.action.endswith(ENDING):
                    break
                # One field at a time, the rest as it should be: deeper checks are reached.
                for key in list(form.fields)[:12] if name in ("the largest number", "a huge number", "turned round", "marks") else []:
                    if key != "csrf" and self.send(who, form, {**form.fields, key: value}).status >= 500:
                        faults.append(f"500: {form.action}, {key} with {name}")
            if form.action.endswith("/sign-out"):
                self.send(who, form, form.fields)
        self.report(f"{len(forms)} forms with hostile values", faults)
        self.sign_in_again()

    def sign_in_again(self):
        for email, client in self.people.items():
            if email and client.get("/account", follow=False).status != 200:
                client.sign_in(email)

    def doors(self):
        """A form that is right in itself, sent by whoever may not: nothing is done."""
        faults, sent_by_all = [], ("/sign-in", "/setup", "/invitation", "/join", "/answer", "/sign-out")
        for route in routes("post"):
            if route.startswith(sent_by_all):
                continue
            is_of_round = "{id}" in route or "{round}" in route
            # An invitation that is not there, or another council's, cannot be told from one withdrawn before: the list is shown again.
            allowed = {
                "/people": ROLES[4], "/actions/{id}": ROLES[2], "/people/invitations/{id}/withdraw": ROLES[4], "/team/invitations/{id}/withdraw": ROLES[3],
            }.get(route)
            for email in (None, ROLES[2], ROLES[3], ROLES[4]):
                if email == allowed or email == ROLES[3] and not is_of_round:
                    continue
                who = self.people[email]
                self.forms_sent += 1
                answer = who.post(self.filled(route, "1"), {"csrf": who.token(), "progress": "done", "level": "1", "target": "2", "decision": "decline", "reason": "x"})
                is_sent_to_door = answer.status == 303 and answer.headers["Location"].startswith("/sign-in")
                if answer.status not in (403, 404) and not is_sent_to_door:
                    faults.append(f"{answer.status}: {route} for {email}")
        self.report("forms of whoever may not send them", faults)

    def foreign_forms(self):
        """Without the token, with another's, from another site, not as a form: refused before anything is read."""
        other, faults = Client(self.hub.address).token(), []
        for route in routes("post"):
            path = self.filled(route, self.rounds["scheduled"])
            token = self.facilitator.token()
            tries = {
                "no token": ({"title": "x"}, {}, 403), "a token of another browser": ({"csrf": other}, {}, 403), "two tokens": ([("csrf", other), ("csrf", token)], {}, 403),
                "from another site": ({"csrf": token}, {"Sec-Fetch-Site": "cross-site"}, 403), "from a sister site": ({"csrf": token}, {"Sec-Fetch-Site": "same-site"}, 403),
                "of another origin": ({"csrf": token}, {"Origin": "https://evil.example"}, 403), "as JSON": ({"csrf": token}, {"Content-Type": "application/json"}, 415),
                "as multipart": ({"csrf": token}, {"Content-Type": "multipart/form-data; boundary=x"}, 415), "as nothing": ({"csrf": token}, {"Content-Type": ""}, 415),
                "broken escapes": (f"csrf={token}&title=%zz".encode(), {}, 400), "not UTF-8": (f"csrf={token}&title=%ff".encode(), {}, 400),
                "raw bytes": (f"csrf={token}&title=".encode() + b"\xff\xfe", {}, 400), "3,000 fields": (f"csrf={token}".encode() + b"&a=1" * 3000, {}, 400),
            }
            for name, (fields, headers, wanted) in tries.items():
                self.forms_sent += 1
                answer = self.facilitator.post(path, fields, headers)
                if answer.status != wanted:
                    faults.append(f"{answer.status} in place of {wanted}: {path} {name}")
        # A form that is right in itself, for another council's round
        token = self.facilitator.token()
        for path in ("/rounds/2/close", "/rounds/2/edit", "/rounds/2/people", "/rounds/2/groups", "/rounds/2/workshop/safe-to-try", "/plan/rounds/2/safe-to-try"):
            self.forms_sent += 1
            answer = self.facilitator.post(path, {"csrf": token, "level": "1", "target": "2", "decision": "decline", "reason": "x", "count": "1"})
            if answer.status != 404:
                faults.append(f"{answer.status}: {path} of another council")
        self.report("forged forms", faults)

    def still_whole(self):
        """After all this no page shows what ran, and none is broken."""
        waiting, seen, faults = ["/", "/rounds", "/plan", "/actions", "/team"], set(), []
        while waiting:
            path = waiting.pop()
            if path in seen or not path.startswith("/") or path.startswith(("/library/", "/good/")) or len(seen) > 150:
                continue
            seen.add(path)
            answer = self.facilitator.get(path)
            waiting += answer.links
            if answer.status >= 500 or f"<script>{MARK}" in answer.text or f"<img src=x onerror={MARK}" in answer.text:
                faults.append(f"{answer.status} {path}")
        faults += [line for line in self.hub.log.read_text().splitlines() if "fault" in line and "error" in line][:5]
        self.report(f"{len(seen)} pages after the attack", faults)


def guess(hub, report):
    """Ten wrong passwords for one account are enough, though each comes with another invented address beside it."""
    tries = Client(hub.address)
    got = [tries.submit(tries.get("/sign-in"), email="facilitator@castlefold.example", password=f"wrong password {n}").status for n in range(11)]
    report("the eleventh wrong password", [] if got == [422] * 10 + [429] else [str(got)])


def run(browser, hub, report):
    flood.allow_sockets()
    with flood.own_hub(demo=False) as slow_hub:
        slow = flood.SlowForms(slow_hub)
        slow.start()
        attack = Attack(hub, slow_hub, report)
        for part in (attack.pages, attack.heads, attack.doors, attack.foreign_forms, attack.forms, attack.still_whole):
            start = time.monotonic()
            part()
            print(f"  {part.__name__}: {time.monotonic() - start:.0f} s, {Client.asked} requests, {attack.forms_sent} forms, {hub.memory:.0f} MB", flush=True)
        broken.run(hub, report)
        guess(hub, report)
        slow.join()
        print(f"  300 slow forms and 100 slow headers: {slow.peak:.0f} MB, all cut off after {slow.seconds:.0f} s, a visitor waited {slow.slowest:.2f} s at most")
        report("300 slow forms", slow.faults())
        figures = [{"megabytes": hub.memory, "CPU seconds": hub.work}, {"megabytes": slow.peak, "CPU seconds": slow_hub.work}]
    figures += flood.run(report)
    kills, peak = figures[-1], max(it.get("megabytes", 0) for it in figures)
    work = sum(it.get("CPU seconds", 0) for it in figures)
    print(f"  in all {Client.asked} requests, {attack.forms_sent} forms, {kills['kills']} kills, {kills['saves']} acknowledged saves, {kills['lost']} lost, "
          f"{peak:.0f} MB at most, {work:.0f} CPU seconds of the hubs")
