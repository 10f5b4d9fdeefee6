import Diagnostics
import Rows
import Testing

@Suite struct HeaderTests {
  private let scratch = ScratchFile()

  private func findings(_ header: String, _ wanted: [String], known: [String] = [], others: Bool = true) -> [Diagnostic]
  {
    let format = RowFormat(kind: .separated(by: 44), allowsOthers: others, known: known)
    return Reading.files([scratch.write(header + "\n1,2\n")], columns: wanted, format: format).feed.findings
  }

  @Test func missingColumnNamesTheNearest() {
    let found = findings("customer_id,amount", ["custmer_id"])
    #expect(found.map(\.id) == ["missing-column"])
    #expect(found.first?.summary == "Column `custmer_id` is not in the file")
    #expect(found.first?.remedy == "Did you mean `customer_id`?")
    #expect(found.first?.explanation == "The file has `customer_id`, `amount`")
    #expect(found.first?.location == .init(file: "t.csv", line: 1))
  }

  @Test func renamedColumn() {
    let found = findings("customerid,amount", ["customer_id", "amount"], known: ["customer_id", "amount"])
    #expect(found.map(\.summary) == ["Column `customer_id` is not in the file; `customerid` was added: renamed?"])
  }

  @Test func severalMissingAndAdded() {
    let found = findings("customerid,sum,note", ["customer_id"], known: ["customer_id", "amount"], others: false)
    #expect(
      found.map(\.summary) == [
        "Columns `customer_id` and `amount` are not in the file; `customerid`, `sum` and `note` were added: "
          + "renamed `customer_id` to `customerid`?"
      ])
    #expect(findings("customer_id,sum", ["customer_id"], known: ["customer_id", "amount"]).isEmpty)
  }

  @Test func othersWhereTheContractHasNoRoom() {
    #expect(findings("a,b", ["a"], known: ["a"], others: false).map(\.id) == ["unexpected-column"])
    #expect(findings("a,b", ["a"], known: ["a", "b"], others: false).isEmpty)
    #expect(findings("a,b", ["a"], known: ["a"]).isEmpty)
  }

  @Test func duplicateHeaderName() {
    #expect(findings("a,b,a", ["a"]).map(\.id) == ["duplicate-column"])
    #expect(!findings("a,b,a", ["b"]).contains { $0.id == "duplicate-column" })
  }

  @Test(arguments: [("a;b", "semicolons"), ("a|b", "bars (|)"), ("a\tb", "tabs")])
  func anotherSeparator(header: String, name: String) {
    #expect(
      findings(header, ["a"]).first?.remedy
        == "The header is one field with \(name) in it: set the separator of the dataset")
  }

  @Test func namesInPlaceOfAHeader() {
    let format = RowFormat(kind: .separated(by: 44), names: ["a", "b"])
    let reading = Reading.files([scratch.write("\u{FEFF}1,2\n3,4,5\n")], columns: ["b"], format: format, partSize: 3)
    #expect(reading.texts == [["2"], [""]])
    #expect(reading.rows.map(\.line) == [1, 2])
    #expect(reading.rows.map(\.rule) == [nil, "row has 3 fields, 2 are named"])
    let missing = Reading.files([scratch.write("1,2\n")], columns: ["c"], format: format).feed.findings
    #expect(missing.map(\.id) == ["missing-column"])
  }

  @Test func headerLongerThanAPart() {
    let names = (0..<50).map { "column\($0)" }
    let text = names.joined(separator: ",") + "\n" + names.indices.map(String.init).joined(separator: ",") + "\n"
    for part in [1, 3, 10, 400] {
      let reading = Reading.files([scratch.write(text)], columns: ["column49", "column0"], partSize: part, threads: 2)
      #expect(reading.texts == [["49", "0"]])
      #expect(reading.rows.map(\.line) == [2])
    }
  }

  @Test func byteOrderMarkInParts() {
    let reading = Reading.files([scratch.write("\u{FEFF}a,b\n1,2\n")], columns: ["a"], partSize: 1)
    #expect(reading.texts == [["1"]])
  }
}
