package import Tables

/// Records as numbers: each distinct value of a column has one.
package struct RecordTable: Sendable {
    /// How many records there are.
    package let count: Int
    package let recordIDs: RecordIDs
    /// For each record the number of its set.
    package let sources: [UInt8]
    package let sourceNames: [String]
    package let columns: [CodedColumn]
    /// The distinct values; columns that are compared with each other share one.
    package let vocabularies: [Interner]
    /// `count × width` numbers of values, record by record; -1 where a value is missing.
    package let rows: [Int32]
    package let report: ReadingReport
    /// The column in the order of whose values the records stand, those without one last; nil where they stand as the files have them.
    package let leadingColumn: Int?

    /// How many columns each record has.
    package var width: Int { columns.count }

    package func value(_ record: Int, _ column: Int) -> Int32 { rows[record * width + column] }

    package func text(_ record: Int, _ column: Int) -> String? {
        let value = value(record, column)
        return value < 0 ? nil : vocabularies[columns[column].vocabulary].text(value)
    }
}

/// One column of a table of records.
package struct CodedColumn: Sendable {
    package let name: String
    /// Which of the table's vocabularies its numbers come from.
    package let vocabulary: Int
    /// How many records have each value.
    package let counts: [Int32]
    /// How many records have any value.
    package let filled: Int

    /// The share of records with a value that have this one.
    package func frequency(_ value: Int32) -> Double { Double(counts[Int(value)]) / Double(max(1, filled)) }

    /// The chance that two records with values, taken at random, agree.
    package var agreementByChance: Double {
        let total = counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) }
        return filled > 1 ? total / (Double(filled) * Double(filled - 1)) : 0
    }
}

/// What reading did to the values.
package struct ReadingReport: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package var name: String
        /// Records whose value was there from the start.
        package var given = 0
        /// Records whose value was changed but kept.
        package var changed = 0
        /// Records whose value was unusable and taken as missing.
        package var emptied = 0
    }

    package var columns: [Column]
}
