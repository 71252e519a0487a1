"""A round whose every text is hostile to the layout is made through the forms, and every page that shows it must hold.

Words and links of any length break, nothing scrolls sideways at 320 and 1280 px, and text from right to left turns nothing
beside it.
"""
import re

from checks import faults_of
from client import Client
from pages import sign_in

WORD = "Donaudampfschifffahrtsgesellschaft" * 6
LINK = "https://example.sharepoint.com/" + "a" * 218
ARABIC = "الموظفون"
HEBREW = "עובדי המועצה 2027, (צוות)"
MARKS = "".join(letter + "\u0301\u0323\u0308" for letter in "marks over marks") + " end"
EMOJI = "👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 4
WELSH = "Welsh speakers"
LEAD = "facilitator@castlefold.example"

# Every piece of text that runs right to left stands in a place of its own: an element with its direction, or between marks.
LOOSE = """() => { const found = []; const turns = /[\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFE\\u202A-\\u202E]/;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const text = walk.currentNode.data.replace(/[\\u2066-\\u2068][^\\u2069]*\\u2069/g, "");
        if (turns.test(text) && !walk.currentNode.parentElement.closest("bdi, [dir=auto], script, style")) found.push(text.trim().slice(0, 60)); }
    for (const field of document.querySelectorAll("input[type=text], input[type=search], textarea")) if (field.dir !== "auto" && !field.readOnly && field.inputMode !== "numeric") found.push("no direction: " + field.name);
    return found; }"""
# "الموظفون: 12 of 36": the figure is to the right of the name, as an English reader expects.
ORDER = """name => { for (const bdi of document.querySelectorAll("bdi")) { if (!bdi.textContent.includes(name)) continue;
        const next = bdi.nextSibling; if (!next || next.nodeType !== 3 || !/^: \\d/.test(next.data)) continue;
        const range = document.createRange(); range.setStart(next, 2); range.setEnd(next, 3);
        return range.getBoundingClientRect().left >= bdi.getBoundingClientRect().right - 1; } return null; }"""


