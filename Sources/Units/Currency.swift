/// The active currencies of ISO 4217 and their minor units.
public enum Currency {
  /// Digits of the minor unit (EUR 2, JPY 0, KWD 3), or nil for an unknown code.
  public static func digits(of code: String) -> Int? { table[code] }

  /// Codes in alphabetical order.
  static let codes: [String] = table.keys.sorted()

  private static let table: [String: Int] = {
    var table: [String: Int] = [:]
    for code in two.split(separator: " ") { table[String(code)] = 2 }
    for code in zero.split(separator: " ") { table[String(code)] = 0 }
    for code in three.split(separator: " ") { table[String(code)] = 3 }
    return table
  }()

  private static let two = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
    CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR \
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN \
    NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
    SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """
  private static let zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
  private static let three = "BHD IQD JOD KWD LYD OMR TND"
}
