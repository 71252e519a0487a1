import ArgumentParser
import Content
import Foundation
import Testing

@testable import Journeys

@Suite("Broken logs")
struct BrokenLogTests {
    private static let head = "case_id,activity,timestamp\n"
    private static let trace = "<log><trace><string key=\"concept:name\" value=\"1\"/><event>"

    /// A file's name, what is in it, and words of the message.
    private static let texts: [(String, String, String)] = [
        ("empty.csv", "", "is empty"), ("header.csv", head, "no events"), ("case.csv", "id,activity,timestamp\n1,a,2026-01-01\n", "--case"),
        ("activity.csv", "case_id,what,timestamp\n1,a,2026-01-01\n", "--activity"), ("time.csv", "case_id,activity,when\n1,a,2026-01-01\n", "--timestamp"),
        ("twice.csv", "case_id,case_id,activity,timestamp\n", "stands twice"), ("quote.csv", head + "1,\"a,2026-01-01\n", "never closed"),
        ("after.csv", head + "1,\"a\"b,2026-01-01\n", "after a closing quote"), ("short.csv", head + "1,a\n", ":2: has 2 fields"),
        ("long.csv", head + "1,a,2026-01-01\n1,a,2026-01-01,x\n", ":3: has 4 fields"), ("day.csv", head + "1,a,31/12/2026\n", "--day-first"),
        ("leap.csv", head + "1,a,2026-02-29\n", ":2: timestamp: \"2026-02-29\" is not a time"),
        ("hour.csv", head + "1,a,2026-01-01T24:00:00\n", "is not a time"),
        ("word.csv", head + "1,a,yesterday\n", "is not a time"), ("number.csv", head + "1,a,17672256\n", "is a number, not a time"),
        ("offset.csv", head + "1,a,2026-01-01T10:00:00 EST\n", "is not a time"), ("blank.csv", head + ",a,2026-01-01\n1,,2026-01-01\n", "no events"),
        ("start.csv", "case_id,activity,timestamp,start_timestamp\n1,a,2026-01-01,soon\n", "start: \"soon\" is not a time"),
        ("names.csv", ",,\n1,a,2026-01-01\n", "no column names"), ("nul.csv", "\u{0}\u{0}", "zero bytes"),
        ("open.xes", "<log><trace>", "cut short"), ("close.xes", "<log><trace></log>", "not open"), ("page.xes", "<html/>", "not XES"),
        ("type.xes", "<!DOCTYPE log><log/>", "document type"), ("latin.xes", "<?xml version='1.0' encoding='latin1'?><log/>", "latin1"),
        ("none.xes", "<log/>", "no events"), ("tag.xes", "<log", "never closed"), ("quotes.xes", "<log a=b/>", "without quotes"),
        ("second.xes", "<log/><log/>", "second outermost"), ("text.xes", "<log/>x", "text outside"), ("less.xes", "<log a=\"<\"/>", "in a value"),
        ("bare.xes", "<log a/>", "without a value"), ("deep.xes", String(repeating: "<log>", count: 250), "within each other"),
        ("when.xes", trace + "<date key=\"time:timestamp\" value=\"1.1.2026\"/></event></trace></log>", "is not a time"),
        ("entity.xes", trace + "<string key=\"concept:name\" value=\"&a;\"/></event></trace></log>", "a reference"),
        ("price.xes", trace + "<float key=\"cost:total\" value=\"dear\"/></event></trace></log>", "is not an amount"),
        (
            "noactivity.xes",
            "<log><trace><event><string key=\"step\" value=\"a\"/><date key=\"time:timestamp\" value=\"2026-01-01\"/></event></trace></log>",
            "no attribute \"activity\" or \"concept:name\" for the activity. Its attributes are step, time:timestamp. Name yours with --activity"
        ),
        ("list.json", "[1]", "OCEL 2.0"), ("other.json", "{}", "OCEL 2.0"), ("cut.json", "{\"events\":[", "not valid JSON"),
        ("id.json", "{\"objects\":[{\"type\":\"t\"}],\"events\":[]}", "\"id\" is missing"),
        ("type.json", "{\"objects\":[{\"id\":\"o\",\"type\":\"t\"}],\"events\":[{\"id\":\"e\",\"type\":\"a\",\"time\":\"x\"}]}", "is not a time"),
        ("object.json", "{\"objects\":[{\"id\":\"o\",\"type\":\"t\"}],\"events\":[]}", "--object: t"),
        ("event.xmlocel", "<log><events><event id=\"1\"/></events></log>", "id, type and time"), ("root.xmlocel", "<logs/>", "not OCEL"),
        ("old.xmlocel", "<log><global scope=\"event\"/></log>", "OCEL 1.0"), ("fake.sqlite", "SQLite format 3\u{0}and then nothing", "SQLite"),
    ]

