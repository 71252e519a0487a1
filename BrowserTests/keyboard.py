"""By keyboard alone, at 320 px, with large text and in forced colours."""
from pages import sign_in

WHERE = ["/", "/sign-in", "/rounds/1/result", "/rounds/1/workshop/safe-to-try", "/library", "/plan"]


def run(browser, hub, report):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, hub.address, "facilitator@aldermoor.example")
    for path in WHERE:
        page.goto(hub.address + path)
        page.keyboard.press("Tab")
        first = page.evaluate("document.activeElement.textContent")
        report(f"{path}: the first stop is the skip link", [] if first == "Skip to main content" else [first])
        report(f"{path}: every stop can be seen and none is a trap", tour(page))
    context.close()
    for name, options in (("at 320 px", {"viewport": {"width": 320, "height": 640}}), ("in forced colours", {"forced_colors": "active"})):
        context = browser.new_context(**options)
        page = context.new_page()
        sign_in(page, hub.address, "facilitator@aldermoor.example")
        for path in WHERE:
            page.goto(hub.address + path)
            extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            report(f"{path} {name}", [f"scrolls sideways by {extra} px"] if extra > 0 else [])
        context.close()


def tour(page) -> list[str]:
    """Tabs through the page; each stop must have an outline, a shadow or a focus colour of its own."""
    faults = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement; if (!e || e === document.body) return null;
            const all = [e, e.parentElement]; const seen = all.some(x => { const s = getComputedStyle(x);
              return (s.outlineStyle !== "none" && s.outlineWidth !== "0px") || s.boxShadow !== "none"; });
            const stays = window.lastStop === e; window.lastStop = e;
            return {html: e.outerHTML.slice(0, 80), seen, stays}; }""")
        if stop is None:
            return faults
        if not stop["seen"]:
            faults.append("the focus cannot be seen on " + stop["html"])
        if stop["stays"]:
            return faults + ["the focus is trapped on " + stop["html"]]
    return faults
