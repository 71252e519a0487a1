import Tables

/// Which given names are familiar forms or other spellings of one another.
///
/// A list row says that the second is a form of the first. Two names are linked where they are equal, where one is listed as a
/// form of the other, or where both are forms of one listed name: BOB and ROB are, through ROBERT. PATRICK and PATRICIA are not,
/// though both are PAT: a shared form does not make one name of two. Links go no further than one listed name.
package struct Nicknames: Sendable {
    /// The names of the list, one after the other, in capitals.
    private var letters: [UInt8] = []
    /// Where each name starts; one more than there are names.
    private var starts: [Int] = [0]
    /// Hash slots with the number of a name, or -1; never more than half full.
    private var slots: [Int32]
    /// The listed names that each name is, or is a form of, in ascending order, one name after the other.
    private var heads: [Int32] = []
    /// Where the heads of each name start.
    private var headStarts: [Int] = [0]

    /// - Parameter pairs: a name and a form of it, in any case; empty ones are passed over.
    package init(pairs: [(String, String)]) {
        var size = 64
        while size < pairs.count * 4 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        var groups: [Set<Int32>] = []
        for (name, form) in pairs where !name.isEmpty && !form.isEmpty {
            let head = number(of: Array(name.utf8), &groups)
            groups[head].insert(Int32(head))
            groups[number(of: Array(form.utf8), &groups)].insert(Int32(head))
        }
        for group in groups {
            heads += group.sorted()
            headStarts.append(heads.count)
        }
    }

    /// A number that another list hardly has.
    var fingerprint: UInt64 { Interner.fingerprint(of: letters.span, 0..<letters.count) ^ UInt64(heads.count) }

    /// Whether both are, or may be, the same given name; the case of ASCII letters does not matter, and nothing is linked to an empty one.
    package func areLinked(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard let a = listed(one), let b = listed(other) else { return !one.isEmpty && isEqual(one, other) }
        return areLinked(a, b)
    }

    /// The number of a name if it is listed.
    func listed(_ name: Span<UInt8>) -> Int? { name.isEmpty ? nil : place(of: name).found }

    /// The same of two listed names, by their numbers.
    func areLinked(_ a: Int, _ b: Int) -> Bool {
        var i = headStarts[a]
        var j = headStarts[b]
        while i < headStarts[a + 1], j < headStarts[b + 1] {
            if heads[i] == heads[j] { return true }
            if heads[i] < heads[j] { i += 1 } else { j += 1 }
        }
        return false
    }

    private mutating func number(of name: [UInt8], _ groups: inout [Set<Int32>]) -> Int {
        let (found, slot) = place(of: name.span)
        if let found { return found }
        slots[slot] = Int32(groups.count)
        for byte in name { letters.append(uppercase(byte)) }
        starts.append(letters.count)
        groups.append([])
        return groups.count - 1
    }

    /// The number of a name if it is listed, and the slot where it is or would be.
    private func place(of name: Span<UInt8>) -> (found: Int?, slot: Int) {
        // FNV-1a: names are short, and the list is not an attacker's.
        var hash: UInt32 = 2_166_136_261
        for i in name.indices { hash = (hash ^ UInt32(uppercase(name[i]))) &* 16_777_619 }
        var slot = Int(hash ^ hash >> 16) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if isEqual(name, letters.span.extracting(starts[number]..<starts[number + 1])) { return (number, slot) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return (nil, slot)
    }

    private func isEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        for i in one.indices where uppercase(one[i]) != uppercase(other[i]) { return false }
        return true
    }
}
