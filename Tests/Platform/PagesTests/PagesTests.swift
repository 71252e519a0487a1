import Foundation
import Store
import Testing

@testable import Pages

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct HTMLTests {
    @Test func `what is interpolated is escaped, what is markup is not`() {
        let name = "<b>\"O'Brien\" & co</b>"
        let html: HTML = "<p title=\"\(name)\">\(name)</p>"
        let escaped = "&lt;b&gt;&quot;O&#39;Brien&quot; &amp; co&lt;/b&gt;"
        #expect(html.markup == "<p title=\"\(escaped)\">\(escaped)</p>")
        #expect(("<div>\(html)</div>" as HTML).markup == "<div>\(html.markup)</div>")
    }

    @Test func `a condition shows one piece of markup or the other`() {
        func page(_ isOpen: Bool) -> HTML { "\(if: isOpen, "<b>open</b>", else: "<i>closed</i>")\(if: isOpen, "!")" }
        #expect(page(true).markup == "<b>open</b>!")
        #expect(page(false).markup == "<i>closed</i>")
    }

    @Test func `markup is joined with markup between`() {
        #expect((["<i>a</i>", "<i>b</i>"] as [HTML]).joined(by: "<br>").markup == "<i>a</i><br><i>b</i>")
    }
}

struct FormTests {
    @Test func `a form is read with its repeated names, plus signs, accents and broken escapes`() {
        let fields = FormFields(urlEncoded: "a=1&a=2&b=x+y&c=caf%C3%A9&d=%zz&e&f=%0D%0A%00end&=x&&")
        #expect(fields.all("a") == ["1", "2"])
        #expect(fields["b"] == "x y")
        #expect(fields["c"] == "café")
        #expect(fields["d"] == "%zz")
        #expect(fields.has("e") && fields["e"].isEmpty)
        #expect(fields["f"] == "end")
    }

    @Test func `text of any bytes is read without a crash`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = FormFields(urlEncoded: String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func `every mistake is found at once`() {
        var check = FormCheck(
            FormFields([
                ("title", " "), ("n", "x"), ("when-day", "31"), ("when-month", "2"), ("when-year", "2027"), ("long", String(repeating: "x", count: 30)),
            ]))
        _ = check.text("title", orSay: "Enter a title")
        _ = check.number("n", in: 1...5, orSay: "Enter a number")
        _ = check.date("when", orSay: "Enter a date")
        _ = check.optionalText("long", upTo: 20)
        #expect(check.errors.items.map(\.field) == ["title", "n", "when", "long"])
    }

    @Test func `a form shown again keeps what was typed and links each error to its field`() {
        let form = FormView(FormFields([("title", "<x>")]), errors: FormErrors([("title", "Too odd")]))
        #expect(form.errorSummary?.markup.contains("href=\"#title\"") == true)
        let field = form.text("title", "Title").markup
        #expect(field.contains("value=\"&lt;x&gt;\""))
        #expect(field.contains("aria-describedby=\"title-error\""))
        #expect(form.text("secret", "Password", kind: "password").markup.contains("value=\"\""))
    }
}

/// Text that runs from right to left, or turns other text, among words of ours.
struct TurningTextTests {
    private let name = "الموظفون"
    private let turned = "Spring \u{202E}7202\u{2069}"

    @Test func `a name from right to left has a direction of its own in the content of a page`() {
        #expect(("<dd>\(name): \(12) of \(36)</dd>" as HTML).markup == "<dd><bdi dir=\"auto\">\(name)</bdi>: 12 of 36</dd>")
        #expect(("\(name), <b>x</b>" as HTML).markup.hasPrefix("<bdi dir=\"auto\">"))
        #expect(("<p>\("Staff – “all”, café"): 12</p>" as HTML).markup == "<p>Staff – “all”, café: 12</p>", "ordinary text stays as it is")
    }

    @Test func `marks that turn other text are not shown, so that they cannot end an isolation early`() {
        #expect(("<p>\(turned)</p>" as HTML).markup == "<p><bdi dir=\"auto\">Spring 7202</bdi></p>")
        #expect(turned.isolated == "\u{2068}Spring 7202\u{2069}")
        #expect("\u{2069}\(name)".isolated == "\u{2068}\(name)\u{2069}")
    }

