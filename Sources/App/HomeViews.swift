import Assessment
import Delivery
import Foundation
import Maturity
import Pages
import People
import Store

enum HomeViews {
    // MARK: A council

    static func council(_ state: CouncilState, user: SignedIn, now: Date) -> Page {
        let today = Day(now)
        let toDo = toDoItems(state, user: user, today: today, now: now)
        let items = toDo.map { it -> HTML in
            "<li><div><a class=\"govuk-link govuk-!-font-weight-bold\" href=\"\(it.path)\">\(it.title)</a><p class=\"wm-muted\">\(it.detail)</p></div>\(it.tag)</li>"
        }
        return Page(
            title: "Start",
            body: """
                <span class="govuk-caption-l">\(today.withWeekday)</span>
                <h1 class="govuk-heading-xl govuk-!-margin-bottom-7">\(headline(state, now: now))</h1>
                <section aria-labelledby="today"><h2 class="govuk-heading-m" id="today">What needs you today</h2>
                \(if: items.isEmpty, "<p class=\"govuk-body\">Nothing. Come back when something moves.</p>")
                \(if: !items.isEmpty, "<ul class=\"wm-todo-list\">\(items)</ul>")</section>
                <section aria-labelledby="path"><h2 class="govuk-heading-m" id="path">Where we are</h2>\(path(state, now: now))</section>
                """)
    }

    private static func headline(_ state: CouncilState, now: Date) -> String {
        if let open = state.rounds.first(where: { $0.state(on: now) == .open }), state.here(now: now) == .assess {
            let begun = state.begun[open.id] ?? 0
            return "\(open.title.isolated) is open. \(Words.number(begun)) \(begun == 1 ? "person has" : "people have") begun."
        }
        guard let result = state.result else { return "Start with a round." }
        if !state.undecided.isEmpty {
            let n = state.undecided.count
            return "\(Words.number(result.startPriorities.count)) priorities found. \(Words.number(n)) \(n == 1 ? "waits" : "wait") for a decision."
        }
        let n = state.unowned.count
        let found = "\(Words.number(state.planned.count)) actions planned."
        if n > 0 { return "\(found) \(Words.number(n)) still \(n == 1 ? "needs" : "need") an owner." }
        let late = state.late(on: Day(now)).count
        return late > 0 ? "\(found) \(Words.number(late)) \(late == 1 ? "is" : "are") late." : "\(found) All have an owner."
    }

    private struct ToDo {
        let title: String
        let detail: String
        let path: String
        let tag: HTML
    }

    private static func toDoItems(_ state: CouncilState, user: SignedIn, today: Day, now: Date) -> [ToDo] {
        guard user.role == .facilitator else {
            return state.late(on: today).map {
                ToDo(title: "Say how far “\($0.title.isolated)” is", detail: $0.action?.owner ?? "", path: "/actions/\($0.id)", tag: Parts.tag("Late", .go))
            }
        }
        var items: [ToDo] = []
        if state.rounds.isEmpty {
            items.append(
                ToDo(
                    title: "Make the first round", detail: "What is filled in suits most councils. It takes five minutes.", path: "/new-round",
                    tag: Parts.tag("Start here", .here)))
        }
        for round in state.rounds {
            let path = "/rounds/\(round.id)"
            switch round.state(on: now) {
            case .draft:
                items.append(
                    ToDo(title: "Open \(round.title.isolated)", detail: "It is a draft: nobody has been asked yet.", path: path, tag: Parts.tag("Draft")))
            case .open:
                let days = today.days(until: round.closesOn)
                items.append(
                    ToDo(
                        title: "Send the links of \(round.title.isolated)",
                        detail: "\(Words.count(state.begun[round.id] ?? 0, "person has", "people have")) begun.",
                        path: path, tag: days <= 7 ? Parts.tag("Closes \(round.closesOn.inWords)", .go) : Parts.tag("Closes \(round.closesOn.inWords)")))
            case .scheduled, .closed: break
            }
        }
        if let result = state.result, result.agreements.isEmpty {
            items.append(
                ToDo(
                    title: "Run the workshop of \(result.round.title.isolated)", detail: "What most needs talking about comes first. Two hours are enough.",
                    path: "/rounds/\(result.round.id)/workshop", tag: Parts.tag("Next", .here)))
        }
        if let result = state.result {
            for title in state.undecided.prefix(3) {
                items.append(
                    ToDo(
                        title: "Plan or decline “\(title.isolated)”", detail: "A priority of \(result.round.title.isolated).",
                        path: "/plan/rounds/\(result.round.id)",
                        tag: Parts.tag("To decide", .go)))
            }
        }
        items += state.unowned.map {
            ToDo(
                title: "Name an owner for “\($0.title.isolated)”", detail: $0.action?.dueOn.map { "Due \($0.inWords)." } ?? "No date yet.",
                path: "/plan/rounds/\($0.roundID)/\($0.characteristicID)", tag: Parts.tag("No owner", .go))
        }
        items += state.late(on: today).map {
            ToDo(title: "Ask how far “\($0.title.isolated)” is", detail: $0.action?.owner ?? "", path: "/actions/\($0.id)", tag: Parts.tag("Late", .go))
        }
        return items
    }

