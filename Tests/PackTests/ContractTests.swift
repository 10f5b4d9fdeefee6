import Diagnostics
import Foundation
import Metrics
import Testing

@testable import Pack

@Suite("Contracts of the Open Data Contract Standard")
struct ContractTests {
  private static let keys = """
    key: order_id
    time: ordered_at
    cluster: COALESCE(customer, order_id)
    noun: order
    separator: ";"
    header: [order_id, ordered_at, amount, paid, customer, score, seen, "Affects Version/s"]
    max_bad_rows: 0.25%
    freshness: 2 days
    retention: 25 months
    rules:
      - {name: "it's \\"paid\\": or not", where: paid OR amount > 0, at_most: 0.5%, on_bad: count}
      - {name: second, where: score <> 3, at_most: 12}
    columns:
      order_id: {type: text, required: true, unique: true, min_length: 3, max_length: 20}
      ordered_at: {type: date, format: dd.MM.yyyy, min: 2020-01-01, max: 2026-12-31}
      amount: {type: money, min: 0.5, max: 5000, decimal: ","}
      paid: {type: boolean, "true": [ja], "false": [nein], nulls: ["", "no", n/a]}
      customer: {type: text, classification: restricted}
      score: {type: integer, values: [0, 5, 10], unit: s}
      seen: {type: timestamp, format: "yyyy-MM-ddTHH:mm:ss"}
      "Affects Version/s": {type: text, values: ["2.9.2", yes, "null", "null value"], classification: public}
    """

  private func same(_ a: Dataset, _ b: Dataset) -> (Dataset, Dataset) {
    var pair = (a, b)
    for rule in pair.1.rules.rowRules.indices {
      pair.1.rules.rowRules[rule].location = pair.0.rules.rowRules[rule].location
    }
    pair.1.rules.contract = nil
    return pair
  }

