import Diagnostics
import Foundation
import Metrics
import Pack
import TestSupport
import Testing

@testable import BoardpackCLI

@Suite("Contracts inferred from files")
struct InferredContractTests {
  private func infer(_ text: String, name: String = "orders.csv") throws -> InferredContract {
    try infer(Data(text.utf8), name: name)
  }

  private func infer(_ data: Data, name: String) throws -> InferredContract {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("infer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try data.write(to: file)
    return try InferredContract(path: file.path, name: nil)
  }

  private func types(_ contract: InferredContract) -> [String] {
    contract.dataset.columns.map { column in
      switch column.type {
      case .text: "\(column.name) text"
      case .boolean: "\(column.name) boolean"
      case .number(let scale): "\(column.name) \(scale)"
      case .timestamp: "\(column.name) \(column.format ?? "iso")"
      }
    }
  }

  private func line(_ name: String, _ contract: InferredContract) -> String {
    contract.packText.split(separator: "\n").map(String.init).first { $0.hasPrefix("      \(name):") } ?? ""
  }

  private static func real(_ name: String) -> String {
    Repository.shared?.appendingPathComponent("data/\(name)").path ?? ""
  }

  // The figures are those of the files' own documentation, or of `wc` and `sort -u` over them.

  @Test("GitBugs: line breaks within cells, times with names of months", .enabled(if: Repository.shared != nil))
  func bugs() throws {
    let contract = try InferredContract(path: Self.real("hadoop_bugs.csv"), name: nil)
    #expect(contract.rows == 2503)
    #expect(contract.badRows == 0)
    #expect(
      types(contract) == [
        "Summary text", "Issue id text", "Status text", "Priority text", "Resolution text",
        "Created dd/MMM/yy HH:mm", "Resolved dd/MMM/yy HH:mm", "Affects Version/s text", "Description text",
      ])
    #expect(contract.dataset.key == "Issue id")
    #expect(contract.dataset.time == .column("Created"))
    #expect(line("Resolved", contract).contains("all 1733 values fit; missing in 770 rows"))
  }

  @Test("CDNOW: fields between spaces, no header", .enabled(if: Repository.shared != nil))
  func orders() throws {
    let contract = try InferredContract(path: Self.real("CDNOW_sample.txt"), name: nil)
    #expect(contract.rows == 6919)
    #expect(contract.dataset.rules.format == .spaces)
    #expect(contract.dataset.rules.header == ["column_1", "column_2", "column_3", "column_4", "column_5"])
    #expect(types(contract) == ["column_1 text", "column_2 text", "column_3 yyyyMMdd", "column_4 0", "column_5 2"])
    #expect(line("column_3", contract).contains("1997-01-01 to 1998-06-30"))
    #expect(line("column_2", contract).contains("2357 values"))
  }

  @Test("Helpdesk and NHS", .enabled(if: Repository.shared != nil))
  func events() throws {
    let helpdesk = try InferredContract(path: Self.real("helpdesk_eventlog.csv"), name: "events")
    #expect(helpdesk.rows == 13_710)
    #expect(types(helpdesk) == ["CaseID text", "ActivityID text", "CompleteTimestamp iso"])
    #expect(line("CaseID", helpdesk).contains("3804 values"))
    #expect(helpdesk.packText.contains("# key: no column"))
    let nhs = try InferredContract(path: Self.real("nhs_ptd_outlier.csv"), name: nil)
    #expect(types(nhs) == ["date iso", "data 0"])
    #expect(line("data", nhs).contains("1 to 10"))
  }

  @Test func decimalCommasAndSemicolons() throws {
    let contract = try infer("name;amount;paid\na;3,50;ja\nb;12,00;nein\nc;7,25;ja\n")
    #expect(types(contract) == ["name text", "amount 2", "paid boolean"])
    #expect(contract.dataset.columns[1].hasDecimalComma)
    #expect(contract.packText.contains("separator: \";\""))
    #expect(line("amount", contract).contains("decimal: \",\""))
    #expect(line("paid", contract).contains("\"true\": [ja]"))
  }

