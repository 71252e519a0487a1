/// How far the clocks of a place are ahead of UTC, and when that changes.
///
/// An hour that does not exist because clocks go forward is taken as if they had not yet: 01:30 becomes 02:30. An hour that happens
/// twice because they go back is taken as its first time. Both follow from one rule: the offset before a change holds until the later of
/// the two readings of the clock at the change (as java.time and Python's `fold=0` have it).
package struct LocalClock: Sendable, Hashable {
    /// Such as Europe/London.
    package let name: String
    /// What the clock shows, in microseconds, where each further offset begins to hold.
    private let walls: [Int64]
    /// The moments in UTC of these changes.
    private let moments: [Int64]
    /// One more than changes: microseconds ahead of UTC.
    private let offsets: [Int64]

    /// - Parameters:
    ///   - offset: microseconds ahead of UTC before the first change.
    ///   - changes: in ascending order, each in microseconds since 1970 in UTC, with the offset from then on.
    package init(name: String, offset: Int64, changes: [(at: Int64, offset: Int64)]) {
        self.name = name
        offsets = [offset] + changes.map(\.offset)
        moments = changes.map(\.at)
        walls = zip(changes, offsets).map { change, before in change.at + max(change.offset, before) }
    }

    package static let utc = LocalClock(name: "UTC", offset: 0, changes: [])

    /// Microseconds since 1970 in UTC of what the clock shows, by bisection: O(log n) of the changes.
    package func time(atWall wall: Int64) -> Int64 { wall - offset(wall, walls) }

    /// What the clock shows at a moment in microseconds since 1970 in UTC.
    package func wall(at time: Int64) -> Int64 { time + offset(time, moments) }

    private func offset(_ place: Int64, _ changes: [Int64]) -> Int64 {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= place { low = middle + 1 } else { high = middle }
        }
        return offsets[low]
    }
}
