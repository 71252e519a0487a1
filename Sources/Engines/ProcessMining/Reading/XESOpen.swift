/// What is known of the trace that is open.
struct XESTrace: Sendable {
    var caseCode: Int32 = -1
    var service: Int32 = -1
    var resource: Int32 = -1
    var channel: Int32 = -1
    var demand: Int32 = -1
    var firstEvent = 0
}

/// What is known of the event that is open.
struct XESEvent: Sendable {
    /// Something of it cannot be read and was left out.
    var isBad = false
    var isZeroDate = false
    var activity: Int32 = -1
    var service: Int32 = -1
    var resource: Int32 = -1
    var channel: Int32 = -1
    var demand: Int32 = -1
    var lifecycle: Int32 = -1
    var time: Int64?
    var start: Int64?
    var cost: Int64?
}
