import Tables

/// The ids of records, and where the files have them.
package struct RecordIDs: Sendable {
    /// Number i is the id of row i, the rows of all files one after the other.
    private let ids: Interner
    /// Where the id of each row starts in `bytes`, and the end of the last.
    private let starts: [Int]
    /// The bytes of all ids.
    package let bytes: [UInt8]
    /// For each record its row.
    private let rows: [Int32]
    /// For each row its record: the records in the order of the files.
    package let inFileOrder: [Int32]

    /// For each record a number for its id that hardly any other has.
    let fingerprints: [UInt64]

    /// The ids of records that stand as the files have them.
    init(_ ids: Interner, workers: Int) throws {
        self.ids = ids
        starts = ids.offsets
        bytes = ids.arena
        rows = (0..<Int32(ids.count)).map { $0 }
        inFileOrder = rows
        fingerprints = try inPieces(of: ids.count, workers: workers) { own in own.map { ids.fingerprint(Int32($0)) } }
    }

    /// The ids of the same records where record i is what record `order[i]` of `other` was.
    init(_ other: RecordIDs, order: [Int32]) {
        ids = other.ids
        starts = other.starts
        bytes = other.bytes
        rows = order.map { other.rows[Int($0)] }
        fingerprints = order.map { other.fingerprints[Int($0)] }
        var records = rows
        for (record, row) in rows.enumerated() { records[Int(row)] = Int32(record) }
        inFileOrder = records
    }

    package func text(_ record: Int32) -> String { ids.text(rows[Int(record)]) }

    /// The record with an id; nil where there is none.
    package func find(_ id: String) -> Int32? { ids.find(id).map { inFileOrder[Int($0)] } }

    /// Where the id of a record stands in `bytes`.
    package func range(_ record: Int32) -> Range<Int> { range(ofRow: Int(rows[Int(record)])) }

    /// Where the id of a row stands in `bytes`.
    package func range(ofRow row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// Whether the id of one record stands before another's in byte order.
    func standsBefore(_ one: Int32, _ other: Int32) -> Bool {
        let bytes = bytes.span
        let (a, b) = (range(one), range(other))
        for i in 0..<min(a.count, b.count) where bytes[a.lowerBound + i] != bytes[b.lowerBound + i] {
            return bytes[a.lowerBound + i] < bytes[b.lowerBound + i]
        }
        return a.count < b.count
    }
}
