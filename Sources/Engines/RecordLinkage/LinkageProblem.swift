/// Why a linkage cannot go on, said for the analyst.
package enum LinkageProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case tooFewRecords(Int)
    case oneSourceOnly(String)
    case blockTooLarge(rule: String, size: Int, limit: Int, record: String)
    case tooManyPairs(count: Int, limit: Int, rule: String, ofRule: Int)
    case noPairs
    case tooComplex(String)
    case noPrior
    case unknownRecord(String)
    case foreignParameters(String)
    case brokenState
    case foreignState

    package var description: String {
        switch self {
        case .tooFewRecords(let count):
            "there \(count == 1 ? "is 1 record" : "are no records") in all; linking needs at least two. Are the files whole?"
        case .oneSourceOnly(let name):
            "all records are of one set, \"\(name)\"; the model links sets. Give several files, or a model with \"task: deduplicate\""
        case .blockTooLarge(let rule, let size, let limit, let record):
            "the blocking rule \"\(rule)\" puts \(size) records into one block, that of record \(record); at most \(limit) fit. Add a key to the rule, give it \"split_by\", or empty the value that stands for \"not known\""
        case .tooManyPairs(let count, let limit, let rule, let ofRule):
            "the blocking rules make \(count) pairs; at most \(limit) fit. \"\(rule)\" alone makes \(ofRule): add a key to it"
        case .noPairs: "no two records agree on any blocking rule, so there is nothing to compare. Are the columns the right ones?"
        case .tooComplex(let why): why
        case .noPrior:
            "no two records agree on the strict rules of \"prior\", so the share of matches cannot be guessed. Check that their columns are filled, or choose other rules"
        case .unknownRecord(let id): "there is no record \"\(id)\""
        case .brokenState: "the file of compared pairs is not one, or is cut short; leave it out or delete it, and the pairs are compared again"
        case .foreignState:
            "the compared pairs are of another model or another list of nicknames; delete the file, and the pairs are compared again"
        case .foreignParameters(let why): "the saved parameters do not belong to this model: \(why). Make them anew with \"waymark link train\""
        }
    }
}
