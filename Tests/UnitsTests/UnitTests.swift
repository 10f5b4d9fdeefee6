import Testing
import Units

/// Codes and minor units: ISO 4217, list one.
@Suite struct UnitTests {
  @Test(arguments: [
    "EUR/session", "h/fte/year", "share", "pp", "points", "score", "min", "order", "1", "contact/month", "1/order",
    "EUR^2", "s", "EUR/customer/year", "day/year",
  ])
  func canonicalTextParsesBack(_ text: String) throws {
    #expect(try Units.Unit(parsing: text).description == text)
  }

  @Test(
    arguments: [
      ("sessions", "session"), ("EUR/sessions", "EUR/session"), (" h / fte / year ", "h/fte/year"), ("days", "day"),
      ("h/year/fte", "h/fte/year"), ("session/session", "1"), ("queries/month", "query/month"),
    ] as [(String, String)])
  func spellingsMeet(_ pair: (String, String)) throws {
    #expect(try Units.Unit(parsing: pair.0).description == pair.1)
  }

  @Test(
    arguments: [
      ("hours", "'h'"), ("minutes", "'min'"), ("seconds", "'s'"), ("%", "0.65"), ("eur/session", "'EUR'"),
      ("EUO", "did you mean"), ("€", "'EUR'"), ("Sessions", "'session'"), ("FTE", "'fte'"),
      ("share/month", "stands alone"),
      ("", "empty"), ("EUR//session", "missing"), ("EUR^x", "power"), ("percent", "'share'"), ("3h", "currencies"),
    ] as [(String, String)])
  func slipsAreAnsweredWithARemedy(_ pair: (String, String)) {
    do throws(UnitError) {
      let unit = try Units.Unit(parsing: pair.0)
      Issue.record("\(pair.0) was read as \(unit)")
    } catch {
      #expect((error.message + " " + (error.remedy ?? "")).contains(pair.1), "\(error)")
    }
  }

  @Test(
    arguments: [
      ("session", "sessions"), ("query", "queries"), ("fte", "fte"), ("person", "people"), ("purchase", "purchases"),
      ("case", "cases"), ("box", "boxes"), ("branch", "branches"), ("day", "days"),
      ("support_query", "support_queries"),
      ("address", "addresses"), ("response", "responses"), ("survey", "surveys"),
    ] as [(String, String)])
  func nounsInflect(_ pair: (String, String)) {
    #expect(Noun.plural(pair.0) == pair.1)
    #expect(Noun.singular(pair.1) == pair.0)
    #expect(Noun.singular(pair.0) == pair.0)
  }

  @Test func minorUnitsFollowISO4217() {
    #expect(Currency.digits(of: "EUR") == 2)
    #expect(Currency.digits(of: "JPY") == 0)
    #expect(Currency.digits(of: "KWD") == 3)
    #expect(Currency.digits(of: "XXX") == nil)
    #expect(Units.Unit(currency: "ABC") == nil)
  }

  @Test(
    arguments: [
      ("s", "h", 1 / 3600.0), ("day", "s", 86_400), ("week", "day", 7), ("month", "year", 1 / 12.0),
      ("quarter", "month", 3),
      ("EUR/month", "EUR/year", 12), ("s/week", "h/week", 1 / 3600.0), ("EUR/h", "EUR/min", 1 / 60.0),
    ] as [(String, String, Double)])
  func exactFactorsWithinAFamily(_ row: (String, String, Double)) throws {
    let factor = try Units.Unit(parsing: row.0).exactFactor(to: Units.Unit(parsing: row.1))
    #expect(abs((factor ?? 0) - row.2) < 1e-15)
  }

  @Test(
    arguments: [
      ("day", "month"), ("week", "year"), ("EUR", "USD"), ("order", "session"), ("share", "pp"), ("s/week", "1"),
      ("s", "EUR"), ("h/day", "min^2"),
    ] as [(String, String)])
  func noFactorAcrossFamilies(_ row: (String, String)) throws {
    #expect(try Units.Unit(parsing: row.0).exactFactor(to: Units.Unit(parsing: row.1)) == nil)
  }

  @Test(
    arguments: [
      ("EUR/session", "session", "EUR", 1.0), ("s/contact", "contact/month", "s/month", 1),
      ("pp", "contact/month", "contact/month", 1),
      ("share", "share", "share", 1), ("EUR/h", "s/contact", "EUR/contact", 1 / 3600.0),
      ("s/contact", "contact/week", "s/week", 1),
    ] as [(String, String, String, Double)])
  func products(_ row: (String, String, String, Double)) throws {
    let product = try Units.Unit(parsing: row.0).times(Units.Unit(parsing: row.1))
    #expect(product.unit.description == row.2)
    #expect(abs(product.factor - row.3) < 1e-15)
  }

  @Test(
    arguments: [
      ("session", "session", "share", 1.0), ("order", "session", "order/session", 1), ("EUR", "EUR", "1", 1),
      ("contact/month", "contact/month", "share", 1), ("pp", "share", "share", 1), ("share", "share", "1", 1),
      ("s/year", "h/fte/year", "fte", 1 / 3600.0), ("score", "answer", "score", 1), ("1", "share", "1", 1),
    ] as [(String, String, String, Double)])
  func quotients(_ row: (String, String, String, Double)) throws {
    let quotient = try Units.Unit(parsing: row.0).over(Units.Unit(parsing: row.1))
    #expect(quotient.unit.description == row.2)
    #expect(abs(quotient.factor - row.3) < 1e-15)
  }

  @Test func differencesChangeTheScale() {
    #expect(Units.Unit.share.minus(.share) == .percentagePoints)
    #expect(Units.Unit.points.minus(.points) == .points)
    #expect(Units.Unit.share.plus(.percentagePoints) == .share)
    #expect(Units.Unit(noun: "order").plus(Units.Unit(noun: "session")) == nil)
    #expect(throws: UnitError.self) { try Units.Unit.points.over(.points) }
  }

  @Test func displayAndWords() throws {
    #expect(try Units.Unit(parsing: "EUR/session").display == .money(currency: "EUR", per: "session"))
    #expect(try Units.Unit(parsing: "h/fte/year").display == .time(symbol: "h", per: "fte/year"))
    #expect(try Units.Unit(parsing: "order").display == .count(noun: "order", per: nil))
    #expect(Units.Unit.percentagePoints.display == .percentagePoints)
    #expect(try Units.Unit(parsing: "1/order").display == .other("1/order"))
    #expect(try Units.Unit(parsing: "h/fte/year").words == "hours per FTE-year")
    #expect(try Units.Unit(parsing: "order/session").words == "orders per session")
  }
}
