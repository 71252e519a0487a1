package import Foundation
package import GRDB

/// A cell of the data file that does not hold what its column is for. It names the column and never what is in it.
package struct DamagedCell: Error, Equatable, CustomStringConvertible {
    package let column: String

    package init(column: String) { self.column = column }

    package var description: String { "the data file is damaged: a cell of the column \"\(column)\" does not hold what belongs there" }
}

/// The one way to read a row. The subscript of GRDB's `Row` ends the process at a value that it cannot turn into the type.
extension Row {
    package func cell<Value: DatabaseValueConvertible>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        do { return try decode(type, forColumn: column) } catch { throw DamagedCell(column: column) }
    }

    /// One of a few words or numbers.
    package func cell<Value: RawRepresentable>(_ column: String) throws -> Value where Value.RawValue: DatabaseValueConvertible {
        guard let value = Value(rawValue: try cell(column)) else { throw DamagedCell(column: column) }
        return value
    }

    /// One of a few words or numbers, or nothing.
    package func cell<Value: RawRepresentable>(_ column: String) throws -> Value? where Value.RawValue: DatabaseValueConvertible {
        guard let raw: Value.RawValue = try cell(column, as: Value.RawValue?.self) else { return nil }
        guard let value = Value(rawValue: raw) else { throw DamagedCell(column: column) }
        return value
    }

    /// A number that must lie in a range, such as a level of a framework.
    package func cell(_ column: String, in range: ClosedRange<Int>) throws -> Int {
        guard let value = try optionalCell(column, in: range) else { throw DamagedCell(column: column) }
        return value
    }

    package func optionalCell(_ column: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let value = try cell(column, as: Int?.self) else { return nil }
        guard range.contains(value) else { throw DamagedCell(column: column) }
        return value
    }

    /// Seconds since 1970, up to the year 9999.
    package func moment(_ column: String) throws -> Date? {
        try optionalCell(column, in: 0...253_402_300_799).map { Date(timeIntervalSince1970: Double($0)) }
    }

    package func json<Value: Decodable>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
        let text: String = try cell(column)
        do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch { throw DamagedCell(column: column) }
    }
}
