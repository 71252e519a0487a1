package import Foundation
import Tables

/// The patterns of an earlier run, so that records that did not change need not be compared again.
///
/// It holds fingerprints of record ids and of rows, no values. All else of a linkage is done anew, over all records: so the answer is
/// the same as without it.
package struct ComparedBefore: Sendable {
    /// For each record of the earlier run the fingerprints of its id and of its row.
    private var ids: [UInt64] = []
    private var contents: [UInt64] = []
    /// For each of its records where its pairs start, and the end of the last; a pair stands with the record that came first, in the
    /// order of the other.
    private var starts: [Int32] = [0]
    private var others: [Int32] = []
    private var codes: [UInt64] = []
    /// The model that the patterns are of.
    private let model: UInt64

    private static let mark: UInt64 = 0x5741_594D_4152_4B31

    /// What a linkage has compared.
    package init(_ linkage: Linkage, _ pairs: CandidatePairs) {
        model = linkage.modelFingerprint
        let table = linkage.table
        ids = table.recordIDs.fingerprints
        contents = (0..<table.count).map { table.contentFingerprint($0) }
        starts = Array(repeating: 0, count: table.count + 1)
        for left in pairs.left { starts[Int(left) + 1] += 1 }
        for record in 0..<table.count { starts[record + 1] += starts[record] }
        // Sorted by the other record first, the pairs of each record fall into its place in order.
        var keys = pairs.right.map { UInt64($0) }
        var order = (0..<Int32(pairs.count)).map { $0 }
        sortByKey(&keys, &order, bits: 32)
        var places = starts
        others = Array(repeating: 0, count: pairs.count)
        codes = Array(repeating: 0, count: pairs.count)
        for pair in order {
            let left = Int(pairs.left[Int(pair)])
            let place = Int(places[left])
            others[place] = pairs.right[Int(pair)]
            codes[place] = pairs.patterns[Int(pairs.pattern[Int(pair)])].code
            places[left] += 1
        }
    }

    /// - Throws: `LinkageProblem` where the bytes are not those of `data`, or are cut short.
    package init(_ data: Data) throws(LinkageProblem) {
        guard data.count >= 32, data.count % 4 == 0 else { throw .brokenState }
        let bytes = data.span.bytes
        func word(_ at: Int) -> UInt64 { UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) }
        func half(_ at: Int) -> Int32 { Int32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: at, as: Int32.self)) }
        guard word(0) == Self.mark else { throw .brokenState }
        model = word(8)
        let records = word(16)
        let pairs = word(24)
        guard records < UInt64(Int32.max), pairs < UInt64(Int32.max), 32 + records * 16 + (records + 1) * 4 + pairs * 12 == UInt64(data.count) else {
            throw .brokenState
        }
        var at = 32
        for _ in 0..<records {
            ids.append(word(at))
            contents.append(word(at + 8))
            at += 16
        }
        starts = (0...Int(records)).map { half(at + $0 * 4) }
        at += (Int(records) + 1) * 4
        others = (0..<Int(pairs)).map { half(at + $0 * 4) }
        at += Int(pairs) * 4
        codes = (0..<Int(pairs)).map { word(at + $0 * 8) }
        let isSound = starts.first == 0 && starts.last == Int32(pairs) && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
        guard isSound, others.allSatisfy({ $0 >= 0 && $0 < Int32(records) }) else { throw .brokenState }
    }

    /// The bytes for the next run.
    package var data: Data {
        var data = Data(capacity: 32 + ids.count * 20 + others.count * 12)
        func add(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) } }
        add(Self.mark)
        add(model)
        add(UInt64(ids.count))
        add(UInt64(others.count))
        for record in ids.indices {
            add(ids[record])
            add(contents[record])
        }
        for start in starts { add(start) }
        for other in others { add(other) }
        for code in codes { add(code) }
        return data
    }

    /// What of it still holds for a linkage.
    func matched(to linkage: Linkage) throws(LinkageProblem) -> KnownPatterns {
        guard model == linkage.modelFingerprint else { throw .foreignState }
        let most = linkage.prepared.plan.patternCount
        guard codes.allSatisfy({ $0 < most }) else { throw .brokenState }
        var places: [UInt64: Int32] = [:]
        places.reserveCapacity(ids.count)
        for (place, id) in ids.enumerated() { places[id] = Int32(place) }
        let table = linkage.table
        let before = (0..<table.count).map { record -> Int32 in
            guard let place = places[table.recordIDs.fingerprints[record]] else { return -1 }
            return contents[Int(place)] == table.contentFingerprint(record) ? place : -1
        }
        return KnownPatterns(before: before, starts: starts, others: others, codes: codes)
    }
}

/// Patterns that need not be found again.
struct KnownPatterns: Sendable {
    /// For each record its place in the earlier run; -1 where it is new or has changed.
    let before: [Int32]
    let starts: [Int32]
    let others: [Int32]
    let codes: [UInt64]

    /// The pattern of two records, where both were compared before and are unchanged.
    func pattern(_ one: Int, _ other: Int) -> UInt64? {
        let first = before[one]
        let second = before[other]
        if first < 0 || second < 0 { return nil }
        return find(first, second) ?? find(second, first)
    }

    private func find(_ left: Int32, _ right: Int32) -> UInt64? {
        var low = Int(starts[Int(left)])
        var high = Int(starts[Int(left) + 1])
        while low < high {
            let middle = (low + high) / 2
            if others[middle] == right { return codes[middle] }
            if others[middle] < right { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}

extension RecordTable {
    /// A number for the values of a record, whatever numbers they have here.
    func contentFingerprint(_ record: Int) -> UInt64 {
        var print: UInt64 = 0
        for column in columns.indices {
            let value = value(record, column)
            let own = value < 0 ? 1 : vocabularies[columns[column].vocabulary].fingerprint(value)
            print = (print ^ own) &* 0x9E37_79B9_7F4A_7C15
            print ^= print >> 29
        }
        return print
    }
}

extension Linkage {
    /// Goes up by 1 whenever a test or a standardisation answers otherwise than before: patterns of an older program then do not count.
    private static let patternsVersion = 1

    /// A number for the comparisons of a model and its nicknames: patterns of another mean something else.
    var modelFingerprint: UInt64 {
        let comparisons = model.comparisons.map { "\($0.name) \($0.missing) \($0.levels.map { String(describing: $0.condition) })" }
        let text = Array("\(Self.patternsVersion) \(model.columns) \(comparisons) \(nicknames.fingerprint)".utf8)
        return Interner.fingerprint(of: text.span, 0..<text.count)
    }
}
