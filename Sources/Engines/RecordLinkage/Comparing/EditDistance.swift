/// How many letters must be put in, taken out or changed to make one string of the other; `limit + 1` where it is more than `limit`.
///
/// Time is |a| × |b| at worst, after equal beginnings and ends are set aside.
/// Source: Levenshtein, Soviet Physics Doklady 10 (1966) 707-710; Wagner and Fischer, JACM 21 (1974).
package func levenshtein<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>, limit: Int = .max - 1) -> Int {
    let (start, end) = equalEnds(a, b)
    let a = a.extracting(start..<(a.count - end))
    let b = b.extracting(start..<(b.count - end))
    if abs(a.count - b.count) > limit { return limit + 1 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: b.count + 1) { row in
        for j in 0...b.count { row[j] = j }
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            var least = i + 1
            for j in 0..<b.count {
                let above = row[j + 1]
                row[j + 1] = min(min(above, row[j]) + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = above
                least = min(least, row[j + 1])
            }
            if least > limit { return limit + 1 }
        }
        return min(row[b.count], limit + 1)
    }
}

/// As Levenshtein's, where two neighbouring letters that changed places count once; further changes between them are allowed.
///
/// `limit + 1` where it is more than `limit`. Source: Damerau, CACM 7 (1964) 171-176; Lowrance and Wagner, JACM 22 (1975) 177-183.
package func damerauLevenshtein<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>, limit: Int = .max - 1) -> Int {
    let (start, end) = equalEnds(a, b)
    let a = a.extracting(start..<(a.count - end))
    let b = b.extracting(start..<(b.count - end))
    if abs(a.count - b.count) > limit { return limit + 1 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    if limit == 1 { return oneEdit(a, b) ? 1 : 2 }
    let width = b.count + 2
    let far = a.count + b.count
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: (a.count + 2) * width) { cost in
        cost[0] = far
        for i in 0...a.count {
            cost[(i + 1) * width] = far
            cost[(i + 1) * width + 1] = i
        }
        for j in 0...b.count {
            cost[j + 1] = far
            cost[width + j + 1] = j
        }
        for i in 1...a.count {
            var lastInRow = 0
            var least = Int.max
            for j in 1...b.count {
                let isSame = a[i - 1] == b[j - 1]
                var best = cost[i * width + j] + (isSame ? 0 : 1)
                best = min(best, cost[(i + 1) * width + j] + 1, cost[i * width + j + 1] + 1)
                if !isSame, lastInRow > 0, let row = lastRow(of: b[j - 1], in: a, before: i) {
                    best = min(best, cost[row * width + lastInRow] + (i - row - 1) + 1 + (j - lastInRow - 1))
                }
                cost[(i + 1) * width + j + 1] = best
                least = min(least, best)
                if isSame { lastInRow = j }
            }
            if least > limit { return limit + 1 }
        }
        return min(cost[(a.count + 1) * width + b.count + 1], limit + 1)
    }
}

/// The last row before `i`, counted from 1, whose letter this is.
private func lastRow<Letter: FixedWidthInteger>(of letter: Letter, in a: Span<Letter>, before i: Int) -> Int? {
    var row = i - 1
    while row > 0 {
        if a[row - 1] == letter { return row }
        row -= 1
    }
    return nil
}

/// Whether two strings that differ in their first and last letters are one edit apart.
private func oneEdit<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>) -> Bool {
    guard a.count == b.count else { return false }
    if a.count == 1 { return true }
    guard a.count == 2, a[0] == b[1] else { return false }
    return a[1] == b[0]
}

/// How many letters two strings have in common at the start, and of the rest at the end.
private func equalEnds<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>) -> (start: Int, end: Int) {
    var start = 0
    let shorter = min(a.count, b.count)
    while start < shorter, a[start] == b[start] { start += 1 }
    var end = 0
    while end < shorter - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    return (start, end)
}