  @Test func exportAndImportGiveTheSameModel() throws {
    let inline = try #require(try Fixture.orders(Self.keys))
    let text = try #require(inline.contractText())
    let (contract, findings) = DataContract.check(text: text, file: "orders.odcs.yaml")
    #expect(contract?.objects.map(\.name) == ["orders"])
    #expect(findings == [])
    let imported = try #require(
      try Fixture.orders("contract: orders.odcs.yaml", files: ["orders.odcs.yaml": text]))
    #expect(imported.rules.contract == .init(file: "orders.odcs.yaml", id: "boardpack.orders", version: "1.0.0"))
    let (a, b) = same(inline, imported)
    #expect(a.columns == b.columns)
    #expect(a.rules == b.rules)
    #expect(a == b)
    #expect(imported.contractText() == text)
  }

  @Test func aRollupHasNoContract() throws {
    let pack = try #require(try Fixture(Fixture.example).load().0)
    for dataset in pack.datasets { #expect((dataset.contractText() == nil) == (dataset.name == "cases")) }
  }

  /// The standard's own names and forms: docs/examples/all/full-example.odcs.yaml of bitol-io/open-data-contract-standard.
  private static let foreign = """
    apiVersion: v3.1.0
    kind: DataContract
    id: 53581432-6c55-4ba2-a65f-72344a91553a
    version: 1.1.0
    status: active
    domain: seller
    price: {priceAmount: 9.95, priceCurrency: USD}
    schema:
      - name: orders
        physicalName: tbl_1
        properties:
          - name: order number
            physicalName: order_id
            primaryKey: true
            primaryKeyPosition: 1
            logicalType: string
            logicalTypeOptions: {maxLength: 18, pattern: "^O"}
            classification: PII
          - name: ordered_at
            logicalType: timestamp
            logicalTypeOptions: {format: "yyyy-MM-dd'T'HH:mm:ss", exclusiveMinimum: 2020-01-01}
          - name: amount
            physicalType: decimal(12,2)
            logicalTypeOptions: {minimum: 0}
            quality:
              - {metric: nullValues, mustBeLessThan: 1, unit: percent}
          - name: rate
            logicalType: number
            logicalTypeOptions: {multipleOf: 0.001}
          - name: quantity
            logicalType: integer
            logicalTypeOptions: {exclusiveMaximum: 100}
            quality:
              - {type: library, metric: nullValues, mustBe: 0}
              - {metric: invalidValues, arguments: {validValues: [1, 2]}, mustBeLessThan: 5}
              - {metric: duplicateValues, mustBeLessThan: 10}
          - name: country
            logicalType: string
            quality:
              - {metric: invalidValues, arguments: {validValues: [DE, FR, null]}, mustBe: 0}
              - {metric: missingValues, arguments: {missingValues: [null, '', 'N/A']}, mustBe: 0}
              - {metric: duplicateValues, mustBe: 0}
              - {type: sql, query: SELECT 1, mustBe: 0}
              - {type: custom, engine: soda, implementation: x}
              - {type: text, description: Looks fine}
          - name: items
            logicalType: array
            items: {logicalType: string}
        quality:
          - {metric: rowCount, mustBeGreaterThan: 1000000}
          - {metric: duplicateValues, mustBe: 0, arguments: {properties: [order_id, country]}}
        customProperties:
          - {property: business-key, value: [a, b]}
          - {property: boardpack.maxBadRows, value: 12}
    slaProperties:
      - {property: latency, value: 4, unit: d, element: tbl_1.ordered_at}
      - {property: retention, value: 3, unit: y, element: tbl_1.ordered_at}
      - {property: generalAvailability, value: "2022-05-12T09:30:10-08:00"}
      - {property: frequency, value: 1, unit: d}
    """

  @Test func anotherToolsContractIsRead() throws {
    let (pack, findings) = try Fixture.contract(
      "contract: sales.odcs.yaml#tbl_1\ncolumns: {quantity: {type: integer, max: 50}}",
      files: ["sales.odcs.yaml": Self.foreign])
    let dataset = try #require(pack?.datasets.first, "\(findings)")
    let columns = Dictionary(uniqueKeysWithValues: dataset.columns.map { ($0.name, $0) })
    #expect(dataset.columns.map(\.name) == ["order_id", "ordered_at", "amount", "rate", "quantity", "country"])
    #expect(dataset.key == "order_id")
    #expect(dataset.time == .column("ordered_at"))
    #expect(columns["order_id"]?.rules.maximumLength == 18)
    #expect(columns["order_id"]?.isRestricted == true)
    #expect(columns["ordered_at"]?.format == "yyyy-MM-ddTHH:mm:ss")
    #expect(columns["amount"]?.type == .number(scale: 2))
    #expect(columns["amount"]?.rules.minimum == .init(value: 0, text: "0"))
    #expect(columns["rate"]?.type == .number(scale: 3))
    #expect(columns["quantity"]?.required == true)
    #expect(columns["quantity"]?.rules.maximum?.value == 50, "inline overrides 99")
    #expect(columns["country"]?.rules.values == ["DE", "FR"])
    #expect(columns["country"]?.nulls == ["N/A"])
    #expect(columns["country"]?.required == true)
    #expect(columns["country"]?.rules.unique == true)
    #expect(!dataset.rules.allowsOtherColumns)
    #expect(dataset.maximumBadRows == 12)
    #expect(dataset.rules.freshness?.text == "4 days")
    #expect(dataset.rules.retention?.text == "3 years")
    #expect(
      dataset.rules.rowRules.map { "\($0.condition): \($0.limit) \($0.action.rawValue)" } == [
        "ordered_at > DATE '2020-01-01': 100% quarantine", "amount IS NOT NULL: 1% count",
        "quantity IN (1, 2): 4 count",
      ])
    #expect(findings.allSatisfy { $0.severity == .warning && $0.location?.file == "sales.odcs.yaml" })
    #expect(
      findings.map(\.summary) == [
        "`pattern` of the contract is not checked",
        "The classification `PII` is none that is known here",
        "A number of allowed duplicates of the contract is not checked",
        "A quality rule in SQL of the contract is not checked",
        "A quality rule of type `custom` for soda of the contract is not checked",
        "A column of array of the contract is not checked",
        "`items` of the contract is not checked",
        "The metric `rowCount` over a table of the contract is not checked",
        "Uniqueness of 2 columns together over a table of the contract is not checked",
        "The service level `frequency` of the contract is not checked",
      ])
  }

  @Test func whatSpeaksToPeopleIsOneNote() {
    let notes = DataContract.check(text: Self.foreign, file: "a").1.filter { $0.severity == .note }
    #expect(notes.map(\.id) == ["contract-limit", "contract-for-people"])
    #expect(notes.last?.summary.contains("domain, price") == true)
  }

  @Test(
    "Each mistake has its finding",
    arguments: [
      ("kind: DataContract", "kind: DataProduct", "contract-kind", "`kind: DataContract`"),
      ("apiVersion: v3.1.0", "apiVersion: v2.2.0", "contract-version", "v3.1.0"),
      ("status: active", "", "missing-key", "status"),
      ("logicalType: integer", "logicalType: intger", "unknown-type", "`integer`"),
      ("boardpack.maxBadRows", "boardpack.maxBadRow", "unknown-key", "`boardpack.maxBadRows`"),
      ("maxLength: 18", "maxLength: many", "wrong-value", ""),
      ("minimum: 0", "minimum: low", "wrong-value", "digits"),
    ])
  func mistake(_ old: String, _ new: String, _ id: String, _ remedy: String) throws {
    let text = Self.foreign.replacingOccurrences(of: old, with: new)
    let (contract, findings) = DataContract.check(text: text, file: "sales.odcs.yaml")
    #expect(contract == nil)
    let found = try #require(findings.first { $0.severity == .error })
    #expect(found.id == id)
    #expect(remedy.isEmpty || found.remedy?.contains(remedy) == true, "\(found)")
  }

  @Test func tablesAreNamed() throws {
    let two = Self.foreign.replacingOccurrences(of: "slaProperties", with: "  - {name: lines}\nslaProperties")
    func findings(_ contract: String) throws -> [String] {
      try Fixture.contract("time: at\ncontract: \(contract)", files: ["a.odcs.yaml": two, "b.txt": ""]).1
        .filter { $0.severity == .error }.map { "\($0.id) \($0.remedy ?? "")" }
    }
    #expect(try findings("a.odcs.yaml#lins") == ["unknown-table Did you mean `a.odcs.yaml#lines`?"])
    #expect(try findings("c.odcs.yaml").first?.hasPrefix("missing-file") == true)
    #expect(try findings("b.txt").first?.hasPrefix("file-type") == true)
    #expect(try findings("../a.odcs.yaml").first?.hasPrefix("path-outside") == true)
  }
}
