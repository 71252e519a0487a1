package import Store

/// A local authority of the United Kingdom, past or present, or an invented one in a demo.
package struct Council: Hashable, Sendable {
    package let id: ID<Council>
    package var code: String
    package var name: String
    package var officialName: String
    package var gssCode: String?
    package var type: String
    package var typeName: String
    package var nation: String
    package var region: String?
    package var startedOn: Day?
    package var endedOn: Day?

    /// The kind of council as the library sorts resources by it.
    package var libraryType: String {
        switch type {
        case "NMD": "district"
        case "CTY": "county"
        case "MD": "metropolitan"
        case "LBO", "CC": "london-borough"
        case "SCO": "scotland"
        case "WPA": "wales"
        case "NID": "northern-ireland"
        case "COMB", "SRA": "combined-authority"
        default: "unitary"
        }
    }

    /// Whether it is there on a day. A council is current on its last day too; a shadow authority is not, before its first.
    package enum State: Sendable {
        case current, ended, toStart

        package init(from start: Day?, until end: Day?, on day: Day) {
            if let end, end < day {
                self = .ended
            } else if let start, start > day {
                self = .toStart
            } else {
                self = .current
            }
        }
    }

    package func state(on day: Day) -> State { State(from: startedOn, until: endedOn, on: day) }

    /// "current", "current until 31 March 2028", "from 1 April 2028" or "until 31 March 2023".
    func status(on day: Day) -> String {
        switch state(on: day) {
        case .current: endedOn.map { "current until \($0.inWords)" } ?? "current"
        case .ended: "until \(endedOn?.inWords ?? "")"
        case .toStart: "from \(startedOn?.inWords ?? "")"
        }
    }
}
