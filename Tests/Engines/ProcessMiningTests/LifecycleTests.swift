import Foundation
import ProcessMining
import Testing

/// Rows that start a step and rows that complete it, as in `lifecycle:transition` (IEEE 1849).
@Suite("Starts and completions in rows of their own")
struct LifecycleTests {
    private func table(_ rows: [String]) throws -> EventLog {
        let text = "case_id,activity,lifecycle,timestamp,service,cost\n" + rows.map { $0 + "\n" }.joined()
        return try TableLog.read(Data(text.utf8))
    }

    private func lines(_ log: EventLog) -> [String] {
        (0..<log.caseCount).flatMap { index in
            log.events(of: index).map { event in
                let times = [log.start(event), log.times[event]].map { Timestamp.text($0).dropFirst(11).prefix(5) }
                return "\(log.caseName(index)) \(log.activities.word(log.activities.codes[event])) \(times[0])-\(times[1])"
            }
        }
    }

    @Test func `Events of an object-centric log are paired as well`() throws {
        let events = [("s", "start", "09"), ("e", "complete", "11")].map { id, moment, hour in
            "{\"id\": \"\(id)\", \"type\": \"visit\", \"time\": \"2026-01-05T\(hour):00:00Z\", \"relationships\": [{\"objectId\": \"o\"}], "
                + "\"attributes\": [{\"name\": \"lifecycle\", \"value\": \"\(moment)\"}]}"
        }
        let json = "{\"objects\": [{\"id\": \"o\", \"type\": \"home\"}], \"events\": [\(events.joined(separator: ","))]}"
        let log = try ObjectLog(json: Data(json.utf8)).flattened(on: "home").pairingLifecycle()
        #expect(log.count == 1)
        #expect(log.origins == [1])
        #expect(log.times[0] - log.starts[0] == 7_200_000_000)
    }

    /// Worked by hand: "check" runs twice at once, so the first completion belongs to the first start; "visit" is never completed; "pay" has
    /// no start; "post" takes no time and its completion stands before its start; "file" pauses.
    @Test func `A worked example becomes one event a step`() throws {
        let log = try table([
            "1,check,start,2026-01-05T09:00Z,housing,", "1,check,START,2026-01-05T10:00Z,,", "1,check,complete,2026-01-05T11:00Z,,4",
            "1,check,complete,2026-01-05T12:00Z,legal,", "1,visit,start,2026-01-05T13:00Z,,", "1,pay,complete,2026-01-05T14:00Z,,",
            "2,post,complete,2026-01-05T09:30Z,,", "2,post,start,2026-01-05T09:30Z,,2.50", "2,file,schedule,2026-01-05T09:40Z,,",
            "2,file,start,2026-01-05T10:00Z,,", "2,file,suspend,2026-01-05T10:10Z,,", "2,file,resume,2026-01-05T10:20Z,,",
            "2,file,complete,2026-01-05T10:30Z,,", "3,visit,start,2026-01-05T09:00Z,,",
        ]).pairingLifecycle().ordered(by: .completion)

        #expect(lines(log) == ["1 check 09:00-11:00", "1 check 10:00-12:00", "1 pay 14:00-14:00", "2 post 09:30-09:30", "2 file 10:00-10:30"])
        #expect(log.pairing?.pairs == 4)
        #expect(log.pairing?.unfinished == 2)
        #expect(log.pairing?.unstarted == 1)
        #expect(log.pairing?.between == 3)
        #expect(log.services.codes.map { log.services.word($0) } == ["housing", "legal", "", "", ""])
        #expect(log.costs == [400, 0, 0, 250, 0])
        #expect(log.lifecycles.isEmpty)
    }

    @Test func `A log in which nothing starts stays as it is`() throws {
        let log = try table(["1,a,complete,2026-01-05T09:00Z,,", "1,b,suspend,2026-01-05T10:00Z,,", "1,c,,2026-01-05T11:00Z,,"]).pairingLifecycle()

        #expect(log.count == 3)
        #expect(log.pairing == nil)
        #expect(!log.hasStarts)
    }

    @Test func `A word that the standard does not know is an event like any other`() throws {
        let log = try table(["1,a,start,2026-01-05T09:00Z,,", "1,a,Awaiting,2026-01-05T10:00Z,,", "1,a,complete,2026-01-05T11:00Z,,"]).pairingLifecycle()

        #expect(lines(log) == ["1 a 10:00-10:00", "1 a 09:00-11:00"])
    }

