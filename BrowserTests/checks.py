"""What must hold of every page, whoever looks at it and on whatever screen."""
from axe_playwright_python.sync_playwright import Axe

AXE = Axe()


def new_context(browser, script: bool, **options):
    """A context in which the site's scripts run, or do not.

    axe-core is a script itself and cannot run where JavaScript is switched off, so the site's own files are refused
    instead: to the page it is the same. The journey is also walked with JavaScript truly off.
    """
    context = browser.new_context(**options)
    if not script:
        context.route("**/*.js", lambda route: route.abort())
    return context


RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults_of(page) -> list[str]:
    """All that is wrong with the page on show, each as a line."""
    faults = []
    for violation in AXE.run(page, options=RULES).response["violations"]:
        places = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
        faults.append(f"axe {violation['id']}: {violation['help']} ({places})")
    faults += page.evaluate(
        """() => {
        const faults = [];
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
        if (document.querySelectorAll("h1").length !== 1) faults.push("has not exactly one h1");
        if (!root.lang) faults.push("has no language");
        const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
        const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
        if (twice.length) faults.push("ids used twice: " + [...new Set(twice)].slice(0, 3).join(", "));
        for (const svg of document.querySelectorAll("svg[role=img]"))
            if (!svg.querySelector("title") || !svg.querySelector("desc")) faults.push("a picture without title or description");
        for (const figure of document.querySelectorAll("figure.wm-figure"))
            if (!figure.querySelector("figcaption")) faults.push("a figure without its sentence");
        for (const a of document.querySelectorAll('a[href^="#"]')) {
            const target = document.getElementById(a.getAttribute("href").slice(1));
            if (!target) faults.push("a link to nothing: " + a.getAttribute("href"));
        }
        if (document.body.innerText.includes("</")) faults.push("shows markup as text");
        return faults;
        }""")
    return faults
