extension SumTable {
  /// The table as bytes, to be kept; the same table gives the same bytes.
  func put(into writer: inout ByteWriter) {
    writer.put(views) { writer, view in view.put(into: &writer) }
    writer.put(durations) { writer, durations in
      writer.put(durations.counts.sorted { $0.key < $1.key }) { writer, entry in
        writer.put(Int(entry.key.atom))
        writer.put(entry.key.arm)
        writer.put(entry.key.segment)
        writer.put(integer: entry.key.value)
        writer.put(entry.key.ending.code)
        writer.put(integer: entry.value)
      }
    }
    writer.put(distinct) { writer, distinct in
      let sorted = distinct.counts.sorted {
        ($0.key.period, $0.key.arm, $0.key.segment) < ($1.key.period, $1.key.arm, $1.key.segment)
      }
      writer.put(sorted) { writer, entry in
        writer.put(Int(entry.key.period))
        writer.put(entry.key.arm)
        writer.put(entry.key.segment)
        writer.put(integer: entry.value)
      }
      writer.put(integer: distinct.exactLimit ?? -1)
    }
    writer.put(quality) { writer, quality in quality.put(into: &writer) }
  }

  init(from reader: inout ByteReader) throws {
    self.init(
      views: try reader.list { try ViewSums(from: &$0) },
      durations: try reader.list { reader in
        Durations(
          counts: Dictionary(
            try reader.list { reader in
              (
                Durations.Key(
                  atom: Int32(truncatingIfNeeded: try reader.int()), arm: try reader.text(),
                  segment: try reader.text(), value: try reader.integer(), ending: try reader.ending()),
                try reader.integer(Int64.self)
              )
            }, uniquingKeysWith: +))
      },
      distinct: try reader.list { reader in
        let counts = try reader.list { reader in
          (
            DistinctCounts.Key(
              period: Int32(truncatingIfNeeded: try reader.int()), arm: try reader.text(), segment: try reader.text()),
            try reader.integer(Int64.self)
          )
        }
        let limit = try reader.integer(Int64.self)
        return DistinctCounts(
          counts: Dictionary(counts, uniquingKeysWith: +), exactLimit: limit < 0 ? nil : limit)
      },
      quality: try reader.list { try DatasetQuality(from: &$0) })
  }
}

extension ByteReader {
  fileprivate mutating func ending() throws -> Ending {
    guard let ending = Ending(code: try int()) else { throw Malformed() }
    return ending
  }
}

extension ViewSums {
  fileprivate func put(into writer: inout ByteWriter) {
    writer.put(width)
    writer.put(arms) { $0.put($1) }
    writer.put(segments) { $0.put($1) }
    writer.put(words: keys.map(\.bits))
    writer.put(words: values)
    writer.put(wide.sorted { $0.key < $1.key }) { writer, entry in
      writer.put(entry.key)
      writer.put(integer: entry.value)
    }
  }

  fileprivate init(from reader: inout ByteReader) throws {
    let width = try reader.int()
    let arms = try reader.list { try $0.text() }
    let segments = try reader.list { try $0.text() }
    let keys = try reader.words(UInt64.self)
    let values = try reader.words(Int64.self)
    let wide = try reader.list { (try $0.int(), try $0.integer(Int128.self)) }
    guard width >= 0, values.count == keys.count * width else { throw ByteReader.Malformed() }
    self.init(
      width: width, arms: arms, segments: segments,
      keys: keys.map { bits in
        var key = CellKey(arm: 0, segment: 0, atom: 0)
        key.bits = bits
        return key
      },
      values: values, wide: Dictionary(wide, uniquingKeysWith: { first, _ in first }))
  }
}
