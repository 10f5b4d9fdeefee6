import Diagnostics
/// A general parser of one line's JSON object that finds the values of some paths.
struct JSONLineParser {
  /// A value outside arrays that is no object: where it stands in its line, the wanted column, objects around it.
  struct Value {
    var start: Int
    var end: Int
    var column: Int?
    var depth: Int
    var hasEscape = false
    var isNull = false
  }

  /// Thrown where a line is found to be bad.
  struct Failure: Error { let problem: RowProblem }

  /// Values of a line that are remembered at most; a line with more teaches no layout.
  static let valueLimit = 512

  /// The keys met so far.
  private(set) var names: JSONNames
  /// Of the last line, if it was good: the values in order, the first `valueLimit` and the wanted ones behind them.
  private(set) var values: [Value] = []
  /// Whether `values` has all values of the line.
  private(set) var hasAllValues = true

  private let columns: [[UInt8]]
  private let hashes: [UInt64]
  private var isSet: [Bool]
  private var keys = JSONKeys()
  /// The full name of the key at hand is `path[0 ..< pathCount]`.
  private var path: [UInt8] = []
  private var pathCount = 0
  /// Hashes of full names that `names` was told; a name that collides is missing in a finding, no more.
  private var known = [UInt64](repeating: 0, count: 256)

  // The line is `text[0 ..< end]`, and 64 bytes behind it may be read; valid during a call only.
  private var text: UnsafePointer<UInt8>
  private var end = 0
  private var position = 0

  init(columns: [String]) {
    self.columns = columns.map { Array($0.utf8) }
    hashes = self.columns.map { $0.withUnsafeBufferPointer { Self.hash($0, count: $0.count) } }
    isSet = columns.map { _ in false }
    names = JSONNames(columns: columns.count)
    text = UnsafePointer(bitPattern: 64).unsafelyUnwrapped
  }

  /// Reads a line; returns why it is bad.
  mutating func parse(_ line: UnsafePointer<UInt8>, count: Int) -> RowProblem? {
    text = line
    end = count
    position = 0
    values.removeAll(keepingCapacity: true)
    hasAllValues = true
    for i in isSet.indices { isSet[i] = false }
    keys.removeAll()
    pathCount = 0
    do throws(Failure) {
      skipSpace()
      guard peek == UInt8(ascii: "{") else { throw malformed("not a JSON object") }
      try object(depth: 1)
      skipSpace()
      guard position == end else { throw malformed("text after the JSON object") }
      return nil
    } catch {
      return error.problem
    }
  }

  /// The end of an array that begins here inside so many objects and arrays; nil if it is malformed.
  mutating func arrayEnd(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, depth: Int
  ) -> UnsafePointer<UInt8>? {
    text = start
    end = limit - start
    position = 0
    keys.removeAll()
    pathCount = 0
    do throws(Failure) {
      try array(depth: depth + 1)
      return text + position
    } catch {
      return nil
    }
  }

  /// The byte after the closing quote of a string that begins here; nil if it is malformed.
  mutating func stringEnd(_ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    text = start
    end = limit - start
    position = 0
    do throws(Failure) {
      _ = try string()
      return text + position
    } catch {
      return nil
    }
  }

  private var peek: UInt8? { position < end ? text[position] : nil }

