import Foundation
import Rows
import Testing

/// The cases that the public csv-spectrum collection describes, written anew.
@Suite struct SpectrumTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var text: String
    var columns: [String]
    var rows: [[String]]
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "comma in quotes", text: "first,last,address\nJo,Ann,\"1 High St, Upper Town\"\n",
      columns: ["first", "last", "address"], rows: [["Jo", "Ann", "1 High St, Upper Town"]]),
    Case(
      name: "empty fields", text: "a,b,c\n1,\"\",\"\"\n2,3,4\n5,,\n", columns: ["a", "b", "c"],
      rows: [["1", "", ""], ["2", "3", "4"], ["5", "", ""]]),
    Case(
      name: "empty fields, CRLF", text: "a,b,c\r\n1,\"\",\"\"\r\n2,3,4\r\n", columns: ["a", "b", "c"],
      rows: [["1", "", ""], ["2", "3", "4"]]),
    Case(
      name: "doubled quotes", text: "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4\n", columns: ["a", "b"],
      rows: [["1", "ha \"ha\" ha"], ["3", "4"]]),
    Case(
      name: "JSON in a field", text: "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [102.0, 0.5]}\"\n",
      columns: ["key", "val"], rows: [["1", "{\"type\": \"Point\", \"at\": [102.0, 0.5]}"]]),
    Case(
      name: "line feeds", text: "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9\n", columns: ["a", "b", "c"],
      rows: [["1", "2", "3"], ["Once upon \na time", "5", "6"], ["7", "8", "9"]]),
    Case(
      name: "CRLF in fields", text: "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n",
      columns: ["a", "b", "c"], rows: [["1", "2", "3"], ["Once upon \r\na time", "5", "6"], ["7", "8", "9"]]),
    Case(
      name: "quotes and line feeds", text: "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n", columns: ["a", "b"],
      rows: [["1", "ha \n\"ha\" \nha"], ["3", "4"]]),
    Case(name: "simple", text: "a,b,c\n1,2,3", columns: ["a", "b", "c"], rows: [["1", "2", "3"]]),
    Case(
      name: "simple, CRLF", text: "a,b,c\r\n1,2,3\r\n", columns: ["a", "b", "c"], rows: [["1", "2", "3"]]),
    Case(
      name: "UTF-8", text: "a,b,c\n1,2,3\n4,5,\u{02A4}\n", columns: ["a", "b", "c"],
      rows: [["1", "2", "3"], ["4", "5", "\u{02A4}"]]),
    Case(
      name: "coordinates", text: "name,at\nTower,\"48\u{B0}51'29.6\"\"N, 2\u{B0}17'40.2\"\"E\"\n",
      columns: ["name", "at"],
      rows: [["Tower", "48\u{B0}51'29.6\"N, 2\u{B0}17'40.2\"E"]]),
  ]

  @Test(arguments: cases) func reads(example: Case) {
    let scratch = ScratchFile()
    let file = scratch.write(example.text)
    for part in [1, 2, 3, 7, 20, 262_144] {
      let reading = Reading.files([file], columns: example.columns, partSize: part)
      #expect(reading.feed.findings.isEmpty)
      #expect(reading.texts == example.rows)
      #expect(reading.rows.allSatisfy { $0.rule == nil })
    }
  }

  @Test(arguments: [";", "|", "\t"]) func separators(separator: String) {
    let scratch = ScratchFile()
    let byte = Array(separator.utf8)[0]
    let text = "\u{FEFF}\"id\",note,x\r\n1,\"a\r\n,b\",2\r\n3,\"say \"\"hi\"\"\",\r\n4,\"a;|\t\",5"
    let file = scratch.write(text.split(separator: ",", omittingEmptySubsequences: false).joined(separator: separator))
    let reading = Reading.files(
      [file], columns: ["note", "id"], format: RowFormat(kind: .separated(by: byte)), partSize: 5)
    let expected = [["a\r\n\(separator)b", "1"], ["say \"hi\"", "3"], ["a;|\t", "4"]]
    #expect(reading.texts == expected)
    #expect(reading.rows.map(\.line) == [2, 4, 5])
  }
}
