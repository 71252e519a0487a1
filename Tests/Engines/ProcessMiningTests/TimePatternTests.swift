import Foundation
import ProcessMining
import Tables
import Testing

@Suite("Patterns of times")
struct TimePatternTests {
    private func time(_ text: String, _ pattern: String) throws -> String? {
        var choices = ReadingChoices()
        choices.format = try TimePattern(pattern)
        let data = Data("case_id,activity,timestamp\n1,a,\"\(text)\"\n".utf8)
        return (try? TableLog.read(data, choices: choices).first).flatMap { $0 }.map { String(Timestamp.text($0).dropLast(6)) }
    }

    @Test(
        "A pattern reads what is written as it says",
        arguments: [
            ("dd/MM/yyyy HH:mm", "31/03/2026 09:30", "2026-03-31T09:30:00"), ("MM/dd/yyyy hh:mm a", "03/31/2026 09:30 PM", "2026-03-31T21:30:00"),
            ("MM/dd/yyyy hh:mm a", "3/1/2026  12:30 am", "2026-03-01T00:30:00"), ("yyyyMMddHHmm", "202603310930", "2026-03-31T09:30:00"),
            ("yyyy-dd-MM", "2026-04-03", "2026-03-04T00:00:00"), ("d MMMM yyyy 'at' HH.mm", "31 March 2026 at 09.30", "2026-03-31T09:30:00"),
            ("EEE, dd MMM yyyy HH:mm:ss X", "Tue, 31 Mar 2026 09:30:00 +0100", "2026-03-31T08:30:00"),
            ("dd-MMM-yy hh.mm.ss.SSSSSS a", "31-MAR-26 09.30.00.500000 PM", "2026-03-31T21:30:00.500000"),
            ("yyyy-MM-ddTHH:mm:ss.SSSX", "2026-03-31T09:30:00.250Z", "2026-03-31T09:30:00.250000"), ("HH:mm dd.MM.yy", "09:30 31.03.26", "2026-03-31T09:30:00"),
        ])
    func reads(pattern: String, text: String, expected: String) throws { #expect(try time(text, pattern) == expected) }

    @Test(
        "What is written otherwise is refused, even where it could be read without the pattern",
        arguments: [
            ("dd/MM/yyyy", "2026-03-31"), ("dd/MM/yyyy", "31/03/2026 09:30"), ("dd/MM/yyyy", "03/31/2026"), ("dd/MM/yyyy HH:mm", "31/03/2026 24:00"),
            ("MM/dd/yyyy hh:mm a", "03/31/2026 13:30 PM"), ("MM/dd/yyyy hh:mm a", "03/31/2026 09:30"), ("yyyyMMdd", "2026331"), ("dd/MM/yyyy", "1767225600"),
        ])
    func refuses(pattern: String, text: String) throws { #expect(try time(text, pattern) == nil) }

    @Test(
        "A pattern that means nothing is refused with what to do",
        arguments: [
            ("%d/%m/%Y", "of another kind"), ("dd/mm/yyyy", "no month: MM"), ("dd/MM", "no year"), ("MM/yyyy", "no day"), ("DD/MM/YYYY", "means nothing here"),
            ("dd/MM/yyyy hh:mm", "AM or PM"), ("dd/MM/yyyy HH:mm Q", "means nothing here"), ("dd/MM/yyyy 'at", "not closed"), ("", "no year"),
            ("dd/MM/yyyy HH:hh", "two hours"), ("dd/MM/yyyy mm:ss", "without an hour"), ("dd/MM/yyyy dd", "two places"), ("yyy-MM-dd", "means nothing here"),
        ])
    func problems(pattern: String, message: String) throws {
        let problem = try #require(throws: TimePattern.Problem.self) { try TimePattern(pattern) }
        #expect(problem.message.contains(message))
    }
}
