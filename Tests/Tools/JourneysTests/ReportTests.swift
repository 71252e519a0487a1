import ArgumentParser
import Content
import Foundation
import ProcessMining
import Testing

@testable import Journeys

@Suite("The report")
struct ReportTests {
    private let rows = """
        case_id,activity,service,channel,demand,start_timestamp,timestamp,cost
        1,Ask <b>,Contact & Co,phone,value,2026-01-05T09:00Z,2026-01-05T09:10Z,4
        1,Chase,Contact & Co,phone,failure,2026-01-08T09:00Z,2026-01-08T09:05Z,3
        1,Visit,Repairs,phone,,2026-01-15T09:10Z,2026-01-15T10:00Z,50
        2,Ask <b>,Contact & Co,web,value,2026-02-05T09:00Z,2026-02-05T09:10Z,4
        2,Visit,Repairs,web,,2026-02-06T09:10Z,2026-02-06T10:00Z,50
        """

    private func page(_ text: String, _ more: [String] = []) throws -> [(name: String, text: String)] {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", text)
        let command = try ReportCommand.parse([path, "--out", "x"] + more)
        let (journeys, loaded) = try command.journey.journeys(command.options)
        return ReportPage(journeys: journeys, name: loaded.name).files
    }

    @Test func `Every finding has a sentence, a table and a file`() throws {
        let files = try page(rows)
        let page = files[0].text

        #expect(files[0].name == "index.html")
        #expect(files.count >= 7)
        for file in files.dropFirst() { #expect(page.contains("href=\"\(file.name)\"")) }
        #expect(page.components(separatedBy: "<figcaption>").count == files.count)
        #expect(page.components(separatedBy: "<h1>").count == 2)
        #expect(!page.contains("<script"))
        #expect(!page.contains("http://") && !page.contains("https://"))
    }

    /// By hand: 65 working hours from Monday 5 January 09:00 to Thursday 15 January 10:00, and 9 from 5 to 6 February; eight make a day.
    @Test func `With a calendar, waits and lead times are also said in working days`() throws {
        let files = try page(rows, ["--closed", "Visit", "--calendar", "england-and-wales", "--home", Files.root.path])

        #expect(files[0].text.contains("<dt>half end within</dt><dd>1.2 working days</dd>"))
        #expect(files[0].text.contains("<dt>nine in ten end within</dt><dd>8.2 working days</dd>"))
        #expect(files[0].text.contains("half within 4.5 working days"))
        #expect(files.first { $0.name == "waits.csv" }?.text.contains("All together, working days") == true)
        #expect(try !page(rows, ["--closed", "Visit"])[0].text.contains("working days"))
    }

    @Test func `The map shows only steps that happen`() throws {
        let map = try #require(try page(rows).first { $0.name == "map.csv" })
        #expect(!map.text.contains("Chase"))
        #expect(try page(rows)[0].text.contains("Shows 2 of 2 steps"))
    }

    @Test func `What is odd about a log is said, and nothing where nothing is`() throws {
        let rows = [
            "1,Visit,S,2026-01-02T10:00Z,2026-01-01T10:00Z", "1,visit ,S,,2026-01-03T10:00Z", "1,visit ,S,,2026-01-03T10:00Z", "2,Close,s,,2222-02-02T10:00Z",
            "2,Close,s,,",
        ]
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", "case_id,activity,service,start_timestamp,timestamp\n" + rows.joined(separator: "\n"))
        let found = LogWarnings(try CompareCommand.parse([path, "--day", "2026-01-01"]).options.read().events.ordered(by: .completion)).lines

        #expect(
            found == [
                "1 row is left out: line 6 has no timestamp.",
                "The log goes from 2026-01-01 to 2222-02-02. Are those times, or what the system writes when it does not know one?",
                "1 event starts after being complete; are the two columns the wrong way round?",
                "1 event repeats case, activity and time of the one before; were rows exported twice?",
                "\"Visit\" and \"visit \" look alike: they differ in blanks, capital letters or the way accents are stored alone; is that one activity?",
                "\"S\" and \"s\" look alike: they differ in blanks, capital letters or the way accents are stored alone; is that one service?",
            ])
        let plain = try files.write("plain.csv", "case_id,activity,timestamp\n1,a,2026-01-01T10:00Z\n1,b,2026-01-02T10:00Z\n")
        #expect(LogWarnings(try AnalyseCommand.parse([plain]).options.read().events).lines.isEmpty)
    }

