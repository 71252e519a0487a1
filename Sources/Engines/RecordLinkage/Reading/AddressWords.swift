/// Words that an address key knows, packed as in `AddressToken.key`.
enum AddressWords {
    static let the = packed("THE")
    static let st = packed("ST")
    static let saint = packed("SAINT")
    static let floor = packed("FLOOR")

    /// What stands before the name of a flat.
    static let flats = ["FLAT", "FLT", "APARTMENT", "APPARTMENT", "APT", "UNIT", "ROOM", "RM", "SUITE", "STUDIO", "MAISONETTE", "BEDSIT"].map(packed)

    /// Whether one of `flats` starts with the letter.
    static func mayBeFlat(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "F"), UInt8(ascii: "A"), UInt8(ascii: "U"), UInt8(ascii: "R"), UInt8(ascii: "S"), UInt8(ascii: "M"), UInt8(ascii: "B"): true
        default: false
        }
    }

    /// What can be the name of a flat.
    static let floors = [
        "FLOOR", "GROUND", "FIRST", "SECOND", "THIRD", "FOURTH", "TOP", "LOWER", "UPPER", "BASEMENT", "GARDEN", "ATTIC", "REAR", "FRONT",
        "1ST", "2ND", "3RD", "4TH",
    ].map(packed)

    private static let forms: KeyValuePairs = [
        "ST": "STREET", "STR": "STREET", "RD": "ROAD", "AVE": "AVENUE", "AV": "AVENUE", "CL": "CLOSE", "DR": "DRIVE", "LN": "LANE",
        "CRES": "CRESCENT", "CR": "CRESCENT", "GR": "GROVE", "GRO": "GROVE", "GRV": "GROVE", "CT": "COURT", "CRT": "COURT",
        "PL": "PLACE", "TERR": "TERRACE", "TER": "TERRACE", "TCE": "TERRACE", "GDNS": "GARDENS", "GDN": "GARDEN", "SQ": "SQUARE",
        "PK": "PARK", "PDE": "PARADE", "HSE": "HOUSE", "HO": "HOUSE", "COTT": "COTTAGE", "CTGE": "COTTAGE", "BLDG": "BUILDING",
        "FM": "FARM", "MT": "MOUNT", "NTH": "NORTH", "STH": "SOUTH", "GT": "GREAT", "GRT": "GREAT", "LTL": "LITTLE", "UPR": "UPPER",
        "LWR": "LOWER", "VW": "VIEW", "LDG": "LODGE", "GRN": "GREEN", "BRDG": "BRIDGE", "HTS": "HEIGHTS",
    ]
    static let shortForms = forms.map { packed($0.key) }
    /// In the order of `shortForms`.
    static let longForms = forms.map(\.value)

    private static func packed(_ word: String) -> UInt64 { word.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
