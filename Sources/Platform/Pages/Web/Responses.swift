import Content
import Foundation
import HTTPTypes
package import Hummingbird

/// "Do that, then show this page with this message" (303, so that a reload does not send the form again).
package struct Redirect: ResponseGenerator {
    private let path: String
    private let banner: Banner?

    package init(to path: String, saying message: String? = nil) {
        self.path = path
        banner = message.map { Banner(kind: .done, message: $0) }
    }

    /// Back to a page that says why nothing was done.
    package init(to path: String, refusing message: String) {
        self.path = path
        banner = Banner(kind: .refused, message: message)
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        if let banner, let visit = (context as? any VisitContext)?.visit {
            visit.site.banners.set(banner, for: visit.sessionToken, at: String(path.prefix { $0 != "?" && $0 != "#" }))
        }
        return .redirect(to: path)
    }
}

/// A file to keep, such as the CSV beside a chart.
package struct Download: ResponseGenerator {
    private let name: String
    private let type: String
    private let text: String

    package init(csv rows: [[String]], name: String) {
        self.name = name
        type = "text/csv; charset=utf-8"
        // With a byte order mark, since spreadsheets otherwise misread accents.
        text = "\u{FEFF}" + CSV.text(rows)
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        let headers: HTTPFields = [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""]
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Pieces of a URL.
package enum URLText {
    /// Percent-encodes all but unreserved characters (RFC 3986, 2.3), so that the text fits in a path or query.
    package static func encode(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95, 126].contains(byte)
            guard !isPlain else { return String(UnicodeScalar(byte)) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// A path of this site to go on to, or the start page: never another site (open redirect).
    package static func localPath(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ (33...126).contains($0) })
        else { return "/" }
        return text
    }
}