class Round:
    """The pages of one hostile round, looked at in each of its states."""

    def __init__(self, browser, hub, report, title: str, name: str, is_named: bool, screens: tuple):
        self.hub, self.report, self.name, self.title, self.is_named, self.screens = hub, report, name, title, is_named, screens
        self.lead = Client(hub.address).sign_in(LEAD)
        self.context = browser.new_context()
        self.page = self.context.new_page()
        sign_in(self.page, hub.address, LEAD)

    def look(self, *paths):
        """Looks at each page; in one of the rounds, on the narrow screen, at all that must hold of every page."""
        for path in paths:
            for width in self.screens:
                self.page.set_viewport_size({"width": width, "height": 800})
                self.page.goto(self.hub.address + path)
                wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                faults = [f"scrolls sideways by {wider} px"] * (wider > 0)
                if width == 320 and not self.is_named:
                    faults += faults_of(self.page)
                faults += [f"turns what is beside it: {text}" for text in self.page.evaluate(LOOSE)]
                words = self.page.inner_text("body")
                faults += ["a name is written small"] * ("welsh speakers" in words)
                self.report(f"{self.name}: {re.sub(r'[-_A-Za-z0-9]{43}', 'X', path)} at {width} px", faults)

    def walk(self):
        page = self.lead.get("/new-round/efficient-intelligent-council")
        made = self.lead.submit(page, title=self.title, threshold="3", named="yes" if self.is_named else "no")
        self.root = made.headers["Location"]
        for group, asks in ((ARABIC, "all"), (WELSH, "pulse"), (EMOJI[:30], "pulse")):
            self.lead.submit(self.lead.get(self.root + "/groups"), **{"name-new": group, "asks-new": asks, "voice-new": "members"})
        self.lead.submit(self.lead.get(self.root + "/groups"), **{"name-staff": WORD[:60], "name-members": HEBREW, "name-partners": MARKS[:60]})
        self.look("/rounds", self.root, *(self.root + part for part in ("/edit", "/groups", "/open", "/discard")), "/")
        order = self.page.goto(self.hub.address + self.root) and self.page.evaluate(ORDER, ARABIC)
        self.report(f"{self.name}: a figure stands behind the name it belongs to", [] if order else [f"order: {order}"])
        self.lead.submit(self.lead.get(self.root + "/open"))
        shown = self.lead.get(self.root).text
        links = dict(re.findall(r'id="link-([^"]+)" value="[^"]*(/join/[^"]+)"', shown))
        way = [self.answer(link, number) for slug, link in links.items() if slug not in ("managers",) for number in range(3)][0]
        self.look(self.root, self.root + "/people", self.root + "/edit", self.root + "/close", *links.values(), way, way + "/theme/leadership", way + "/check")
        self.lead.submit(self.lead.get(self.root + "/people"), group="staff", count="2", labels=f"{WORD[:80]}\n{ARABIC}")
        self.lead.submit(self.lead.get(self.root + "/close"))
        self.decide()
        self.lead.submit(self.lead.get(self.root + "/share"))
        plan = self.root.replace("/rounds/", "/plan/rounds/")
        self.look(*(self.root + part for part in ("", "/result", "/result/all", "/result/disagreement", "/result/statement/shared-direction", "/report", "/workshop",
                                                  "/workshop/shared-direction", "/workshop/fewer-aims")), way + "/result", plan, *self.decided, "/plan", "/actions", "/actions/1", "/rounds", "/", "/team")
        self.context.close()

    def answer(self, join: str, number: int) -> str:
        """One respondent who writes into every field there is."""
        person = Client(self.hub.address)
        way = person.submit(person.get(join), label=(WORD[:80], HEBREW, MARKS[:80])[number]).headers["Location"]
        texts = (WORD, f"{ARABIC} 12, {HEBREW}: 3 (x)", f"\u202e{MARKS * 3} {EMOJI}")
        for theme in [link for link in person.get(way).links if "/theme/" in link][:3]:
            page = person.get(theme)
            fields = {}
            for name in page.forms[0].fields:
                kind = name.partition("-")[0]
                fields[name] = {"now": "na" if number == 2 else str(number), "target": "4", "note": texts[number], "link": LINK, "why": texts[number], "sure": "high"}.get(
                    kind, page.forms[0].fields[name])
            person.submit(page, **fields)
        return way

    def decide(self):
        """Texts of the workshop and the plan."""
        for statement in ("shared-direction",):
            page = self.lead.get(f"{self.root}/workshop/{statement}")
            fields = {key: value for key, value in page.forms[0].fields.items() if key != "median"}
            self.lead.post(page.forms[0].action, {**fields, "level": "1", "target": "3", "importance": "3", "reason": WORD + " " + HEBREW, "dissent": f"{ARABIC} 1, 2, 3: {LINK}"})
        sheet = self.root.replace("/rounds/", "/plan/rounds/")
        self.decided = [link for link in self.lead.get(sheet).links if link.startswith(sheet + "/")][:2]
        for number, path in enumerate(self.decided):
            text = {"what": f"{WORD} {HEBREW}", "owner": (WORD[:80], ARABIC)[number], "measure": LINK, "reason": f"{WORD} {ARABIC}", "cost": "999999999"}
            self.lead.submit(self.lead.get(path), sheet, decision=("plan", "decline")[number], **text)
        for link in [link for link in self.lead.get("/actions").links if re.fullmatch(r"/actions/\d+", link)]:
            self.lead.submit(self.lead.get(link), "/actions", progress="stopped", note=f"{WORD} {ARABIC}: {LINK}")


def refused(hub, report):
    """Texts that nobody could see or that turn the page round are refused with words, and kept in the form."""
    lead = Client(hub.address).sign_in(LEAD)
    for what, title in (("of nothing", "\u200b\u2060\ufeff"), ("of a filler", "\u3164"), ("that turns the line", "Spring \u202e7202")):
        answer = lead.submit(lead.get("/new-round/efficient-intelligent-council"), title=title)
        faults = [] if answer.status == 422 and re.search(r'id="title-error"', answer.text) else [str(answer.status)]
        report(f"a title {what}", faults)


def run(browser, hub, report):
    Round(browser, hub, report, WORD[:80], "a word without end", is_named=False, screens=(320, 1280)).walk()
    Round(browser, hub, report, f"{ARABIC} 2027, {HEBREW[:20]}", "right to left", is_named=True, screens=(320,)).walk()
    refused(hub, report)
