import Testing
import Units

/// Money on a basis, `EUR_net`: the same currency, never the same amounts.
@Suite struct BasisTests {
  private func unit(_ text: String) throws -> Units.Unit { try Units.Unit(parsing: text) }

  @Test(arguments: ["EUR_net", "EUR_gross/session", "EUR_net/EUR_gross", "USD_excl_tax^2"])
  func canonicalTextParsesBack(_ text: String) throws {
    #expect(try unit(text).description == text)
  }

  @Test(
    arguments: [
      ("EUR_Net", "EUR_net"), ("EUR_", "EUR_net"), ("EUR_2", "EUR_net"), ("eur_net", "'EUR_net'"),
    ] as [(String, String)])
  func slipsAreAnsweredWithARemedy(_ pair: (String, String)) {
    do throws(UnitError) {
      let unit = try Units.Unit(parsing: pair.0)
      Issue.record("\(pair.0) was read as \(unit)")
    } catch {
      #expect((error.remedy ?? "").contains(pair.1), "\(error)")
    }
  }

  @Test func basesNeverMeetButByAFactor() throws {
    let (net, gross) = (try unit("EUR_net"), try unit("EUR_gross"))
    #expect(net.plus(gross) == nil)
    #expect(net.minus(gross) == nil)
    #expect(net.plus(try unit("EUR")) == nil)
    #expect(net.exactFactor(to: gross) == nil)
    #expect(try gross.times(unit("EUR_net/EUR_gross")).unit == net)
    #expect(try net.over(unit("session")).unit == unit("EUR_net/session"))
  }

  @Test func aNameChangesTheBasisButNotTheCurrency() throws {
    #expect(try unit("EUR_gross/session").rebased(to: unit("EUR_net")) == unit("EUR_net/session"))
    #expect(try unit("EUR").rebased(to: unit("EUR_net")) == unit("EUR_net"))
    #expect(try unit("EUR_net").rebased(to: unit("EUR")) == unit("EUR"))
    #expect(try unit("USD").rebased(to: unit("EUR_net")) == nil)
    #expect(try unit("order").rebased(to: unit("EUR_net")) == nil)
    #expect(try unit("EUR_net").rebased(to: unit("EUR_gross/session")) == nil)
  }

  @Test func readersSeeTheCurrency() throws {
    #expect(try unit("EUR_net/session").display == .money(currency: "EUR", per: "session"))
    #expect(try unit("EUR_excl_tax").words == "EUR excl tax")
    #expect(try unit("EUR_net").money == "EUR_net")
    #expect(try unit("EUR_net").currency == "EUR")
  }

  @Test(
    arguments: [
      ("EUR*customer/session", true), ("EUR^2", true), ("fte*year", true), ("EUR/session", false), ("1/order", false),
      ("h/fte/year", false), ("share", false), ("1", false),
    ] as [(String, Bool)])
  func oneThingStandsAboveTheLine(_ row: (String, Bool)) throws {
    #expect(try unit(row.0).isMixedProduct == row.1)
  }
}
