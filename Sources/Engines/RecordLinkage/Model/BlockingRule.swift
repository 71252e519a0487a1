/// Records are compared only where they agree on all keys of at least one rule.
package struct BlockingRule: Sendable, Hashable {
    package var keys: [BlockingKey]
    /// Larger blocks are split by `splitBy`, or refused where there is none. A record that lacks what splits is then not compared by
    /// this rule.
    package var largestBlock: Int
    package var splitBy: [BlockingKey]

    package static let usualLargestBlock = 20_000

    package init(_ keys: [BlockingKey], largestBlock: Int = Self.usualLargestBlock, splitBy: [BlockingKey] = []) {
        self.keys = keys
        self.largestBlock = largestBlock
        self.splitBy = splitBy
    }

    /// The columns that its keys look at.
    package var columns: Set<Int> { Set(keys.flatMap(\.columns)) }

    /// Such as "surname and year of date of birth".
    package func name(_ model: LinkModel) -> String { keys.map { $0.name(model) }.joined(separator: " and ") }
}

/// What two records of a block have in common.
package enum BlockingKey: Sendable, Hashable {
    case value(Int)
    case prefix(Int, length: Int)
    case soundex(Int)
    case metaphone(Int)
    case year(Int)
    /// The values of two columns whichever stands first: finds names the wrong way round.
    case eitherOrder(Int, Int)

    package var columns: [Int] {
        switch self {
        case .value(let column), .prefix(let column, _), .soundex(let column), .metaphone(let column), .year(let column): [column]
        case .eitherOrder(let one, let other): [one, other]
        }
    }

    func name(_ model: LinkModel) -> String {
        let names = columns.map { model.columns[$0].name }
        return switch self {
        case .value: names[0]
        case .prefix(_, let length): "first \(length) of \(names[0])"
        case .soundex: "soundex of \(names[0])"
        case .metaphone: "metaphone of \(names[0])"
        case .year: "year of \(names[0])"
        case .eitherOrder: "\(names[0]) and \(names[1]) in either order"
        }
    }
}
