import Diagnostics
/// A general parser of one line's JSON object that keeps the values of some paths.
struct JSONLineParser: Sendable {
  private struct Failure: Error { let problem: RowBatch.Problem }

  private let columns: [String]
  private let slots: [[UInt8]: Int]
  private(set) var seenColumns: [Bool]
  /// Up to a hundred names met, for the finding about a missing column.
  private(set) var seenNames: Set<String> = []
  private var text: [UInt8] = []
  private var position = 0
  private var base = 0
  private var isSet: [Bool]

  init(columns: [String]) {
    self.columns = columns
    slots = Dictionary(columns.enumerated().map { (Array($1.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    seenColumns = columns.map { _ in false }
    isSet = seenColumns
  }

  /// Adds the fields of a row; returns why it is bad.
  mutating func parse(_ line: [UInt8], into batch: inout RowBatch) -> RowBatch.Problem? {
    text = line
    position = 0
    base = batch.ranges.count
    for i in isSet.indices { isSet[i] = false }
    let start = Int32(batch.bytes.count)
    for _ in 0..<columns.count * 2 { batch.ranges.append(start) }
    do {
      skipSpace()
      guard peek == UInt8(ascii: "{") else { throw malformed("not a JSON object") }
      try object(path: [], depth: 1, into: &batch)
      skipSpace()
      guard position == text.count else { throw malformed("text after the JSON object") }
      return nil
    } catch let failure as Failure {
      return failure.problem
    } catch {
      return RowBatch.Problem(rule: "malformed JSON")
    }
  }

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  private func malformed(_ what: String) -> Failure {
    Failure(problem: .init(rule: "\(what) (byte \(position + 1) of the line)"))
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 13 || byte == 10 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func object(path: [UInt8], depth: Int, into batch: inout RowBatch) throws {
    guard depth <= 64 else { throw malformed("JSON nested deeper than 64") }
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return }
    var keys: Set<[UInt8]> = []
    repeat {
      skipSpace()
      var key: [UInt8] = []
      try string(into: &key)
      guard keys.insert(key).inserted else {
        throw Failure(problem: .init(column: nil, rule: "duplicate key \(excerpt(key))"))
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw malformed("malformed JSON: no colon after a key") }
      skipSpace()
      let full = path.isEmpty ? key : path + [UInt8(ascii: ".")] + key
      let slot = slots[full]
      if slot == nil, path.first != 0, seenNames.count < 100 { seenNames.insert(String(decoding: full, as: UTF8.self)) }
      try value(path: full, slot: slot, depth: depth, into: &batch)
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw malformed("malformed JSON: an object is not closed") }
  }

  private mutating func value(path: [UInt8], slot: Int?, depth: Int, into batch: inout RowBatch) throws {
    if let slot {
      guard !isSet[slot] else {
        throw Failure(problem: .init(column: columns[slot], rule: "duplicate key \(excerpt(path))"))
      }
      isSet[slot] = true
      seenColumns[slot] = true
    }
    let start = batch.bytes.count
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let slot {
        throw Failure(problem: .init(column: columns[slot], rule: "an object or array where one value belongs"))
      }
      if peek == UInt8(ascii: "{") {
        try object(path: path, depth: depth + 1, into: &batch)
      } else {
        try array(depth: depth + 1, into: &batch)
      }
      return
    case UInt8(ascii: "\""): try string(into: &batch.bytes)
    case UInt8(ascii: "t"): try word("true", into: &batch.bytes)
    case UInt8(ascii: "f"): try word("false", into: &batch.bytes)
    case UInt8(ascii: "n"):
      try word("null", into: &batch.bytes)
      batch.bytes.removeLast(4)
    default: try number(into: &batch.bytes)
    }
    guard let slot else {
      batch.bytes.removeLast(batch.bytes.count - start)
      return
    }
    guard isUTF8(batch.bytes, start, batch.bytes.count) else {
      throw Failure(problem: .init(column: columns[slot], rule: "invalid UTF-8"))
    }
    batch.ranges[base + slot * 2] = Int32(start)
    batch.ranges[base + slot * 2 + 1] = Int32(batch.bytes.count)
  }

  /// The values of an array are checked and dropped: no path leads into it.
  private mutating func array(depth: Int, into batch: inout RowBatch) throws {
    guard depth <= 64 else { throw malformed("JSON nested deeper than 64") }
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return }
    repeat {
      skipSpace()
      if peek == UInt8(ascii: "{") {
        // A path no column can have, so that nothing inside is kept.
        try object(path: [0], depth: depth + 1, into: &batch)
      } else {
        try value(path: [0], slot: nil, depth: depth, into: &batch)
      }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed("malformed JSON: an array is not closed") }
  }

  private mutating func word(_ word: StaticString, into out: inout [UInt8]) throws {
    for offset in 0..<word.utf8CodeUnitCount {
      let byte = word.withUTF8Buffer { $0[offset] }
      guard take(byte) else { throw malformed("malformed JSON: unknown word") }
      out.append(byte)
    }
  }

  private mutating func number(into out: inout [UInt8]) throws {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0, whole == 1 || text[position - whole] != UInt8(ascii: "0") else {
      throw malformed("malformed JSON: no value")
    }
    if take(UInt8(ascii: ".")), digits() == 0 { throw malformed("malformed JSON: number") }
    if let byte = peek, byte | 32 == UInt8(ascii: "e") {
      position += 1
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw malformed("malformed JSON: number") }
    }
    out.append(contentsOf: text[start..<position])
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, byte >= 48, byte <= 57 { position += 1 }
    return position - start
  }

  private mutating func string(into out: inout [UInt8]) throws {
    guard take(UInt8(ascii: "\"")) else { throw malformed("malformed JSON: no string") }
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): try escape(into: &out)
      case ..<32: throw malformed("malformed JSON: control character in a string")
      default: out.append(byte)
      }
    }
    throw malformed("malformed JSON: a string is not closed")
  }

  private mutating func escape(into out: inout [UInt8]) throws {
    guard let byte = peek else { throw malformed("malformed JSON: a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "u"):
      var code = try hexadecimalFour()
      if (0xD800..<0xDC00).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw malformed("lone surrogate in JSON") }
        let low = try hexadecimalFour()
        guard (0xDC00..<0xE000).contains(low) else { throw malformed("lone surrogate in JSON") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw malformed("lone surrogate in JSON") }
      out.append(contentsOf: Character(scalar).utf8)
    default: throw malformed("malformed JSON: unknown escape")
    }
  }

  private mutating func hexadecimalFour() throws -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("malformed JSON: \\u needs four digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
