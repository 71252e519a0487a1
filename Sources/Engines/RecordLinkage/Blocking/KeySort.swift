/// Sorts values by their keys, stably; only the lower `bits` of a key count.
func sortByKey(_ keys: inout [UInt64], _ values: inout [Int32], bits: Int) {
    let digit = 11
    var spare = SortSpace(keys.count)
    var shift = 0
    while shift < bits {
        sort(keys.indices, &keys, &values, shift: shift, digit: digit, &spare)
        shift += digit
    }
}

/// Does the same where the keys stand in the order of the bits above the lower ones already: run by run, each in the fast memory.
func sortRuns(_ keys: inout [UInt64], _ values: inout [Int32], bits: Int) {
    guard bits > 0 else { return }
    // An even number of digits, so that a run comes to stand where it stood.
    let digits = 2 * ((bits + 17) / 18)
    let digit = (bits + digits - 1) / digits
    let fewValues = 12
    var spare = SortSpace(keys.count)
    var start = 0
    while start < keys.count {
        let upper = keys[start] >> UInt64(bits)
        var end = start + 1
        while end < keys.count, keys[end] >> UInt64(bits) == upper { end += 1 }
        if end - start <= fewValues {
            insertInOrder(start..<end, &keys, &values)
        } else {
            for number in 0..<digits { sort(start..<end, &keys, &values, shift: number * digit, digit: digit, &spare) }
        }
        start = end
    }
}

/// What sorting needs besides the keys and values themselves.
private struct SortSpace {
    var keys: [UInt64]
    var values: [Int32]
    /// For each digit where the next value that has it goes.
    var places = Array(repeating: Int32(0), count: 1 << 11)

    init(_ count: Int) {
        keys = Array(repeating: 0, count: count)
        values = Array(repeating: 0, count: count)
    }
}

/// Sorts a run by one digit, and changes places with what is spare.
private func sort(_ run: Range<Int>, _ keys: inout [UInt64], _ values: inout [Int32], shift: Int, digit: Int, _ spare: inout SortSpace) {
    scatter(keys.span, values.span, run, shift: UInt64(shift), digit: digit, &spare.places, &spare.keys, &spare.values)
    swap(&keys, &spare.keys)
    swap(&values, &spare.values)
}

private func scatter(
    _ keys: Span<UInt64>, _ values: Span<Int32>, _ run: Range<Int>, shift: UInt64, digit: Int, _ places: inout [Int32], _ newKeys: inout [UInt64],
    _ newValues: inout [Int32]
) {
    let last = 1 << digit - 1
    var places = places.mutableSpan
    for number in 0...last { places[number] = 0 }
    for i in run { places[Int(truncatingIfNeeded: keys[i] >> shift) & last] &+= 1 }
    var sum = Int32(run.lowerBound)
    for number in 0...last { (places[number], sum) = (sum, sum &+ places[number]) }
    var newKeys = newKeys.mutableSpan
    var newValues = newValues.mutableSpan
    for i in run {
        let key = keys[i]
        let number = Int(truncatingIfNeeded: key >> shift) & last
        let place = Int(places[number])
        newKeys[place] = key
        newValues[place] = values[i]
        places[number] &+= 1
    }
}

private func insertInOrder(_ run: Range<Int>, _ keys: inout [UInt64], _ values: inout [Int32]) {
    var keys = keys.mutableSpan
    var values = values.mutableSpan
    for place in run.dropFirst() {
        let (key, value) = (keys[place], values[place])
        var free = place
        while free > run.lowerBound, keys[free &- 1] > key {
            keys[free] = keys[free &- 1]
            values[free] = values[free &- 1]
            free &-= 1
        }
        keys[free] = key
        values[free] = value
    }
}