    @Test func `elements that hold text alone get marks in place of markup, and a form gets its text back as it was`() {
        #expect(("<title>\(name) – Waymark</title>" as HTML).markup == "<title>\u{2068}\(name)\u{2069} – Waymark</title>")
        #expect(("<option value=\"\(name)\" selected>\(name)</option>" as HTML).markup == "<option value=\"\(name)\" selected>\u{2068}\(name)\u{2069}</option>")
        #expect(("<textarea name=\"x\">\(turned)</textarea>" as HTML).markup == "<textarea name=\"x\">\(turned)</textarea>")
        #expect(("<a href=\"https://x.example/\(name)\">x</a>" as HTML).markup == "<a href=\"https://x.example/\(name)\">x</a>")
        #expect((" aria-label=\"\(name)\"" as HTML).markup == " aria-label=\"\(name)\"")
        let field = FormView(FormFields([("t", turned)])).text("t", "T").markup
        #expect(field.contains("value=\"\(turned)\"") && field.contains("dir=\"auto\""))
    }

    @Test func `a sentence with its names isolated is left alone`() {
        let sentence = "\(name.isolated) say 3. Staff say 1."
        #expect(("<p>\(sentence)</p>" as HTML).markup == "<p>\(sentence)</p>")
        #expect(name.isolated.isolated == name.isolated)
        #expect("Staff".isolated == "Staff")
    }

    @Test func `text without anything to see counts as nothing; a mark that turns by force is refused`() {
        for nothing in ["\u{200B}", "\u{2060}\u{FEFF}", "\u{3164}", "\u{115F}\u{FFA0}", "\u{2800}", "\u{0301}\u{0301}", "\u{E0020}", "\u{7}"] {
            var check = FormCheck(FormFields([("title", nothing), ("note", nothing)]))
            _ = check.text("title", orSay: "Enter a title")
            #expect(check.errors["title"] == "Enter a title", "\(nothing.unicodeScalars.map(\.value))")
            #expect(check.optionalText("note") == nil)
        }
        var check = FormCheck(FormFields([("title", turned), ("note", "\u{202D}x"), ("name", name), ("sign", "👩‍👩‍👧 é ❤️")]))
        _ = check.text("title", orSay: "Enter a title")
        _ = check.optionalText("note")
        #expect(check.text("name", orSay: "Enter a name") == name)
        #expect(check.text("sign", orSay: "Enter a sign") == "👩‍👩‍👧 é ❤️")
        #expect(check.errors.items.map(\.field) == ["title", "note"])
        #expect(check.errors["title"]?.hasPrefix("Type this again") == true)
    }
}

struct PostedFormTests {
    @Test func `a posted form is read like an address, but not where it is broken`() {
        let fields = FormFields(posted: Array("a=1&a=2&b=x+y&c=caf%C3%A9&e&f=%0D%0A%00end&=x&&".utf8))
        #expect(fields?.all("a") == ["1", "2"])
        #expect(fields?["b"] == "x y" && fields?["c"] == "café" && fields?["f"] == "end" && fields?.has("e") == true)
        for broken in ["a=%", "a=%4", "a=%zz", "%+1=a", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=%F5%80%80%80", String(repeating: "a&", count: 2001)] {
            #expect(FormFields(posted: Array(broken.utf8)) == nil, "\(broken.prefix(20))")
        }
        #expect(FormFields(posted: [97, 61, 0xFF]) == nil)
        #expect(FormFields(posted: []) != nil)
    }
}

struct WordsTests {
    @Test func `figures are said as a reader would`() {
        #expect(Words.level(2) == "2")
        #expect(Words.level(2.5) == "2½")
        #expect(Words.level(0.5) == "½")
        #expect(Words.decimal(0.296, places: 2) == "0.30")
        #expect(Words.decimal(12, places: 1) == "12.0")
        #expect(Words.decimal(-0.05, places: 1) == "-0.1")
        #expect(Words.list(["a", "b", "c"]) == "a, b and c")
        #expect(Words.midSentence("One joined journey") == "one joined journey")
        #expect(Words.midSentence("NHS partners") == "NHS partners")
    }
}

struct TokenTests {
    @Test func `tokens are long, different and fit in a URL`() {
        let tokens = (0..<100).map { _ in Token.make() }
        #expect(Set(tokens).count == 100)
        #expect(tokens.allSatisfy(Token.isWellFormed))
        #expect(!Token.isWellFormed("../../etc"))
    }

