/// A unit of measure: a product of powers of currencies, times and nouns, or one of the special scales.
///
/// Written without braces: `EUR/session`, `h/fte/year`, `share`, `pp`, `points`, `min`, `order`, `1`.
public struct Unit: Sendable, Hashable {
  // The owner of this module defines the representation; the face below is what other modules use.
  public enum Display: Sendable, Hashable {
    /// A share between 0 and 1 (shown in percent).
    case share
    /// A difference of shares (shown in percentage points).
    case percentagePoints
    /// Index points, as of NPS.
    case points
    case score
    /// A pure number.
    case ratio
    /// Money; `per` is what it is divided by, as text (`session`), or nil.
    case money(currency: String, per: String?)
    /// A time; `symbol` is one of s, min, h, day, week, month, year; `per` as above.
    case time(symbol: String, per: String?)
    /// A number of things; `per` as above.
    case count(noun: String, per: String?)
    /// Anything else, by its text.
    case other(String)
  }
}
