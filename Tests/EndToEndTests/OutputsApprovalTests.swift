import Foundation
import Testing

/// Approval and changes of packs with an output for each value of a segment.
struct OutputsApprovalTests {
  private static let page = OutputsTests.page + "\n```changes\n```\n"

  private func write(_ work: WorkFolder, _ review: String, page: String = page) throws {
    try work.write(
      "pack/pack.yaml", OutputsTests.yaml + "review: {status: approved, by: A. Person, on: 2026-10-08\(review)}\n")
    try work.write("pack/index.md", page)
    try work.write("pack/calls.csv", OutputsTests.header + OutputsTests.rows.joined(separator: "\n") + "\n")
  }

  private func build(_ work: WorkFolder, _ options: [String] = []) throws -> Tool.Result {
    try Tool.run(["build", work.path("pack"), "--output", work.path("out"), "--no-cache"] + options)
  }

  private func hash(_ result: Tool.Result) throws -> String {
    String(try #require(result.output.firstMatch(of: /content ([0-9a-f]{64})/)?.1, "\(result.output)\(result.error)"))
  }

  @Test func oneHashApprovesAllOutputs() throws {
    let work = try WorkFolder()
    try write(work, "")
    let first = try build(work)
    #expect(first.code == 0 && first.error.contains("approval-without-hash"), "\(first.error)")
    let whole = try hash(first)
    try write(work, ", hash: \(whole)")
    let second = try build(work)
    #expect(!second.error.contains("approval"), "\(second.error)")
    #expect(try hash(second) == whole)
    #expect(try work.text("out/north/index.html").contains("Approved by A. Person, 8 October 2026<"))
    try write(work, ", hash: \(whole)", page: Self.page + "\nOne sentence more.\n")
    let third = try build(work)
    #expect(third.error.contains("changed-since-approval") && third.error.contains("of North, South"), "\(third.error)")
    for page in ["out/north/index.html", "out/index.html"] {
      #expect(try work.text(page).contains("Approved, changed since"), "\(page)")
    }
  }

  @Test func anOutputThatWasApprovedAloneIsApprovedAmongAll() throws {
    let work = try WorkFolder()
    try write(work, "")
    let north = try hash(build(work, ["--only", "North"]))
    try write(work, ", hash: \(north)")
    let alone = try build(work, ["--only", "North"])
    #expect(!alone.error.contains("approval"), "\(alone.error)")
    let all = try build(work)
    #expect(all.error.contains("changed-since-approval") && !all.error.contains("North"), "\(all.error)")
    #expect(try !work.text("out/north/index.html").contains("changed since"))
    #expect(try work.text("out/south/index.html").contains("Approved, changed since"))
  }

  @Test func eachOutputSaysWhatChangedInIt() throws {
    let work = try WorkFolder()
    try write(work, "")
    #expect(try build(work, ["--output", work.path("draft")]).code == 0)
    // One call of North less.
    let rows = OutputsTests.rows.filter { !$0.hasPrefix("0-0,") }
    try work.write("pack/calls.csv", OutputsTests.header + rows.joined(separator: "\n") + "\n")
    let result = try build(work, ["--since", work.path("draft")])
    #expect(result.code == 0, "\(result.error)")
    #expect(try work.text("out/north/index.html").contains(">20</data>"))
    #expect(try work.text("out/south/index.html").contains("Nothing since the output"))
    #expect(try Tool.run(["verify", work.path("out")]).code == 0)
  }
}
