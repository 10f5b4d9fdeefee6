/// One step through a line that is laid out like an earlier one: some bytes that must be there, then a value.
struct JSONStep {
  /// The last bytes of the literal that count in its last word.
  var mask: UInt64
  /// Index of the literal's first word.
  var words: Int32
  /// Words of the literal but the last.
  var wholeWords: Int32
  /// Bytes of the literal.
  var length: Int32
  /// The wanted column that the value belongs to, `other` or `end`.
  var column: Int32
  /// The step after the value; -1 after the end.
  var next: Int32 = -1
  /// The step to try where this one does not fit; -1: none.
  var alternative: Int32 = -1
  /// Objects around the value.
  var depth: Int32
  /// At the end: wanted columns that this layout lacks, from here …
  var missing: Int32 = 0
  /// … so many of them.
  var missingCount: Int32 = 0

  /// A value that nobody wants.
  static let other: Int32 = -1
  /// No value: the line ends behind the literal.
  static let end: Int32 = -2
}

/// The layouts of the lines met so far as a tree: keys, their order, and the white space and braces between values.
///
/// A literal is copied from a line that the general parser found to be good. So a line made of the same literals with a
/// good value between each two of them is good too, has the same paths, and has no doubled key.
///
/// Invariant: `steps`, `words` and `missing` have room for the limits below, and all indices in steps are within what was
/// written. A class because its memory is freed in `deinit`; it belongs to one reader.
final class JSONLayouts {
  static let stepLimit = 4096
  static let wordLimit = 16_384
  static let missingLimit = 8192
  /// Steps that are tried in one place; more would cost more than the general parser.
  static let alternativeLimit = 12

  let steps: UnsafeMutablePointer<JSONStep>
  let words: UnsafeMutablePointer<UInt64>
  let missing: UnsafeMutablePointer<Int32>
  /// The first step; -1 while nothing was learnt.
  private(set) var root: Int32 = -1
  private var stepCount = 0
  private var wordCount = 0
  private var missingCount = 0
  private let columns: Int

  init(columns: Int) {
    self.columns = columns
    steps = .allocate(capacity: Self.stepLimit)
    words = .allocate(capacity: Self.wordLimit)
    words.initialize(repeating: 0, count: Self.wordLimit)
    missing = .allocate(capacity: Self.missingLimit)
    missing.initialize(repeating: 0, count: Self.missingLimit)
  }

  deinit {
    steps.deallocate()
    words.deallocate()
    missing.deallocate()
  }

  /// Adds the layout of a line that was just found to be good.
  func learn(_ line: UnsafePointer<UInt8>, count: Int, values: [JSONLineParser.Value]) {
    if add(line, count, values) { return }
    // Full: the lines to come are more like this one than like those long ago.
    (root, stepCount, wordCount, missingCount) = (-1, 0, 0, 0)
    if !add(line, count, values) { (root, stepCount, wordCount, missingCount) = (-1, 0, 0, 0) }
  }

  private func add(_ line: UnsafePointer<UInt8>, _ count: Int, _ values: [JSONLineParser.Value]) -> Bool {
    var before: Int32 = -1
    var from = 0
    for value in values {
      let step = step(
        after: before, line + from, value.start - from, column: value.column.map(Int32.init) ?? JSONStep.other,
        depth: value.depth)
      guard let step else { return false }
      before = step
      from = value.end
    }
    let known = stepCount
    guard let last = step(after: before, line + from, count - from, column: JSONStep.end, depth: 0) else {
      return false
    }
    guard Int(last) >= known else { return true }
    guard missingCount + columns <= Self.missingLimit else { return false }
    steps[Int(last)].missing = Int32(missingCount)
    for column in 0..<columns where !values.contains(where: { $0.column == column }) {
      missing[missingCount] = Int32(column)
      missingCount += 1
    }
    steps[Int(last)].missingCount = Int32(missingCount) - steps[Int(last)].missing
    return true
  }

  /// The step with a literal after another one (-1: at the start), added if it is new; nil if there is no room.
  private func step(
    after before: Int32, _ literal: UnsafePointer<UInt8>, _ length: Int, column: Int32, depth: Int
  ) -> Int32? {
    var at = before < 0 ? root : steps[Int(before)].next
    var last: Int32 = -1
    var tried = 0
    while at >= 0 {
      if steps[Int(at)].column == column, isLiteral(of: steps[Int(at)], literal, length) { return at }
      last = at
      at = steps[Int(at)].alternative
      tried += 1
    }
    let needed = (length + 7) / 8
    guard length > 0, tried < Self.alternativeLimit, stepCount < Self.stepLimit,
      wordCount + needed <= Self.wordLimit
    else { return nil }
    let inLast = length - (needed - 1) * 8
    var new = JSONStep(
      mask: UInt64.max >> UInt64(64 - inLast * 8), words: Int32(wordCount), wholeWords: Int32(needed - 1),
      length: Int32(length), column: column, depth: Int32(depth))
    for word in 0..<needed { words[wordCount + word] = JSONText.word(literal + word * 8) }
    words[wordCount + needed - 1] &= new.mask
    new.alternative = -1
    steps.advanced(by: stepCount).initialize(to: new)
    wordCount += needed
    let index = Int32(stepCount)
    stepCount += 1
    if last >= 0 {
      steps[Int(last)].alternative = index
    } else if before >= 0 {
      steps[Int(before)].next = index
    } else {
      root = index
    }
    return index
  }

  private func isLiteral(of step: JSONStep, _ literal: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    guard Int(step.length) == length else { return false }
    let own = words + Int(step.words)
    for word in 0..<Int(step.wholeWords) where own[word] != JSONText.word(literal + word * 8) { return false }
    return own[Int(step.wholeWords)] == JSONText.word(literal + Int(step.wholeWords) * 8) & step.mask
  }
}