    @Test func `Other words for starting and completing are understood and named`() throws {
        let log = try table([
            "1,a,Started,2026-01-05T09:00Z,,", "1,a,Finished,2026-01-05T11:00Z,,", "1,b,Begin,2026-01-05T12:00Z,,", "1,b,COMPLETED,2026-01-05T13:00Z,,",
        ])
        .pairingLifecycle()
        #expect(lines(log) == ["1 a 09:00-11:00", "1 b 12:00-13:00"])
        #expect(log.notes.lifecycle.starts == ["Started", "Begin"])
        #expect(log.notes.lifecycle.ends == ["Finished", "COMPLETED"])
        #expect(log.notes.lifecycle.unknown.isEmpty)

        let spaced = try table(["1,a,In Progress,2026-01-05T09:00Z,,", "1,a,on-hold,2026-01-05T10:00Z,,", "1,a,Done,2026-01-05T11:00Z,,"]).pairingLifecycle()
        #expect(lines(spaced) == ["1 a 09:00-11:00"])
    }

    @Test func `Words for states of a case are taken for moments only where completions follow`() throws {
        let rows = [
            "1,Accepted,In Progress,2026-01-05T09:00Z,,", "1,Accepted,Awaiting Assignment,2026-01-05T10:00Z,,", "1,Completed,Closed,2026-01-05T11:00Z,,",
        ]
        let log = try table(rows).pairingLifecycle()
        #expect(log.count == 3 && log.pairing == nil)
        #expect(log.notes.lifecycle.unknown == ["In Progress", "Awaiting Assignment", "Closed"])
        let mixed = try table(
            ["1,a,In Progress,2026-01-05T09:00Z,,", "1,a,Completed,2026-01-05T10:00Z,,", "1,a,Frobnicated,2026-01-05T11:00Z,,"]
        ).pairingLifecycle()
        #expect(lines(mixed) == ["1 a 09:00-10:00", "1 a 11:00-11:00"] && mixed.notes.lifecycle.unknown == ["Frobnicated"])
        let ends = try table(["1,a,Completed,2026-01-05T09:00Z,,", "1,b,Completed,2026-01-05T10:00Z,,"]).pairingLifecycle()
        #expect(ends.count == 2 && ends.notes.lifecycle == LifecycleWords())
    }

    @Test func `Steps that were withdrawn, given up or skipped are left out and counted`() throws {
        let log = try table([
            "1,a,start,2026-01-05T09:00Z,,", "1,a,ate_abort,2026-01-05T10:00Z,,", "1,a,start,2026-01-05T11:00Z,,", "1,a,complete,2026-01-05T12:00Z,,",
            "1,b,withdraw,2026-01-05T13:00Z,,", "1,c,manualskip,2026-01-05T13:00Z,,", "1,d,autoskip,2026-01-05T13:00Z,,", "1,e,start,2026-01-05T14:00Z,,",
            "1,e,pi_abort,2026-01-05T15:00Z,,",
        ]).pairingLifecycle()
        #expect(lines(log) == ["1 a 11:00-12:00"])
        #expect(log.pairing?.undone == 5 && log.pairing?.unfinished == 2 && log.pairing?.pairs == 1)

        let ends = try table(["1,a,complete,2026-01-05T09:00Z,,", "1,b,withdraw,2026-01-05T10:00Z,,", "2,b,autoskip,2026-01-05T10:00Z,,"]).pairingLifecycle()
        #expect(lines(ends) == ["1 a 09:00-09:00"] && ends.caseCount == 1 && ends.pairing?.undone == 2 && !ends.hasStarts)
    }

    @Test func `The attribute of XES is recognised`() throws {
        func event(_ transition: String, _ hour: Int) -> String {
            "<event><string key=\"concept:name\" value=\"a\"/><string key=\"lifecycle:transition\" value=\"\(transition)\"/>"
                + "<date key=\"time:timestamp\" value=\"2026-01-05T\(hour):00:00Z\"/></event>"
        }
        let text = "<log><trace><string key=\"concept:name\" value=\"1\"/>\(event("start", 10))\(event("complete", 12))</trace></log>"
        var reader = XESLog()
        let bytes = Array(text.utf8)
        try reader.feed(bytes.span)
        let log = try reader.finish()

        #expect(log.count == 2)
        #expect(lines(log.pairingLifecycle()) == ["1 a 10:00-12:00"])
    }

    @Test func `As many events remain as there are completions, whatever the order of the file`() throws {
        var random = Seeded(7)
        for _ in 0..<20 {
            var rows: [String] = []
            for _ in 0..<60 {
                let (word, hour) = (["start", "complete"][Int.random(in: 0..<2, using: &random)], Int.random(in: 10...20, using: &random))
                rows.append("\(Int.random(in: 0..<4, using: &random)),\("abc".randomElement(using: &random) ?? "a"),\(word),2026-01-05T\(hour):00Z,,")
            }
            let completions = rows.count { $0.contains("complete") }
            let log = try table(rows).pairingLifecycle()
            let again = try table(rows.shuffled(using: &random)).pairingLifecycle()

            #expect(log.count == completions)
            #expect((log.pairing?.pairs ?? 0) + (log.pairing?.unfinished ?? 0) == rows.count - completions)
            #expect((0..<log.count).allSatisfy { log.starts[$0] <= log.times[$0] })
            #expect(again.pairing == log.pairing)
        }
    }
}
