extension DatasetQuality {
  func put(into writer: inout ByteWriter) {
    writer.put(dataset)
    for count in [read, accepted, quarantined, outOfPeriod, unassigned, repeatedTimes] { writer.put(count) }
    writer.put(immature.sorted { $0.key < $1.key }) { writer, entry in
      writer.put(entry.key)
      writer.put(entry.value)
    }
    writer.put(fileHashes) { writer, file in
      writer.put(file.file)
      writer.put(file.hash)
    }
    writer.put(badRows) { writer, row in
      writer.put(row.file)
      writer.put(row.line)
      writer.put(row.column)
      writer.put(row.rule)
      writer.put(row.value)
    }
    for time in [earliest, latest] {
      writer.put(time == nil ? 0 : 1)
      writer.put(integer: time ?? 0)
    }
    writer.put(rules) { writer, rule in
      writer.put(rule.name)
      writer.put(rule.violations)
      writer.put(rule.isQuarantining ? 1 : 0)
    }
    writer.put(others) { writer, other in
      writer.put(other.segment)
      writer.put(other.values)
      writer.put(other.rows)
    }
  }

  init(from reader: inout ByteReader) throws {
    func counts(_ reader: inout ByteReader) throws -> [String: Int] {
      Dictionary(try reader.list { (try $0.text(), try $0.int()) }, uniquingKeysWith: { first, _ in first })
    }
    func time(_ reader: inout ByteReader) throws -> Int64? {
      let isThere = try reader.int() == 1
      let value: Int64 = try reader.integer()
      return isThere ? value : nil
    }
    self.init(
      dataset: try reader.text(), read: try reader.int(), accepted: try reader.int(), quarantined: try reader.int(),
      outOfPeriod: try reader.int(), unassigned: try reader.int(), immature: [:], fileHashes: [], badRows: [],
      latest: nil)
    repeatedTimes = try reader.int()
    immature = try counts(&reader)
    fileHashes = try reader.list { (file: try $0.text(), hash: try $0.text()) }
    badRows = try reader.list {
      BadRow(
        file: try $0.text(), line: try $0.int(), column: try $0.optionalText(), rule: try $0.text(),
        value: try $0.optionalText())
    }
    earliest = try time(&reader)
    latest = try time(&reader)
    rules = try reader.list {
      RuleResult(name: try $0.text(), violations: try $0.int(), isQuarantining: try $0.int() == 1)
    }
    others = try reader.list { OtherValues(segment: try $0.text(), values: try $0.int(), rows: try $0.int()) }
  }
}
