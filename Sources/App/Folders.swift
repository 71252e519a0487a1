package import Foundation

/// Where the program finds what it ships with: `Content` and the installed style sheets.
package struct Folders: Sendable {
    package var content: URL
    package var assets: URL

    package init(content: URL, assets: URL) {
        self.content = content
        self.assets = assets
    }

    /// What is missing, and how to mend it.
    package struct Missing: Error, CustomStringConvertible {
        let name: String
        package var description: String {
            "There is no folder \"\(name)\" beside this program or above it. Run it from its own folder, or name one with --home."
        }
    }

    /// Looks in `home` where given, else upwards from the working folder and from the program.
    package static func find(home: String?) throws -> Folders {
        let starts = home.map { [$0] } ?? [FileManager.default.currentDirectoryPath, programFolder]
        for start in starts {
            var folder = URL(filePath: start, directoryHint: .isDirectory).standardizedFileURL
            while true {
                let content = folder.appending(path: "Content")
                if FileManager.default.fileExists(atPath: content.appending(path: "frameworks").path) {
                    return Folders(content: content, assets: folder.appending(path: ".assets"))
                }
                if home != nil || folder.path == "/" { break }
                folder.deleteLastPathComponent()
            }
        }
        throw Missing(name: "Content")
    }

    /// The folder of the program itself, whatever name and folder it was called by.
    private static var programFolder: String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }
}
