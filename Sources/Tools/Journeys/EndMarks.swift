/// What stands in tables for the start and the end of cases: words that no step bears, or a reader would take the one for the other.
struct EndMarks {
    let start: String
    let end: String

    init(_ steps: [String]) {
        let taken = Set(steps.map { $0.lowercased() })
        func free(_ word: String) -> String {
            var mark = "(\(word))"
            while taken.contains(mark) { mark = "(\(mark))" }
            return mark
        }
        start = free("start")
        end = free("end")
    }
}
