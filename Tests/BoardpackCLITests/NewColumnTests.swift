import Testing

@testable import BoardpackCLI

@Suite struct NewColumnTests {
  @Test func plainTypes() {
    #expect(type("intent", ["refund", "order", ""]) == .text)
    #expect(type("messages", ["3", "-4", "0", ""]) == .number(digits: 0))
    #expect(type("weight", ["3", "4.125", "0.5"]) == .number(digits: 3))
    #expect(type("amount", ["3.50", "12.00"]) == .money)
    #expect(type("weight", ["3.50", "12.00"]) == .number(digits: 2))
    #expect(type("amount", ["3", "12"]) == .number(digits: 0))
  }

  @Test func numbersThatAreTexts() {
    #expect(type("customer_id", ["1", "2"]) == .text)
    #expect(type("postcode", ["01099", "10115"]) == .text)
    #expect(type("amount", ["12,50", "3,00"]) == .text)
    #expect(type("value", ["1e5", "2"]) == .text)
    #expect(type("value", ["0.1234567891234"]) == .text)
    #expect(type("value", ["12345678901234567890"]) == .text)
    #expect(type("value", ["0.5000000000000", "1"]) == .number(digits: 1))
  }

  @Test func booleanSpellings() {
    #expect(type("resolved", ["True", "false", ""]) == .boolean(true: "true", false: "false"))
    #expect(type("resolved", ["1", "0", "1"]) == .boolean(true: "1", false: "0"))
    #expect(type("resolved", ["Ja", "nein"]) == .boolean(true: "ja", false: "nein"))
    #expect(type("resolved", ["false"]) == .boolean(true: "true", false: "false"))
    // One spelling alone may be a code.
    #expect(type("country", ["NO", "no"]) == .text)
    #expect(type("count", ["1", "1"]) == .number(digits: 0))
    #expect(type("resolved", ["yes", "0"]) == .text)
  }

  @Test func spellingsOfNoValue() {
    let amount = column("amount", ["NULL", "3.50", "N/A", ""])
    #expect(amount.type == .money)
    #expect(amount.nulls == ["N/A", "NULL"])
    #expect(amount.missing == 3)
    // In a text NA may be Namibia.
    let country = column("country", ["NA", "DE", "\\N"])
    #expect(country.nulls == ["\\N"])
    #expect(country.missing == 1)
    #expect(column("note", ["", "NULL"]).type == .text)
  }

  @Test func timestamps() {
    #expect(type("at", ["2026-04-01", "2026-04-02"]) == .timestamp(format: nil, hasClock: false))
    #expect(
      type("at", ["2026-04-01T12:00:00.25+02:00", "2026-04-02 09:30", "2026-04-02T09:30:11Z"])
        == .timestamp(format: nil, hasClock: true))
    #expect(type("at", ["01/Apr/26 09:30"]) == .timestamp(format: "dd/MMM/yy HH:mm", hasClock: true))
    #expect(type("at", ["31.12.2025"]) == .timestamp(format: "dd.MM.yyyy", hasClock: false))
    #expect(type("at", ["12/31/2025", "01/02/2026"]) == .timestamp(format: "MM/dd/yyyy", hasClock: false))
    #expect(type("at", ["31/12/25 10:00:00"]) == .timestamp(format: "dd/MM/yy HH:mm:ss", hasClock: true))
    #expect(type("at", ["20260401"]) == .timestamp(format: "yyyyMMdd", hasClock: false))
    #expect(type("at", ["2026/04/01"]) == .timestamp(format: "yyyy/MM/dd", hasClock: false))
    #expect(type("created_at", ["1767225600"]) == .timestamp(format: "epoch", hasClock: true))
    #expect(type("created_at", ["1767225600123"]) == .timestamp(format: "epoch-ms", hasClock: true))
  }

  @Test func timestampsThatAreTexts() {
    #expect(type("at", ["2026-02-30"]) == .text)
    #expect(type("at", ["1/2/2026"]) == .text)
    #expect(type("at", ["31/12/2025", "12/31/2025"]) == .text)
    #expect(type("at", ["2026-04-01", "01.04.2026"]) == .text)
    #expect(type("at", ["2026-04-01 25:00"]) == .text)
    #expect(type("at", ["2026-04-01T12:00Zz"]) == .text)
    #expect(type("reference", ["1767225600"]) == .number(digits: 0))
  }

  @Test func dayOrMonthFirstIsSaidToBeOpen() {
    #expect(column("at", ["01/02/2026", "03/04/2026"]).times.isAmbiguous)
    #expect(!column("at", ["13/02/2026", "03/04/2026"]).times.isAmbiguous)
    #expect(!column("at", ["02/02/2026"]).times.isAmbiguous)
    #expect(!column("at", ["2026-01-02"]).times.isAmbiguous)
  }

  /// 00:30 two hours east of Greenwich is the day before in UTC, and 23:00 five hours west the day after.
  @Test func daysAreThoseOfUTC() {
    #expect(column("at", ["2026-04-01T00:30:00+02:00"]).span?.first == 20_543)
    #expect(column("at", ["2026-04-01T23:00:00-0500"]).span?.first == 20_545)
    #expect(column("at", ["2026-04-01"]).span?.first == 20_544)
  }

  @Test func unitsInNames() {
    #expect(column("handle_seconds", []).timeUnit == "s")
    #expect(column("waitMin", []).timeUnit == "min")
    #expect(column("min_price", []).timeUnit == nil)
    #expect(column("s", []).timeUnit == nil)
  }

  @Test func wordsOfNames() {
    #expect(nameWords("customerId") == ["customer", "id"])
    #expect(nameWords("Customer-ID 2") == ["customer", "id", "2"])
    #expect(nameWords("startedAtUTC") == ["started", "at", "utc"])
    #expect(nameWords("…") == [])
  }
}
