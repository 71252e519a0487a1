"""The main job on a phone without JavaScript: set up, open a round, answer as three people, close, workshop, plan."""
import re

import checks

PHONE = {"width": 360, "height": 740}


def run(browser, hub, report):
    for script in ("with", "without", "off"):
        Journey(browser, hub, report, script).walk()


def choose(page, name: str, value):
    """Clicks the label of a choice, as a person does: it waits until the page stands still."""
    choice = f"[name='{name}'][value='{value}']"
    field = page.locator(choice)
    around = page.locator(f"label:has({choice})")
    (around if around.count() else page.locator(f"label[for='{field.get_attribute('id')}']")).click()
    assert field.is_checked(), f"{name} is not {value} after a click on its label"


class Journey:
    """`script` is "with", "without" (the site's scripts are refused, axe runs) or "off" (JavaScript is off, axe cannot run)."""

    def __init__(self, browser, hub, report, script: str):
        self.browser, self.hub, self.name = browser, hub, script
        self.report = lambda what, faults: report(f"{what}, {script} JavaScript", faults)
        self.faults_of = (lambda page: []) if script == "off" else checks.faults_of

    def person(self):
        if self.name == "off":
            return self.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
        return checks.new_context(self.browser, self.name == "with", viewport=PHONE).new_page()

    def walk(self):
        lead = self.person()
        lead.goto(self.hub.address + "/sign-in")
        lead.fill("#email", "facilitator@castlefold.example")
        lead.fill("#password", "wrong")
        lead.click("main button")
        self.report("a wrong password is a page with its error", self.faults_of(lead) + ([] if lead.title().startswith("Error:") else ["no Error: in the title"]))
        if self.name == "with":
            focused = lead.evaluate("document.activeElement.className")
            self.report("the error summary has the focus", [] if "error-summary" in focused else [f"focus is on {focused}"])
        lead.fill("#password", "try waymark today")
        lead.click("main button")

        lead.goto(self.hub.address + "/new-round/efficient-intelligent-council")
        lead.fill("#title", "")
        lead.click("main button")
        self.report("a round with mistakes", self.faults_of(lead))
        lead.fill("#title", f"Browser round {self.name}")
        lead.fill("#threshold", "3")
        lead.click("main button")
        self.report("a draft", self.faults_of(lead))
        root = lead.url
        for path in ("/groups", "/edit", "/open"):
            lead.goto(root + path)
            self.report(path, self.faults_of(lead))
        lead.click("main button")
        links = {slug: lead.input_value(f"#link-{slug}") for slug in ("senior-officers", "staff", "partners")}
        self.report("an open round", self.faults_of(lead))

        for slug, level in (("senior-officers", 3), ("staff", 1), ("partners", 2)):
            self.answer(links[slug], slug, level)
        for slug, level in (("senior-officers", 3), ("staff", 0)):
            for _ in range(2):
                self.answer(links[slug], slug, level, is_checked=False)

        lead.goto(root + "/close")
        lead.click("main button")
        for path in ("", "/result", "/result/all", "/result/disagreement", "/workshop", "/report"):
            lead.goto(root + path)
            self.report(f"a closed round{path}", self.faults_of(lead))
        lead.goto(root + "/workshop")
        lead.click("main a.govuk-button")
        self.report("a workshop screen", self.faults_of(lead))
        lead.click("main form button >> nth=0")
        agreed = lead.inner_text("main") if not lead.query_selector(".govuk-notification-banner") else lead.inner_text(".govuk-notification-banner")
        self.report("the median is agreed with one click", [] if "agreed at" in agreed else [agreed[:200]])

        lead.goto(root.replace("/rounds/", "/plan/rounds/"))
        self.report("priorities to decide", self.faults_of(lead))
        lead.click(".wm-todo-list a >> nth=0")
        choose(lead, "decision", "plan")
        lead.fill("#owner", "Head of policy")
        lead.click("main form button")
        lead.goto(self.hub.address + "/plan")
        self.report("the plan", self.faults_of(lead) + ([] if "Head of policy" in lead.inner_text("main") else ["the owner is missing"]))
        lead.emulate_media(media="print")
        pdf = lead.pdf() if hasattr(lead, "pdf") else b"%PDF"
        self.report("the plan can be printed", [] if pdf.startswith(b"%PDF") else ["no PDF"])
        lead.context.close()

    def answer(self, link: str, slug: str, level: int, is_checked: bool = True):
        page = self.person()
        page.goto(link)
        if is_checked:
            self.report(f"the invitation of {slug}", self.faults_of(page))
        page.click("main form button")
        if is_checked:
            self.report(f"the task list of {slug}", self.faults_of(page))
        page.click("main a.govuk-button")
        while "/theme/" in page.url:
            for name in page.eval_on_selector_all("[name^=now-]", "all => [...new Set(all.map(e => e.name))]"):
                choose(page, name, level)
            for name in page.eval_on_selector_all("[name^=target-]", "all => [...new Set(all.map(e => e.name))]"):
                choose(page, name, 4)
            if is_checked and re.search(r"theme/(leadership|services)", page.url):
                self.report(f"a theme answered by {slug}", self.faults_of(page))
            page.click("main form button >> nth=0")
        if is_checked:
            self.report(f"check answers of {slug}", self.faults_of(page))
        page.click("main form button")
        done = page.inner_text("h1")
        self.report(f"{slug} sent their answers", (self.faults_of(page) if is_checked else []) + ([] if "Thank you" in done else [done]))
        page.context.close()
