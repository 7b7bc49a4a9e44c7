import Foundation

// Days and exact numbers, as the generated code passes them on: `uniffi.toml` names these functions.

/// A day is a calendar day on Paris clocks.
private let paris: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? TimeZone(secondsFromGMT: 3600) ?? .current
    return calendar
}()

/// The day that Paris has at an instant, as text.
func parisDay(_ date: Date) -> String {
    let day = paris.dateComponents([.year, .month, .day], from: date)
    return String(format: "%04ld-%02ld-%02ld", day.year ?? 0, day.month ?? 0, day.day ?? 0)
}

/// The instant at which a day begins in Paris. The library only writes days that there are.
func parisDay(from text: String) -> Date {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return .distantPast }
    return paris.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2])) ?? .distantPast
}

/// The number that a text says, whatever the device's language.
func exactDecimal(_ text: String) -> Decimal {
    Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) ?? .nan
}

extension Day {
    /// A day of Paris: `Day(2024, 7, 1)`.
    public init(_ year: Int, _ month: Int, _ day: Int) {
        self = paris.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    }
}