  @Test func nearlyAllIsSaid() throws {
    let rows = (1...99).map { "\($0).5,2026-01-0\($0 % 9 + 1)" } + ["unknown,soon"]
    let contract = try infer("score,day\n" + rows.joined(separator: "\n") + "\n")
    #expect(types(contract) == ["score 1", "day iso"])
    #expect(line("score", contract).contains("99 of 100 values fit, the others would be bad rows"))
    #expect(line("day", contract).contains("99 of 100 values fit"))
    let half = try infer("score\n" + (1...6).map { "\($0)\n" }.joined() + "a\nb\nc\nd\n")
    #expect(types(half) == ["score text"])
    #expect(line("score", half).contains("6 of 10 look like numbers"))
  }

  @Test func dayOrMonthFirstIsTold() throws {
    let open = try infer("id,day\na,01/02/2026\nb,03/04/2026\n")
    #expect(types(open) == ["id text", "day dd/MM/yyyy"])
    #expect(line("day", open).contains("swap dd and MM"))
    let clear = try infer("id,day\na,01/13/2026\nb,03/04/2026\n")
    #expect(types(clear) == ["id text", "day MM/dd/yyyy"])
    #expect(!line("day", clear).contains("swap"))
  }

  @Test func personalData() throws {
    let contract = try infer(
      "contact,call,first_name,note\nann@example.com,+49 30 123456,Ann,hello\nbob@example.org,(030) 123-4567,Bob,you\n")
    #expect(contract.dataset.columns.map(\.classification) == [.restricted, .restricted, nil, nil])
    #expect(line("contact", contract).contains("e-mail"))
    #expect(line("first_name", contract).contains("personal data? the name says so"))
    #expect(!line("first_name", contract).contains("Ann"), "no value of it stands in a comment")
  }

  @Test func linesOfJSONAndPackedFiles() throws {
    let lines = try infer("{\"id\": \"a\", \"n\": 1, \"tags\": [1]}\n{\"id\": \"b\", \"n\": 2.5}\n", name: "a.jsonl")
    #expect(types(lines) == ["id text", "n 1"])
    #expect(lines.packText.contains("# tags holds objects or lists"))
    let packed = try #require(
      Data(base64Encoded: "H4sIAAAAAAAC/8svSkktis9M0UnMzS/NK+FyNNQx1jM14HI00jHRMzLlAgCQKLNHIAAAAA=="))
    let contract = try infer(packed, name: "orders.csv.gz")
    #expect(contract.name == "orders")
    #expect(types(contract) == ["order_id text", "amount 2"])
  }

  @Test("What is inferred is a pack's dataset and a contract of the standard")
  func readsBack() throws {
    let contract = try infer("order_id|at|weight\nA|2026-04-01|3.5\nB|2026-04-02|NULL\nC|2026-04-02|1.25\n")
    let text = try #require(contract.dataset.contractText())
    let (read, findings) = DataContract.check(text: text, file: "orders.odcs.yaml")
    #expect(findings == [])
    #expect(read?.objects.map(\.name) == ["orders"])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("infer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("".utf8).write(to: folder.appendingPathComponent("orders.csv"))
    try Data("# Orders\n".utf8).write(to: folder.appendingPathComponent("index.md"))
    let dataset = contract.packText.replacing(contract.file.path, with: "orders.csv")
    let pack = """
      title: Orders
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      measures: {orders: {count: orders}}
      metrics: {}
      pages: [index.md]

      """ + dataset
    try Data(pack.utf8).write(to: folder.appendingPathComponent("pack.yaml"))
    let (loaded, problems) = Pack.load(folder: folder.path)
    #expect(problems == [])
    let columns = try #require(loaded?.datasets.first?.columns)
    #expect(columns == contract.dataset.columns)
    #expect(columns.map(\.nulls) == [[], [], ["NULL"]])
    #expect(loaded?.datasets.first?.source == .files(["orders.csv"], separator: UInt8(ascii: "|")))
  }

  @Test("A file without rows is a finding", arguments: ["", "a,b\n", "\u{0}\u{1}binary"])
  func nothingToInfer(_ text: String) {
    #expect(throws: DiagnosticError.self) { try infer(text) }
  }

  @Test func namesThatExpressionsCannotHold() throws {
    let contract = try infer("id,a.b,n\nx,1,2\ny,3,4\n")
    #expect(types(contract) == ["id text", "n 0"])
    #expect(contract.packText.contains("# a.b cannot be named in an expression"))
  }

  @Test func missingFile() {
    #expect(throws: DiagnosticError.self) { try InferredContract(path: "/nowhere/orders.csv", name: nil) }
  }
}
