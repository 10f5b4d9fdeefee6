import Foundation
import Testing

/// Rows set aside are listed for their author alone; what is restricted stands nowhere.
struct QuarantineTests {
  private static let key = "0123456789abcdef0123456789abcdef"
  private static let yaml = SmallPack.yaml
    .replacingOccurrences(of: "max_bad_rows: 0", with: "max_bad_rows: 2")
    .replacingOccurrences(of: "amount: money, channel: text", with: "amount: {type: money, classification: restricted}")
    .replacingOccurrences(of: "segments:\n  channel: {orders: channel}\n", with: "")
  private static let page = SmallPack.page + "```quality\n```\n"

  private func pack(token: String = "token_key: {env: BOARDPACK_TEST_KEY}\n", orders: String) throws -> SmallPack {
    try SmallPack(yaml: token + Self.yaml, orders: orders, page: Self.page)
  }

  private static let bad = SmallPack.orders
    .replacingOccurrences(of: "25.50", with: "Anna Berg").replacingOccurrences(of: "4.50", with: "Anna Berg")

  private func build(_ pack: SmallPack, key: String?, _ options: [String] = []) throws -> Tool.Result {
    try Tool.run(
      ["build", pack.work.path("pack"), "--output", pack.work.path("out")] + options,
      environment: ["BOARDPACK_TEST_KEY": key ?? ""])
  }

  @Test func aRestrictedValueIsATokenInThePrivateFileAndNothingElsewhere() throws {
    let pack = try pack(orders: Self.bad)
    let result = try build(pack, key: Self.key)
    #expect(result.code == 0, "\(result.error)")
    let list = "pack/.boardpack-cache/quarantine/orders.csv"
    let lines = try pack.work.text(list).split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
    #expect(lines.count == 3 && lines[0] == ["file", "line", "column", "rule", "value"], "\(lines)")
    #expect(lines[1].prefix(4) == ["orders.csv", "3", "amount", "not a number"])
    #expect(lines[1].last?.hasPrefix("tok_") == true && lines[1].last?.count == 20 && lines[1].last == lines[2].last)
    #expect(result.error.contains("quarantine/orders.csv"))
    let rights = try FileManager.default.attributesOfItem(atPath: pack.work.path(list))[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let pages = try filesBelow(pack.work.url.appending(path: "out")).values
    let texts = pages.map { String(decoding: $0, as: UTF8.self) } + [result.error, result.output]
    for text in texts {
      #expect(!text.contains("Anna") && !text.contains("tok_") && !text.contains(Self.key))
    }
    #expect(texts.contains { $0.contains("orders.csv:3, orders.csv:4") })
  }

  @Test func withoutTheSecretValuesAreLeftOutAndAShortOneStops() throws {
    let pack = try pack(orders: Self.bad)
    let missing = try build(pack, key: nil)
    #expect(missing.code == 0 && missing.error.contains("openssl rand -hex 32"), "\(missing.error)")
    #expect(try pack.work.text("pack/.boardpack-cache/quarantine/orders.csv").contains("not a number,(restricted)"))
    let short = try build(pack, key: "tooshort")
    #expect(short.code == 1 && short.error.contains("token-key-too-short") && !short.error.contains("tooshort\n"))
  }

  @Test func theListGoesWhenAllRowsAreGoodAndCanLieElsewhere() throws {
    let pack = try pack(token: "", orders: Self.bad)
    let result = try build(pack, key: nil, ["--quarantine", pack.work.path("lists")])
    #expect(result.code == 0, "\(result.error)")
    #expect(pack.work.exists("lists/orders.csv") && !pack.work.exists("pack/.boardpack-cache/quarantine"))
    try pack.work.write("pack/orders.csv", SmallPack.orders)
    #expect(try build(pack, key: nil, ["--quarantine", pack.work.path("lists")]).code == 0)
    #expect(!pack.work.exists("lists/orders.csv"))
  }

  /// The list is needed most when the build stops; a draft shows what there is.
  @Test func rowsBeyondTheLimitAreListedAndADraftIsBuilt() throws {
    let pack = try SmallPack(orders: Self.bad)
    let list = "pack/.boardpack-cache/quarantine/orders.csv"
    let result = try build(pack, key: nil)
    #expect(result.code == 1 && result.error.contains("too-many-bad-rows"), "\(result.error)")
    #expect(result.error.contains("rows set aside") && pack.work.exists(list) && !pack.work.exists("out"))
    let facts = try Tool.run(["facts", pack.work.path("pack")])
    #expect(facts.code == 1 && facts.error.contains("too-many-bad-rows"), "\(facts.error)")
    // Sums kept of the last run say the same.
    try FileManager.default.removeItem(atPath: pack.work.path(list))
    let draft = try build(pack, key: nil, ["--draft"])
    #expect(draft.code == 1 && draft.error.contains("too-many-bad-rows"), "\(draft.error)")
    #expect(pack.work.exists(list) && pack.work.exists("out/index.html"))
  }
}
