import Foundation
import ProcessMining

/// Runs `dot` as a child of its own with limits of time and memory. Without it, or where it fails, there is no layout.
enum Graphviz {
    /// CPU seconds, KiB of memory, and seconds by the clock.
    private static let limits = "ulimit -t 10; ulimit -v 1500000; exec timeout 20 dot -Tplain"

    static func layout(_ map: FlowMap) -> MapLayout? {
        let child = Process()
        let (input, output) = (Pipe(), Pipe())
        child.executableURL = URL(filePath: "/bin/sh")
        child.arguments = ["-c", limits]
        child.standardInput = input
        child.standardOutput = output
        child.standardError = FileHandle.nullDevice
        guard (try? child.run()) != nil else { return nil }
        // At most 60 nodes and 150 arrows: the graph is far smaller than a pipe holds.
        try? input.fileHandleForWriting.write(contentsOf: Data(MapLayout.graph(map).utf8))
        try? input.fileHandleForWriting.close()
        let answer = (try? output.fileHandleForReading.readToEnd()) ?? nil
        child.waitUntilExit()
        guard child.terminationStatus == 0, let answer else { return nil }
        return MapLayout(plain: String(decoding: answer, as: UTF8.self), of: map)
    }
}
