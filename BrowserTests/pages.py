"""Every page in a real browser: axe-core, reflow, headings, at phone and desktop width, with and without JavaScript."""
import re
import time
import urllib.parse

from checks import faults_of, new_context
from hub import PASSWORD

SCREENS = [(360, 740, True), (1280, 900, True), (360, 740, False), (1280, 900, False)]
PEOPLE = [
    None, "facilitator@aldermoor.example", "contributor@aldermoor.example", "facilitator@wenbrook.example",
    "facilitator@castlefold.example", "administrator@hub.example",
]


def sign_in(page, address: str, email: str):
    page.goto(address + "/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    assert "/sign-in" not in page.url, f"{email} could not sign in"


def kind(path: str) -> str:
    """Pages that differ only in what they are about are one kind: one of each is enough."""
    path = re.sub(r"/\d+", "/N", path.split("?")[0])
    for stem in ("/library/", "/statement/", "/workshop/", "/answer/", "/join/", "/theme/"):
        path = re.sub(rf"({stem})[^/]+", r"\1X", path)
    path = re.sub(r"^(/good/[^/]+)/.+", r"\1/X", path)
    path = re.sub(r"^(/plan/rounds/N)/.+", r"\1/X", path)
    return path


def crawl(page, address: str) -> dict[str, str]:
    """The kinds of page that can be reached by links, each with the path of one."""
    waiting, found = ["/", "/nope"], {}
    while waiting:
        path = waiting.pop(0)
        if kind(path) in found:
            continue
        found[kind(path)] = path
        page.goto(address + path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
            parts = urllib.parse.urlsplit(link)
            if link.startswith(address) and not parts.path.endswith(".csv"):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def run(browser, hub, report):
    known = set()
    for email in PEOPLE:
        context = browser.new_context()
        page = context.new_page()
        if email:
            sign_in(page, hub.address, email)
        found = crawl(page, hub.address)
        context.close()
        # What another person was shown already is looked at again only where it may differ: the start and the lists.
        again = ("/", "/rounds", "/plan", "/account", "/nope")
        paths = [path for name, path in found.items() if name not in known or name in again]
        known.update(found)
        for width, height, script in SCREENS:
            start = time.monotonic()
            context = new_context(browser, script, viewport={"width": width, "height": height})
            page = context.new_page()
            complaints = []
            page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and not re.search("404|ERR_FAILED", m.text) else None)
            page.on("pageerror", lambda e: complaints.append(str(e)))
            if email:
                sign_in(page, hub.address, email)
            for path in paths:
                complaints.clear()
                page.goto(hub.address + path)
                faults = faults_of(page) + [f"console: {c}" for c in complaints]
                who = email.split("@")[0] if email else "visitor"
                report(f"{path} for {who} at {width} px, {'with' if script else 'without'} JavaScript", faults)
            context.close()
            script_word = "with" if script else "without"
            print(f"  {len(paths)} pages for {email or 'visitor'} at {width} px {script_word} JavaScript: {time.monotonic() - start:.0f} s", flush=True)