    @Test func `a path to go on to stays on this site`() {
        for trap in ["//evil", "https://evil", "/\\evil", "javascript:x", "/a\nb", ""] { #expect(URLText.localPath(trap) == "/") }
        #expect(URLText.localPath("/plan/rounds/1") == "/plan/rounds/1")
    }
}

struct ChartTests {
    private let scale = LevelScale(names: ["Not yet", "Aware", "Planned", "Practised", "Embedded"])

    /// The widths of the bar's segments, in per cent.
    private func widths(_ html: HTML) -> [Double] {
        html.markup.matches(of: /class="wm-seg [^>]*width="([0-9.]+)%"/).compactMap { Double($0.1) }
    }

    @Test func `the segments of a bar are as wide as their share and fill it`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let counts = (0..<5).map { _ in Int.random(in: 0...20, using: &generator) }
            let total = Double(counts.reduce(0, +))
            guard total > 0 else { continue }
            let found = widths(LikertBar(id: "x", title: "t", scale: scale, counts: counts, dontKnow: 0).html)
            let expected = counts.filter { $0 > 0 }.map { Double($0) / total * 100 }
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 0.01 } && found.count == expected.count)
        }
    }

    @Test func `every chart is well-formed XML with a title and a description, and without inline style`() throws {
        let charts: [HTML] = [
            LikertBar(id: "a", title: "A & B", scale: scale, counts: [1, 0, 3, 2, 0], dontKnow: 1).html,
            TargetStrip(id: "b", title: "<x>", scale: scale, now: 1, target: 3, band: 1...2.5, nowMeans: "Median now").html,
            TargetStrip(id: "c", title: "t", scale: scale, now: 4, target: 4, band: nil, nowMeans: "Median now").html,
            PairStrip(id: "d", title: "t", scale: scale, first: ("Officers", 3), second: ("Staff", 1)).html,
            PairStrip(id: "e", title: "t", scale: scale, first: ("Officers", 2), second: ("Staff", 2)).html,
            DotColumns(id: "f", title: "t", scale: scale, counts: [3, 14, 0, 80, 1], dontKnow: 0).html,
            ProgressStrip.html(id: "g", title: "t", description: "d", [.done, .here, .toDo]),
        ]
        for chart in charts {
            #expect(chart.markup.contains("<title") && chart.markup.contains("<desc"))
            #expect(!chart.markup.contains("style="))
            let parser = XMLParser(data: Data(chart.markup.utf8))
            #expect(parser.parse(), "\(chart.markup.prefix(200))")
        }
    }

    @Test func `as many dots as people`() {
        let html = DotColumns(id: "f", title: "t", scale: scale, counts: [3, 14, 0, 80, 1], dontKnow: 2).html.markup
        #expect(html.matches(of: /<circle/).count == 98)
    }

    @Test func `a framework of three levels uses the whole range of shades`() {
        let three = LevelScale(names: ["Not yet", "Started", "In place"])
        #expect((0...2).map { three.shade(Double($0)) } == [0, 2, 4])
    }
}

struct BannerTests {
    @Test func `a banner waits for the page it is meant for, whatever else is shown meanwhile`() {
        let banners = Banners()
        banners.set(Banner(kind: .done, message: "Saved"), for: "session", at: "/here")
        #expect(banners.take(for: "session", at: "/elsewhere") == nil)
        #expect(banners.take(for: "other", at: "/here") == nil)
        for number in 0..<9_000 { banners.set(Banner(kind: .done, message: "\(number)"), for: "flood", at: "/\(number)") }
        #expect(banners.take(for: "session", at: "/here")?.message == "Saved")
        #expect(banners.take(for: "session", at: "/here") == nil)
    }
}
