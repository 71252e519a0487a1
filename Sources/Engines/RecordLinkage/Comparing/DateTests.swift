/// Whether it has the form yyyy-mm-dd.
func isDate(_ a: Span<UInt8>) -> Bool { a.count == 10 && a[4] == UInt8(ascii: "-") && a[7] == UInt8(ascii: "-") }

func isFirstOfJanuary(_ a: Span<UInt8>) -> Bool {
    isDate(a) && a[5] == 48 && a[6] == 49 && a[8] == 48 && a[9] == 49
}

func isDayMonthSwapped(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    isDate(a) && isDate(b) && startsAlike(a, b, 4) && a[5] == b[8] && a[6] == b[9] && a[8] == b[5] && a[9] == b[6]
}

/// Days since 1 March of the year 0 of the Gregorian calendar; nil for what is no date.
func dayNumber(_ a: Span<UInt8>) -> Int? {
    guard isDate(a), let year = digits(a, 0..<4), let month = digits(a, 5..<7), let day = digits(a, 8..<10) else { return nil }
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (monthFromMarch * 306 + 5) / 10 + day - 1
}

func number(_ a: Span<UInt8>) -> Double? {
    guard a.count <= 40 else { return nil }
    var own: [UInt8] = []
    for i in 0..<a.count { own.append(a[i]) }
    let value = Double(String(decoding: own, as: UTF8.self))
    return value?.isFinite == true ? value : nil
}

private func digits(_ a: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for i in range {
        guard (48...57).contains(a[i]) else { return nil }
        value = value * 10 + Int(a[i] - 48)
    }
    return value
}
