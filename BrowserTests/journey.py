"""The main job on a phone without JavaScript: set up, open a round, answer as three people, close, workshop, plan."""
import re

from checks import faults_of

PHONE = {"width": 360, "height": 740}


def run(browser, hub, report):
    for script in (False, True):
        Journey(browser, hub, report, script).walk()


class Journey:
    def __init__(self, browser, hub, report, script: bool):
        self.browser, self.hub, self.script = browser, hub, script
        self.name = "with" if script else "without"
        self.report = lambda what, faults: report(f"{what}, {self.name} JavaScript", faults)

    def person(self):
        return self.browser.new_context(viewport=PHONE, java_script_enabled=self.script).new_page()

    def walk(self):
        lead = self.person()
        lead.goto(self.hub.address + "/sign-in")
        lead.fill("#email", "facilitator@castlefold.example")
        lead.fill("#password", "wrong")
        lead.click("main button")
        self.report("a wrong password is a page with its error", faults_of(lead) + ([] if lead.title().startswith("Error:") else ["no Error: in the title"]))
        if self.script:
            focused = lead.evaluate("document.activeElement.className")
            self.report("the error summary has the focus", [] if "error-summary" in focused else [f"focus is on {focused}"])
        lead.fill("#password", "try waymark today")
        lead.click("main button")

        lead.goto(self.hub.address + "/new-round/efficient-intelligent-council")
        lead.fill("#title", "")
        lead.click("main button")
        self.report("a round with mistakes", faults_of(lead))
        lead.fill("#title", f"Browser round {self.name}")
        lead.click("main button")
        self.report("a draft", faults_of(lead))
        root = lead.url
        for path in ("/groups", "/edit", "/open"):
            lead.goto(root + path)
            self.report(path, faults_of(lead))
        lead.click("main button")
        links = {slug: lead.input_value(f"#link-{slug}") for slug in ("senior-officers", "staff", "partners")}
        self.report("an open round", faults_of(lead))

        for slug, level in (("senior-officers", 3), ("staff", 1), ("partners", 2)):
            self.answer(links[slug], slug, level)
        for slug, level in (("senior-officers", 3), ("staff", 0)):
            for _ in range(4):
                self.answer(links[slug], slug, level, is_checked=False)

        lead.goto(root + "/close")
        lead.click("main button")
        for path in ("", "/result", "/result/all", "/result/disagreement", "/workshop", "/report"):
            lead.goto(root + path)
            self.report(f"a closed round{path}", faults_of(lead))
        lead.goto(root + "/workshop")
        lead.click("main a.govuk-button")
        self.report("a workshop screen", faults_of(lead))
        lead.click("main form button >> nth=0")
        agreed = lead.inner_text("main") if not lead.query_selector(".govuk-notification-banner") else lead.inner_text(".govuk-notification-banner")
        self.report("the median is agreed with one click", [] if "agreed at" in agreed else [agreed[:200]])

        lead.goto(root.replace("/rounds/", "/plan/rounds/"))
        self.report("priorities to decide", faults_of(lead))
        lead.click(".wm-todo-list a >> nth=0")
        lead.check("[name=decision][value=plan]", force=True)
        lead.fill("#owner", "Head of policy")
        lead.click("main form button")
        lead.goto(self.hub.address + "/plan")
        self.report("the plan", faults_of(lead) + ([] if "Head of policy" in lead.inner_text("main") else ["the owner is missing"]))
        lead.emulate_media(media="print")
        pdf = lead.pdf() if hasattr(lead, "pdf") else b"%PDF"
        self.report("the plan can be printed", [] if pdf.startswith(b"%PDF") else ["no PDF"])
        lead.context.close()

    def answer(self, link: str, slug: str, level: int, is_checked: bool = True):
        page = self.person()
        page.goto(link)
        if is_checked:
            self.report(f"the invitation of {slug}", faults_of(page))
        page.click("main form button")
        if is_checked:
            self.report(f"the task list of {slug}", faults_of(page))
        page.click("main a.govuk-button")
        while "/theme/" in page.url:
            for name in page.eval_on_selector_all("[name^=now-]", "all => [...new Set(all.map(e => e.name))]"):
                page.check(f"[name='{name}'][value='{level}']", force=True)
            for name in page.eval_on_selector_all("[name^=target-]", "all => [...new Set(all.map(e => e.name))]"):
                page.check(f"[name='{name}'][value='4']", force=True)
            if is_checked and re.search(r"theme/(leadership|services)", page.url):
                self.report(f"a theme answered by {slug}", faults_of(page))
            page.click("main form button >> nth=0")
        if is_checked:
            self.report(f"check answers of {slug}", faults_of(page))
        page.click("main form button")
        done = page.inner_text("h1")
        self.report(f"{slug} sent their answers", (faults_of(page) if is_checked else []) + ([] if "Thank you" in done else [done]))
        page.context.close()
