import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird

/// Style sheets and scripts, read once at start and served under an address that changes with their content.
package struct StaticFiles: RouterMiddleware {
    package typealias Context = VisitorContext

    private struct File: Sendable {
        let bytes: ByteBuffer
        let type: String
    }

    private let files: [String: File]
    private let prefix: String

    /// Why the files could not be read.
    package struct MissingFiles: Error, CustomStringConvertible {
        let path: String
        package var description: String { "The style sheet \(path) is not there. Run `make setup` once; it installs it." }
    }

    /// - Parameter folder: where the set-up put GOV.UK Frontend (`govuk-frontend.min.css`, `.js`).
    package init(folder: URL) throws {
        var sources: [(name: String, url: URL?, type: String)] = [
            ("waymark.css", Bundle.module.url(forResource: "waymark", withExtension: "css", subdirectory: "Static"), "text/css"),
            ("waymark.js", Bundle.module.url(forResource: "waymark", withExtension: "js", subdirectory: "Static"), "text/javascript"),
            ("favicon.svg", Bundle.module.url(forResource: "favicon", withExtension: "svg", subdirectory: "Static"), "image/svg+xml"),
        ]
        sources.append(("govuk-frontend.min.css", folder.appending(path: "govuk-frontend.min.css"), "text/css"))
        sources.append(("govuk-frontend.min.js", folder.appending(path: "govuk-frontend.min.js"), "text/javascript"))
        var hash = SHA256()
        var read: [(String, File)] = []
        for source in sources {
            guard let url = source.url, let data = try? Data(contentsOf: url) else {
                throw MissingFiles(path: source.url?.path ?? source.name)
            }
            hash.update(data: data)
            read.append((source.name, File(bytes: ByteBuffer(bytes: data), type: "\(source.type); charset=utf-8")))
        }
        let digest = hash.finalize().prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let prefix = "/assets/\(digest)/"
        self.prefix = prefix
        files = Dictionary(uniqueKeysWithValues: read.map { (prefix + $0.0, $0.1) })
    }

    package func path(_ name: String) -> String { prefix + name }

    package func handle(
        _ request: Request, context: VisitorContext, next: @concurrent (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get || request.method == .head, let file = files[request.uri.path] else {
            return try await next(request, context)
        }
        let headers: HTTPFields = [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"]
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
    }
}
