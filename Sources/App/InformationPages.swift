import Hummingbird
import Pages
import People

/// Pages in the footer: what this is, how accessible, what is kept, how to get help.
struct InformationPages: Sendable {
    static let openPaths = ["/about", "/accessibility", "/privacy", "/help"]

    func addRoutes(to doors: Doors) {
        doors.open.get("about") { _, _ in Self.about }
        doors.open.get("accessibility") { _, _ in Self.accessibility }
        doors.open.get("privacy") { _, _ in Self.privacy }
        doors.open.get("help") { _, _ in Self.help }
    }

    private static func page(_ title: String, _ body: HTML) -> Page {
        Page(title: title, body: "<h1 class=\"govuk-heading-xl\">\(title)</h1><div class=\"wm-measure\">\(body)</div>")
    }

    private static let about = page(
        "About Waymark",
        """
        <p class="govuk-body-l">Waymark helps a council find out where it stands, agree where it wants to be in 18 to 24 months, learn from what worked elsewhere, and leave with next steps.</p>
        <h2 class="govuk-heading-m">How a round works</h2>
        <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>Leaders, managers, members, staff and partners each answer alone, from a link, in under 25 minutes.</li>
        <li>When the round closes, the council sees where people agree and where they do not, and can share it with everyone who answered.</li>
        <li>A workshop agrees a level and a target for each statement, and writes down why.</li>
        <li>Five to seven priorities come out, each with its smallest next step and resources that help.</li>
        <li>Each is planned with an owner and a date, or declined with a reason. The next round shows whether it moved.</li></ol>
        <h2 class="govuk-heading-m">What it will not do</h2>
        <p class="govuk-body">It makes no league table. A score between councils says little; a talk within one says much. “Right as it is” is a good target.</p>
        <h2 class="govuk-heading-m">Open source</h2>
        <p class="govuk-body">One program, one data file, on the council’s own machine. Anyone may use, read and change it under the EUPL 1.2.</p>
        """)

    private static let accessibility = page(
        "Accessibility",
        """
        <p class="govuk-body">Every page is meant to meet WCAG 2.2 AA. You can use all of it with a keyboard, without JavaScript, at 400% zoom, and on paper. Each chart is also a table, with a sentence that says what it shows.</p>
        <h2 class="govuk-heading-m">How it is tested</h2>
        <p class="govuk-body">Each kind of page is checked by axe-core in a real browser, at 360 and 1280 pixels, with and without JavaScript, whenever the program changes. No test with people who use assistive technology has been done yet. Automatic checks find only part of what can be wrong.</p>
        <h2 class="govuk-heading-m">Known limits</h2>
        <ul class="govuk-list govuk-list--bullet"><li>There is no Welsh version yet.</li><li>Wide tables scroll sideways in their own frame on a phone.</li></ul>
        <h2 class="govuk-heading-m">If something does not work for you</h2>
        <p class="govuk-body">Tell the council that runs this hub. It must answer, and can give you the same in another form. If you are not happy with its answer, contact the Equality Advisory and Support Service.</p>
        """)

    private static let privacy = page(
        "Privacy",
        """
        <h2 class="govuk-heading-m">If you answer a round</h2>
        <p class="govuk-body">In an anonymous round your answers are kept with your group and with nothing else: no name, no email address, no network address, no time. Your way back is a secret link, of which only a fingerprint is stored. In a round with roles, the role you gave is kept too, and you are told so before you start.</p>
        <p class="govuk-body">Nobody can see answers before the round closes. Figures of groups smaller than the threshold are hidden, and so is the group from which they could be worked out. What you write in a note is shown as you wrote it, without your group: do not name anyone. In a round with roles the facilitator can also read each answer with its role.</p>
        <h2 class="govuk-heading-m">If you have an account</h2>
        <p class="govuk-body">Your email address, role, council and a hash of your password are kept, and a record of what you changed.</p>
        <h2 class="govuk-heading-m">Cookies</h2>
        <p class="govuk-body">One cookie keeps your forms safe and you signed in. Another, set when you start to answer, brings you back to your answers on the same device. Nothing counts your visits, and nothing is sent elsewhere.</p>
        <h2 class="govuk-heading-m">Who is responsible</h2>
        <p class="govuk-body">The council or sector body that runs this hub. All data stay in one file on its machine.</p>
        """)

    private static let help = page(
        "Help",
        """
        <h2 class="govuk-heading-m">To answer a round</h2>
        <p class="govuk-body">Open the link you were sent. No account is needed. To go on later, open the same link on the same device, or the address of your answers, which you can bookmark.</p>
        <h2 class="govuk-heading-m">To run a round</h2>
        <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>Make a round under Assess. What is filled in suits most councils.</li>
        <li>Look at the groups, then open it and send each group its link.</li>
        <li>After a week, and three days before the end, look at how many have begun, and remind them.</li>
        <li>Close it. Look at the result alone first: the headline, where people disagree most.</li>
        <li>Run the workshop with the leadership team: two hours, one statement a screen. The first ten are enough.</li>
        <li>Plan or decline each priority, and show everyone who answered what came of it.</li></ol>
        <h2 class="govuk-heading-m">To sign in</h2>
        <p class="govuk-body">A facilitator of your council can send you a link to make an account, or to choose a new password.</p>
        """)
}
