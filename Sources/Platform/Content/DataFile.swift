package import Foundation
import Yams

/// A YAML file, read key by key. What is missing or of the wrong type is noted, not thrown, so that one pass finds all.
package final class DataFile {
    package let name: String
    private(set) package var problems: [FileProblem] = []
    /// What is odd and does no harm: told, not refused.
    private(set) package var oddities: [FileProblem] = []
    private var lines: [String: Int] = [:]
    /// Nil where no text can be cut, because there is no "#" and no "!".
    private(set) var source: YAMLSource?

    package init(name: String) { self.name = name }

    /// A file larger than this is refused: a framework has some 100 kB.
    private static let largestSize = 8 * 1024 * 1024

    /// Reads the file's text; nil, with the reason among the problems, where it is not readable YAML with keys at the top.
    package func root(_ text: String) -> DataNode? {
        guard text.utf8.count <= Self.largestSize else {
            note("", "is larger than 8 MiB; split it")
            return nil
        }
        guard text.anchorCount <= Self.mostAnchors else {
            note("", "has more than \(Self.mostAnchors) anchors (&name); write out what they stand for")
            return nil
        }
        if text.utf8.contains(where: { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "!") }) { source = YAMLSource(text) }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                note("", "is empty")
                return nil
            }
            guard node.mapping != nil else {
                note("", "must have keys at the top, such as \"id:\"", line: node.mark?.line)
                return nil
            }
            var left = Self.mostNodes
            guard Self.fits(node, &left) else {
                note("", "stands for more than \(Self.mostNodes) places once its aliases (*name) are written out; use fewer")
                return nil
            }
            return DataNode(file: self, node: node, path: "")
        } catch let error as YamlError {
            let (line, reason) = ParserWords.plain(error, in: source ?? YAMLSource(text))
            note("", "is not valid YAML: \(reason)", line: line)
        } catch {
            note("", "is not valid YAML")
        }
        return nil
    }

    /// Anchors nest what stands at them, however deep, without depth in the text.
    private static let mostAnchors = 50
    private static let mostNodes = 500_000

    /// Whether a node and all within it, aliases followed, are not more than are left.
    private static func fits(_ node: Node, _ left: inout Int) -> Bool {
        left -= 1
        guard left > 0 else { return false }
        if let items = node.sequence { return items.allSatisfy { fits($0, &left) } }
        return (node.mapping ?? [:]).allSatisfy { fits($0.key, &left) && fits($0.value, &left) }
    }

    package func read(_ url: URL) -> DataNode? {
        guard let data = try? Data(contentsOf: url) else {
            note("", "cannot be read; check the name and that this user may read it")
            return nil
        }
        guard let text = String(data: data, encoding: .utf8) else {
            note("", "is not UTF-8; save it as UTF-8")
            return nil
        }
        return root(text)
    }

    package func note(_ path: String, _ message: String, line: Int? = nil) {
        problems.append(FileProblem(file: name, line: line ?? self.line(of: path), path: path, message: message))
    }

    /// Notes what is odd and does no harm.
    package func mention(_ path: String, _ message: String, line: Int? = nil) {
        oddities.append(FileProblem(file: name, line: line ?? self.line(of: path), path: path, message: message))
    }

    /// The line of a path, or of the nearest thing around it that is in the file.
    package func line(of path: String) -> Int? {
        var path = Substring(path)
        while true {
            if let line = lines[String(path)] { return line }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<cut]
        }
    }

    func remember(path: String, _ node: Node) {
        let line = node.mark?.line
        if let line, lines[path] == nil { lines[path] = line }
    }
}

extension String {
    /// How often "&" starts a word, as an anchor does.
    fileprivate var anchorCount: Int {
        var found = 0
        var before = UInt8(ascii: "\n")
        for byte in utf8 {
            if byte == UInt8(ascii: "&"), " \n\r\t[{,".utf8.contains(before) { found += 1 }
            before = byte
        }
        return found
    }
}
