import Content
import Testing

struct WebLinkTests {
    @Test(arguments: [
        ("https://x.gov.uk/a", "https://x.gov.uk/a"), ("Https://X.gov.uk/A", "https://x.gov.uk/A"), ("  HTTP://x.gov.uk ", "http://x.gov.uk"),
        ("https://x.gov.uk:443/a", "https://x.gov.uk/a"), ("https://x.gov.uk:8443/a", "https://x.gov.uk:8443/a"), ("https://x.gov.uk./", "https://x.gov.uk/"),
        ("https://intranet/page?id=1#top", "https://intranet/page?id=1#top"), ("https://sîr.cymru/ffôn", "https://sîr.cymru/ffôn"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
        ("https://x.gov.uk?q=1", "https://x.gov.uk?q=1"),
    ])
    func `a link is taken as people type and paste it`(typed: String, text: String) throws { #expect(try WebLink(typed).text == text) }

    @Test(arguments: [
        ("", WebLink.Refusal.noScheme), ("www.x.gov.uk", .noScheme), ("https:/x.gov.uk", .noScheme), ("javascript:alert(1)//https://", .noScheme),
        ("ftp://x.gov.uk", .noScheme),
        ("https://", .noHost), ("https:///a", .noHost), ("https://?a", .noHost), ("https://.", .noHost), ("https://x y", .space),
        ("https://x.gov.uk/a b", .space),
        ("https://x.gov.uk/a\u{A0}b", .space), ("https://x.gov.uk/\u{202E}a", .unseen), ("https://x.gov.uk/\u{200B}a", .unseen),
        ("https://x.gov.uk/<script>", .unseen),
        ("https://x.gov.uk\\@evil.example", .unseen), ("https://x.gov.uk@evil.example/", .signIn), ("https://x..uk", .host("x..uk")),
        ("https://-x.uk", .host("-x.uk")),
        ("https://x,y.uk", .host("x,y.uk")), ("https://x.uk:0", .host("x.uk:0")), ("https://x.uk:http", .host("x.uk:http")), ("https://%20", .host("%20")),
    ])
    func `what leads nowhere is refused with what is wrong`(typed: String, refusal: WebLink.Refusal) {
        #expect(throws: refusal) { try WebLink(typed) }
    }

    @Test(arguments: [
        "https://example.org/a/", "http://example.org/a", "https://www.example.org/a", "https://EXAMPLE.org/a?utm_source=x&fbclid=1",
        "https://example.org:443/a//", "https://example.org/%61",
        "https://example.org/a#", "https://example.org/a#:~:text=x",
    ])
    func `addresses that lead to one page are twins`(twin: String) throws {
        #expect(try WebLink(twin).identity == WebLink("https://example.org/a").identity)
    }

    @Test(arguments: ["https://example.org/A", "https://example.org/a?page=2", "https://example.org/a#part", "https://data.example.org/a"])
    func `addresses of other pages are not`(other: String) throws {
        #expect(try WebLink(other).identity != WebLink("https://example.org/a").identity)
    }
}
