/// How the words of a log are taken where they could mean more than one thing.
package struct ReadingChoices: Sendable {
    /// Whether dates may be written 31/12/2026.
    package var isDayFirst = false
    /// The one way in which times are written; nil for all that can be told apart.
    package var format: TimePattern?
    /// Whose times those without an offset are.
    package var clock = LocalClock.utc
    /// Whether costs have a comma before the pence and dots between thousands.
    package var hasDecimalComma = false
    /// Whether rows that cannot be read are left out, counted and listed, instead of the log being refused.
    package var skipsBadRows = false

    package init() {}
}
