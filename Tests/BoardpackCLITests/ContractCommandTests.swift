import ArgumentParser
import Foundation
import Testing

@testable import BoardpackCLI

@Suite("The contract command")
struct ContractCommandTests {
  /// 0 done, 1 findings, 2 wrong usage, as `Boardpack.run` has it.
  private func code(_ arguments: [String]) -> Int32 {
    do {
      var command = try Boardpack.parseAsRoot(["contract"] + arguments)
      try command.run()
      return 0
    } catch {
      let code = Boardpack.exitCode(for: error)
      return code == .validationFailure ? 2 : code.rawValue
    }
  }

  private static let contract = """
    apiVersion: v3.1.0
    kind: DataContract
    id: a
    version: 1.0.0
    status: draft
    schema:
      - name: orders
        properties:
          - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0}}
    """

  @Test func exitCodes() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("contract-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ text: String) throws -> String {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      return folder.appendingPathComponent(name).path
    }
    let good = try file("good.odcs.yaml", Self.contract)
    let warned = try file("warned.odcs.yaml", Self.contract.replacing("minimum: 0", with: "multipleOf: 7"))
    let bad = try file("bad.odcs.yaml", Self.contract.replacing("minimum: 0", with: "minimum: low"))
    let rows = try file("orders.csv", "id,amount\na,1.5\n")
    let empty = try file("empty.csv", "")
    _ = try file("index.md", "# Orders\n")
    _ = try file(
      "pack.yaml",
      """
      title: Orders
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      datasets: {orders: {file: orders.csv, time: at}}
      measures: {orders: {count: orders}}
      metrics: {}
      pages: [index.md]

      """)
    #expect(code(["check", good]) == 0)
    #expect(code(["check", warned]) == 0)
    #expect(code(["check", warned, "--strict"]) == 1)
    #expect(code(["check", bad]) == 1)
    #expect(code(["check", "/nowhere/a.odcs.yaml"]) == 2)
    #expect(code(["infer", rows]) == 0)
    #expect(code(["infer", rows, "--format", "odcs", "--name", "sales"]) == 0)
    #expect(code(["infer", empty]) == 1)
    #expect(code(["infer", "/nowhere/orders.csv"]) == 1)
    #expect(code(["infer", rows, "--format", "json"]) == 2)
    #expect(code(["infer", rows, "--name", "my orders"]) == 2)
    #expect(code(["export", folder.path, "orders"]) == 0)
    #expect(code(["export", folder.path, "ordes"]) == 2)
    #expect(code(["export", "/nowhere", "orders"]) == 1)
  }
}
