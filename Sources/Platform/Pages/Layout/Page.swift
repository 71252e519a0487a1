package import HTTPTypes
package import Hummingbird

/// One page: a title, a body, and the frame it stands in.
package struct Page: ResponseGenerator {
    /// The frame around the body.
    package enum Frame: Sendable {
        /// Header with navigation.
        case hub
        /// A respondent or workshop sees one job and no navigation. `leave` is a quiet way out.
        case focus(council: String, leave: (label: String, path: String)?)
    }

    package var title: String
    package var status: HTTPResponse.Status
    package var frame: Frame
    /// 1140 px for figures in place of 960 for reading.
    package var isWide: Bool
    package var back: (label: String, path: String)?
    package var form: FormView?
    package var body: HTML

    package init(
        title: String, status: HTTPResponse.Status = .ok, frame: Frame = .hub, isWide: Bool = false,
        back: (label: String, path: String)? = nil, form: FormView? = nil, body: HTML
    ) {
        self.title = title
        // A form shown again with errors is 422, so that a script can tell it from a page.
        self.status = form?.hasErrors == true ? .unprocessableContent : status
        self.frame = frame
        self.isWide = isWide
        self.back = back
        self.form = form
        self.body = body
    }

    package func response(from request: Request, context: some RequestContext) throws -> Response {
        let visit = (context as? any VisitContext)?.visit ?? Visit()
        let markup = Layout(page: self, visit: visit, path: request.uri.path).html.markup
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: markup)))
    }
}
