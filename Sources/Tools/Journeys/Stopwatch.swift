import Dispatch

/// Milliseconds of each step, for whoever asks where the time goes.
final class Stopwatch {
    private var last = DispatchTime.now().uptimeNanoseconds
    private var laps: [(name: String, milliseconds: Double)] = []

    func lap(_ name: String) {
        let now = DispatchTime.now().uptimeNanoseconds
        laps.append((name, Double(now - last) / 1_000_000))
        last = now
    }

    var text: String { laps.map { "\($0.name)=\(Wording.number($0.milliseconds, places: 1)) ms" }.joined(separator: " ") }
}
