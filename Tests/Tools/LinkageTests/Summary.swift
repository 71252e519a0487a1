/// What a summary has to hold.
struct Summary: Decodable {
    struct Model: Decodable {
        let id: String
        let threshold: Double
    }

    struct Counts: Decodable {
        let records: Int
        let sources: [String: Int]
        let candidatePairs: Int
        let recordsWithoutPair: Int
        let clusters: Int
    }

    struct Group: Decodable {
        let records: Int
        let withoutPair: Int
    }

    struct Parameters: Decodable {
        struct Class: Decodable { let id: String }

        let classes: [Class]
    }

    struct Expected: Decodable { let precision: Double }

    struct Labelled: Decodable {
        struct Share: Decodable {
            let value: Double
            let low: Double?
            let high: Double?
        }

        struct Row: Decodable {
            let probability: Double
            let precision: Share?
            let recall: Share?
        }

        let method: String
        let judgedPairs: Int
        let pairs: Int
        let isSeenInTraining: Bool
        let thresholds: [Row]
    }

    struct Loose: Decodable {
        let cluster: String
        let records: Int
        let pairs: Int
        let density: Double
        let bridges: Int
    }

    let model: Model
    let counts: Counts
    let workers: Int
    let stages: [String: Double]
    let seconds: Double
    let parameters: Parameters
    let linkedByGroup: [Group]
    let expectedQuality: [Expected]
    let labelledQuality: Labelled?
    let loosestClusters: [Loose]
    let warnings: [String]
}

struct Comparison: Decodable {
    let recordsInBoth: Int
    let split: Int
    let merged: Int
    let pairsLost: Int
    let pairsGained: Int
    let recordsRenamed: Int
}