    @Test func `A label that a phone has no room for stands in two lines`() {
        let long = "T05 Print and send confirmation of the receipt again"
        #expect(Pictures.labelLines("Triaged → Home assessed") == ["Triaged → Home assessed"])
        #expect(Pictures.labelLines("\(long) → T06 Check") == ["T05 Print and send confirmation of the … →", "T06 Check"])
        #expect(
            Pictures.detailLines("on Adult social care · 28% of all · half over 13.5 working days · chasing cost £2,261")
                == ["on Adult social care · 28% of all", "half over 13.5 working days · chasing cost £2,261"])
    }

    @Test func `Two services are compared, and one that is not there is an error`() throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", rows + "\n3,Visit,Repairs,web,,2026-02-06T09:10Z,2026-02-06T10:00Z,50\n")
        let (first, second) = try CompareCommand.parse([path, "--services", "Contact & Co, Repairs"]).sides()

        #expect(first.0 == "Contact & Co" && first.1.caseCount == 2)
        #expect(second.0 == "Repairs" && second.1.caseCount == 3)
        #expect(throws: FileProblems.self) { try CompareCommand.parse([path, "--services", "Repairs,Parks"]).sides() }
        #expect(throws: (any Error).self) { try CompareCommand.parse([path, "--services", "Repairs"]) }
    }

    /// By hand: from Friday 9 January 17:00 to Monday 12 January 09:00 no working hour passes, to Tuesday 13 January 09:00 one day of eight;
    /// the cases last from Friday 16:00, an hour more.
    @Test func `With a calendar, a comparison also speaks of working days`() throws {
        let rows = ["phone", "web"].enumerated().flatMap { side, channel in
            (0..<12).flatMap { number in
                [
                    "\(channel)\(number),Ask,\(channel),2026-01-09T16:00Z,2026-01-09T17:00Z",
                    "\(channel)\(number),Visit,\(channel),2026-01-1\(2 + side)T09:00Z,2026-01-1\(2 + side)T09:00Z",
                ]
            }
        }
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", "case_id,activity,channel,start_timestamp,timestamp\n" + rows.joined(separator: "\n"))
        func wording(_ more: [String]) throws -> CompareWording {
            let command = try CompareCommand.parse([path, "--channels", "phone,web"] + more)
            let (first, second) = try command.sides()
            let calendar = try command.workingDays.workingDays(for: [(first.1, path), (second.1, path)])
            return CompareWording(Comparison(first.1, second.1, calendar: calendar), calendar)
        }
        let found = try wording(["--calendar", "scotland", "--home", Files.root.path])

        let text = found.text(("phone", 12), ("web", 12))
        #expect(text.contains("phone: 12 cases. Their median length is 2.7 days, or 0.1 working days."))
        #expect(text.contains("web: 12 cases. Their median length is 3.7 days, or 1.1 working days."))
        #expect(text.contains("Ask → Visit: of 10 pairs of waits, one from each side, in all 10 the one of “web” is longer."))
        #expect(text.contains("The median wait is 2.7 days against 3.7 days, or 0.0 against 1.0 working days."))
        #expect(found.table.contains("other median days,median working days,other median working days,waits differ"))
        #expect(try !wording([]).text(("phone", 12), ("web", 12)).contains("working"))
        #expect(throws: (any Error).self) { try CompareCommand.parse([path, "--channels", "phone,web", "--calendar", "france"]) }
    }

    @Test func `Starts and completions in rows of their own become one event, but not beside another tool`() throws {
        let text = "case_id,activity,what,timestamp\n1,a,start,2026-01-05T09:00Z\n1,a,complete,2026-01-05T11:00Z\n2,a,start,2026-01-05T09:00Z\n"
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", text)
        let options = try AnalyseCommand.parse([path, "--lifecycle", "what"]).options

        #expect(try options.read().events.count == 1)
        #expect(try options.read(isPaired: false).events.count == 3)
        #expect(
            LogWarnings(try options.read().events).lines == ["1 start joined with its completion; 1 start without completion left out."])
    }

    @Test func `Text of the log is escaped`() throws {
        let page = try page(rows)[0].text
        #expect(page.contains("Ask &lt;b&gt;"))
        #expect(!page.contains("Ask <b>"))
        #expect(page.contains("Contact &amp; Co"))
    }

    @Test func `Ids of the page are there once`() throws {
        let page = try page(rows)[0].text
        let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count)
    }

    @Test func `A log of one event has a report too`() throws {
        #expect(try page("case_id,activity,timestamp\n1,a,2026-01-01\n")[0].text.contains("No case has two steps"))
    }

    @Test func `A cell that a spreadsheet would run is made harmless`() throws {
        let files = try page("case_id,activity,timestamp\n1,=1+1,2026-01-01\n1,b,2026-01-02\n")
        #expect(files.contains { $0.text.contains("'=1+1") })
    }

    @Test(
        "Numbers are written as people read them",
        arguments: [(1234.0, 0, "1,234"), (0.05, 1, "0.1"), (-2.5, 1, "-2.5"), (1_234_567.891, 2, "1,234,567.89")])
    func numbers(value: Double, places: Int, expected: String) { #expect(Wording.number(value, places: places) == expected) }

    @Test(
        "A length is said alike in a sentence and on an arrow",
        arguments: [
            (28.4 * 86_400e6, "29 days", "29 d"), (86_400e6 * 1.5, "36 hours", "36 h"), (3600e6, "60 minutes", "60 min"), (40 * 60e6, "40 minutes", "40 min"),
            (1e6, "1 second", "1 s"), (0, "no time", "0"), (2e5, "1 second", "1 s"), (86_400e6 * 2, "2 days", "2 d"),
        ])
    func lengths(microseconds: Double, sentence: String, arrow: String) {
        #expect(Wording.time(microseconds, .up) == sentence)
        #expect(Wording.short(microseconds, .up) == arrow)
    }

    @Test func `Canonical JSON sorts keys, rounds to three places and leaves out noughts`() {
        let json = CanonicalJSON.object(["b": .number(1.0004), "a": .list([.number(0.1235), .number(-2.5), .whole(3), .text("é\"\n")]), "c": .flag(true)])
        #expect(String(decoding: json.bytes, as: UTF8.self) == "{\"a\":[0.124,-2.5,3,\"é\\\"\\n\"],\"b\":1,\"c\":true}")
    }

    @Test func `An activity that is not in the log is an error, not silence`() throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("log.csv", rows)
        let command = try ReportCommand.parse([path, "--out", "x", "--citizen", "Vist"])
        #expect(throws: (any Error).self) { _ = try command.journey.journeys(command.options) }
    }
}
