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
}
