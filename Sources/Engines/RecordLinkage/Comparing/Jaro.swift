/// The likeness of two strings, from 0 to 1, by letters in common and their order.
///
/// m letters match when they are equal and at most max(|a|, |b|) / 2 - 1 places apart; t is half the number of matches out of order;
/// the measure is (m / |a| + m / |b| + (m - t) / m) / 3. Two empty strings are alike.
/// Source: Jaro, JASA 84 (1989) 414-420.
package func jaro<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>) -> Double {
    if a.isEmpty && b.isEmpty { return 1 }
    if a.isEmpty || b.isEmpty { return 0 }
    let reach = max(0, max(a.count, b.count) / 2 - 1)
    return a.count <= 64 && b.count <= 64 ? jaroOfShort(a, b, reach: reach) : jaroOfLong(a, b, reach: reach)
}

/// Jaro with up to four equal first letters counted: jaro + 0.1 × prefix × (1 - jaro), where jaro is over 0.7.
///
/// Source: Winkler, Proceedings of the Section on Survey Research Methods, ASA (1990) 354-359.
package func jaroWinkler<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>) -> Double {
    let plain = jaro(a, b)
    guard plain > 0.7 else { return plain }
    var prefix = 0
    while prefix < min(4, a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
    return plain + 0.1 * Double(prefix) * (1 - plain)
}

private func jaroOfShort<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>, reach: Int) -> Double {
    var takenA: UInt64 = 0
    var takenB: UInt64 = 0
    for i in 0..<a.count {
        let letter = a[i]
        var j = max(0, i - reach)
        let last = min(b.count - 1, i + reach)
        while j <= last {
            let isFree = takenB & (1 << UInt64(j)) == 0
            if isFree, b[unchecked: j] == letter {
                takenA |= 1 << UInt64(i)
                takenB |= 1 << UInt64(j)
                break
            }
            j += 1
        }
    }
    let matches = takenA.nonzeroBitCount
    if matches == 0 { return 0 }
    var outOfOrder = 0
    while takenA != 0 {
        if a[takenA.trailingZeroBitCount] != b[takenB.trailingZeroBitCount] { outOfOrder += 1 }
        takenA &= takenA - 1
        takenB &= takenB - 1
    }
    return likeness(matches: matches, outOfOrder: outOfOrder, a.count, b.count)
}

private func jaroOfLong<Letter: FixedWidthInteger>(_ a: Span<Letter>, _ b: Span<Letter>, reach: Int) -> Double {
    var isTaken = Array(repeating: false, count: b.count)
    var matchedA: [Int] = []
    for i in 0..<a.count {
        let first = max(0, i - reach)
        let last = min(b.count - 1, i + reach)
        guard first <= last else { continue }
        for j in first...last {
            if isTaken[j] { continue }
            guard b[j] == a[i] else { continue }
            isTaken[j] = true
            matchedA.append(i)
            break
        }
    }
    if matchedA.isEmpty { return 0 }
    var outOfOrder = 0
    var next = 0
    for j in 0..<b.count where isTaken[j] {
        if a[matchedA[next]] != b[j] { outOfOrder += 1 }
        next += 1
    }
    return likeness(matches: matchedA.count, outOfOrder: outOfOrder, a.count, b.count)
}

private func likeness(matches: Int, outOfOrder: Int, _ a: Int, _ b: Int) -> Double {
    let m = Double(matches)
    let transpositions = Double(outOfOrder / 2)
    return (m / Double(a) + m / Double(b) + (m - transpositions) / m) / 3
}