    @Test("Each is refused with its file, what is wrong and how to mend it", arguments: texts)
    func refused(name: String, text: String, message: String) throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write(name, text)
        let found = try #require(try problems(["analyse", path]))
        #expect(found.description.hasPrefix(path))
        #expect(found.description.contains(message))
    }

    @Test("A cost that is no amount is refused where costs are used, and not read where they are not", arguments: ["a lot", "1e9"])
    func costs(cost: String) throws {
        let files = try Files()
        defer { files.remove() }
        let path = try files.write("cost.csv", "case_id,activity,timestamp,cost\n1,a,2026-01-01,\(cost)\n")
        for arguments in [["report", path, "--out", files.folder.path], ["analyse", path, "--cost", "cost"]] {
            #expect(try problems(arguments)?.description == "\(path):2: cost: \"\(cost)\" is not an amount in pounds; write it as 12.50")
        }
        #expect(try problems(["analyse", path]) == nil)
    }

    @Test func `There are at least forty of them`() { #expect(Self.texts.count >= 40) }

    @Test func `Files that are packed, broken or bombs are refused in little memory`() throws {
        let files = try Files()
        defer { files.remove() }
        let whole = try files.write("log.csv", Self.head + (0..<5000).map { "\($0),a,2026-01-01\n" }.joined())
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/sh")
        gzip.arguments = ["-c", "gzip -k '\(whole)'; head -c 200000000 /dev/zero | gzip > '\(files.folder.path)/bomb.csv.gz'"]
        try gzip.run()
        gzip.waitUntilExit()
        let packed = try Data(contentsOf: URL(filePath: whole + ".gz"))

        #expect(try problems(["analyse", whole + ".gz"]) == nil)
        #expect(try problems(["analyse", files.write("cut.csv.gz", packed.prefix(packed.count / 2))])?.description.contains("cut short") == true)
        var wrong = packed
        for place in 30..<60 { wrong[place] ^= 0x55 }
        #expect(try problems(["analyse", files.write("wrong.csv.gz", wrong)]) != nil)
        #expect(try problems(["analyse", files.folder.appending(path: "bomb.csv.gz").path])?.description.contains("grows more than") == true)
        #expect(try problems(["analyse", "/nowhere/log.csv"])?.description.contains("cannot be read") == true)
        #expect(
            try problems(["analyse", files.write("bytes.csv", Data(Self.head.utf8) + Data([0x31, 0x2C, 0xE9, 0x2C, 0x0A]))])?.description.contains("not UTF-8")
                == true)
    }

    @Test("Of very many problems twenty are named, and how many more there are")
    func manyProblems() throws {
        let files = try Files()
        defer { files.remove() }
        for rows in [String(repeating: "1,a,soon\n", count: 5000), String(repeating: "1,a\n", count: 5000)] {
            let found = try #require(try problems(["analyse", files.write("many.csv", Self.head + rows)]))
            #expect(found.problems.count == 20 && found.description.hasSuffix("and 4980 more"))
        }
    }

    @Test(
        "Wrong use is told apart from wrong files",
        arguments: [
            ["analyse"], ["analyse", "x.csv", "--workers", "0"], ["report", "x.csv"], ["report", "x.csv", "--out", "o", "--steps", "61"],
            ["compare", "x.csv"], ["compare", "x.csv", "--day", "soon"], ["publish", "x.csv", "--out", "o", "--threshold", "2"],
            ["discover", "x.csv", "--out", "o", "--noise", "2"], ["analyse", "x.csv", "--compatible", "disco"],
        ])
    func misuse(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try JourneysCommand.parseAsRoot(arguments) }
        #expect(JourneysCommand.exitCode(for: error).rawValue == 64)
    }
}