    // MARK: The cycle

    private static func path(_ state: CouncilState, now: Date) -> HTML {
        let here = state.here(now: now)
        let today = Day(now)
        let steps = CycleStep.allCases.map { step -> HTML in
            let (sentence, path, tag) = say(step, state, today: today, now: now)
            let isDone = path != nil && order(step) < order(here) && step != .deliver
            let kind: HTML = step == here ? "wm-step--here" : isDone ? "wm-step--done" : "wm-step--on"
            let word = step == here ? "Now: " : isDone ? "Done: " : ""
            let title: HTML = path.map { "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"\($0)\">\(step.name)</a>" } ?? "\(step.name)"
            return """
                <li class="wm-step \(kind)"\(if: step == here, " aria-current=\"step\"")><h3>\(title)</h3>
                <p\(if: path == nil, " class=\"wm-muted\"")><span class="govuk-visually-hidden">\(word)</span>\(sentence)</p>\(if: step == here, Parts.tag("You are here", .here))\(tag)</li>
                """
        }
        return "<ol class=\"wm-path\">\(steps)</ol>"
    }

    private static func order(_ step: CycleStep) -> Int { CycleStep.allCases.firstIndex(of: step) ?? 0 }

    /// - Returns: a sentence, the page behind the step where this version has one, and a tag.
    private static func say(_ step: CycleStep, _ state: CouncilState, today: Day, now: Date) -> (String, String?, HTML?) {
        switch step {
        case .assess:
            if let open = state.rounds.first(where: { $0.state(on: now) == .open }) {
                return ("\(open.title.isolated) is open. \(state.begun[open.id] ?? 0) have begun.", "/rounds", nil)
            }
            guard let result = state.result else { return ("No round yet.", "/rounds", nil) }
            return ("\(result.round.title.isolated) is closed. \(result.score.respondents) people answered.", "/rounds", nil)
        case .learn:
            return (state.result == nil ? "See what good looks like." : "\(state.resourcesForGaps) resources fit your priorities.", "/library", nil)
        case .listen: return ("Coming later: surveys.", nil, nil)
        case .evidence: return ("Coming later: journeys and cohorts.", nil, nil)
        case .plan:
            let n = state.planned.count
            return (n == 0 ? "No plan yet." : "\(Words.count(n, "action", "actions")), \(state.unowned.count) without an owner.", "/plan", nil)
        case .deliver:
            let late = state.late(on: today).count
            let done = state.planned.count { $0.progress == .done }
            return (
                state.planned.isEmpty ? "Nothing under way." : "\(done) done, \(state.planned.count { $0.progress == .underWay }) under way.", "/actions",
                late > 0 ? Parts.tag("\(late) late", .go) : nil
            )
        case .measure: return ("Coming later. The next round shows what moved.", nil, nil)
        case .share: return ("Coming later: case studies.", nil, nil)
        }
    }

    // MARK: Others

    static func hub(_ user: SignedIn, _ finding: FileCheck.Finding) -> Page {
        let links: HTML =
            user.role == .administrator
            ? "<li>\(Parts.link("Invite people", "/people"))</li><li>\(Parts.link("Register of councils", "/councils"))</li>"
            : "<li>\(Parts.link("Library", "/library"))</li>"
        return Page(
            title: "Start",
            body: """
                \(if: user.role == .administrator, FileCheckView.problem(finding))
                <h1 class="govuk-heading-xl">This hub</h1>
                <p class="govuk-body-l wm-measure">\(user.role == .administrator ? "Invite a facilitator for each council. You see no council’s answers." : "In this version the library is kept in files, which are checked with waymark library check.")</p>
                <ul class="govuk-list govuk-list--spaced">\(links)<li>\(Parts.link("What good looks like", "/good"))</li></ul>
                \(if: user.role == .administrator, FileCheckView.allClear(finding))
                """)
    }

    static func visitor(needsSetUp: Bool) -> Page {
        Page(
            title: "Waymark, an improvement hub for councils",
            body: """
                <h1 class="govuk-heading-xl">Find out where you stand. Agree where to go. Take the next step.</h1>
                <p class="govuk-body-l wm-measure">Waymark helps a council see itself as its leaders, members, staff and partners do, choose five to seven priorities, and find what worked elsewhere.</p>
                <p class="govuk-body"><a class="govuk-button" href="\(needsSetUp ? "/setup" : "/sign-in")">\(needsSetUp ? "Set up this hub" : "Sign in")</a></p>
                <p class="govuk-body">\(Parts.link("See what good looks like", "/good")) · \(Parts.link("Look in the library", "/library")) · \(Parts.link("How a round works", "/about"))</p>
                <p class="govuk-body wm-muted">Were you sent a link to answer a round? Open that link. You need no account.</p>
                """)
    }
}