  private func malformed(_ what: String) -> Failure {
    Failure(problem: .init(rule: "\(what) (byte \(position + 1) of the line)"))
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 13 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func object(depth: Int) throws(Failure) {
    guard depth <= 64 else { throw malformed("JSON nested deeper than 64") }
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return }
    var open = keys.open()
    let parent = pathCount
    repeat {
      skipSpace()
      let key = try takeKey(in: &open)
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw malformed("malformed JSON: no colon after a key") }
      skipSpace()
      let isCounted = pathCount == 0 || path[0] != 0
      if parent > 0 { push([UInt8(ascii: ".")]) }
      if key.hasEscape {
        push(JSONKeys.text(key))
      } else {
        push(UnsafeBufferPointer(start: key.start, count: key.count))
      }
      let hash = parent == 0 ? key.hash : path.withUnsafeBufferPointer { Self.hash($0, count: pathCount) }
      let column = column(hash)
      if column == nil, isCounted { note(hash) }
      try value(column: column, depth: depth)
      pathCount = parent
      skipSpace()
    } while take(UInt8(ascii: ","))
    keys.close(open)
    guard take(UInt8(ascii: "}")) else { throw malformed("malformed JSON: an object is not closed") }
  }

  private mutating func takeKey(in object: inout JSONKeys.Object) throws(Failure) -> JSONKeys.Key {
    let start = position + 1
    let hasEscape = try string()
    var key = JSONKeys.Key(hash: 0, start: text + start, count: position - 1 - start, hasEscape: hasEscape)
    if hasEscape {
      key.hash = JSONKeys.text(key).withUnsafeBufferPointer { Self.hash($0, count: $0.count) }
    } else {
      key.hash = JSONKeys.hash(key.start, count: key.count)
    }
    guard keys.insert(key, in: &object) else {
      throw Failure(problem: .init(rule: "duplicate key \(excerpt(JSONKeys.text(key)))"))
    }
    return key
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, count: Int) -> UInt64 {
    JSONKeys.hash(bytes.baseAddress, count: count)
  }

  /// Adds to the path.
  private mutating func push(_ bytes: some Collection<UInt8>) {
    let needed = pathCount + bytes.count
    if path.count < needed { path.append(contentsOf: repeatElement(0, count: needed * 2 - path.count)) }
    var at = pathCount
    for byte in bytes {
      path[at] = byte
      at += 1
    }
    pathCount = needed
  }

  private var fullName: [UInt8] { Array(path[..<pathCount]) }

  private func column(_ hash: UInt64) -> Int? {
    for index in hashes.indices where hashes[index] == hash && columns[index].elementsEqual(path[..<pathCount]) {
      return index
    }
    return nil
  }

  private mutating func note(_ hash: UInt64) {
    let place = Int(hash & 255)
    if known[place] == hash { return }
    known[place] = hash
    names.see(fullName)
  }

  private mutating func value(column: Int?, depth: Int) throws(Failure) {
    if let column {
      guard !isSet[column] else {
        throw Failure(problem: .init(column: column, rule: "duplicate key \(excerpt(fullName))"))
      }
      isSet[column] = true
      names.see(column: column)
    }
    var value = Value(start: position, end: position, column: column, depth: depth)
    switch peek {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let column {
        throw Failure(problem: .init(column: column, rule: "an object or array where one value belongs"))
      }
      if peek == UInt8(ascii: "{") {
        try object(depth: depth + 1)
        return
      }
      let around = fullName
      try array(depth: depth + 1)
      pathCount = 0
      push(around)
    case UInt8(ascii: "\""): value.hasEscape = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"):
      try word("null")
      value.isNull = true
    default: try number()
    }
    value.end = position
    if let column, !isUTF8(text, value.start, position) {
      throw Failure(problem: .init(column: column, rule: "invalid UTF-8"))
    }
    // Inside arrays the path is one that no column can have.
    guard column != nil || pathCount == 0 || path[0] != 0 else { return }
    if values.count < Self.valueLimit || column != nil {
      values.append(value)
    } else {
      hasAllValues = false
    }
  }

  /// The values of an array are checked and dropped: no path leads into it.
  private mutating func array(depth: Int) throws(Failure) {
    guard depth <= 64 else { throw malformed("JSON nested deeper than 64") }
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return }
    repeat {
      skipSpace()
      pathCount = 0
      push([0])
      if peek == UInt8(ascii: "{") {
        try object(depth: depth + 1)
      } else {
        try value(column: nil, depth: depth)
      }
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed("malformed JSON: an array is not closed") }
  }

  private mutating func word(_ word: StaticString) throws(Failure) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[offset]) else { throw malformed("malformed JSON: unknown word") }
    }
  }

  private mutating func number() throws(Failure) {
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
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = peek, byte >= 48, byte <= 57 { position += 1 }
    return position - start
  }

  /// Reads a string with its quotes; returns whether it has escapes.
  private mutating func string() throws(Failure) -> Bool {
    guard take(UInt8(ascii: "\"")) else { throw malformed("malformed JSON: no string") }
    var hasEscape = false
    while true {
      position = JSONText.stop(text + position, text + end) - text
      guard let byte = peek else { throw malformed("malformed JSON: a string is not closed") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return hasEscape
      case UInt8(ascii: "\\"):
        hasEscape = true
        try escape()
      default: throw malformed("malformed JSON: control character in a string")
      }
    }
  }

  private mutating func escape() throws(Failure) {
    guard let byte = peek else { throw malformed("malformed JSON: a string is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"):
      let code = try hexadecimalFour()
      if (0xD800..<0xDC00).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw malformed("lone surrogate in JSON") }
        guard (0xDC00..<0xE000).contains(try hexadecimalFour()) else { throw malformed("lone surrogate in JSON") }
      } else if (0xDC00..<0xE000).contains(code) {
        throw malformed("lone surrogate in JSON")
      }
    default: throw malformed("malformed JSON: unknown escape")
    }
  }

  private mutating func hexadecimalFour() throws(Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = JSONText.hexadecimal(byte) else {
        throw malformed("malformed JSON: \\u needs four digits")
      }
      code = code << 4 | digit
      position += 1
    }
    return code
  }
}
