import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The fast kernel, asked step by step: only steps with line feeds inside quotes are looked at again for where these are.
///
/// A struct, so that its owner asks for exclusive access once for all steps.
struct SteppedIndex: ~Copyable {
  private(set) var kernel = StructuralIndex(capacity: 16_384)
  /// Line feeds inside quotes, ascending.
  private(set) var quotedLines: [UInt32] = []

  private static let step = 4096

  /// Begins a stretch; nothing is read.
  mutating func begin(_ bytes: UnsafePointer<UInt8>, isInside: Bool, separator: UInt8) {
    quotedLines.removeAll(keepingCapacity: true)
    kernel.index(bytes, count: 0, startsInsideQuotes: isInside, separator: separator)
  }

  /// Goes on with bytes[start ..< end]; 64 more can be read.
  mutating func extend(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int, separator: UInt8) {
    var position = start
    while position < end {
      let next = min(end, position + Self.step)
      let (lines, rows) = (kernel.lineCount, kernel.rowCount)
      kernel.extend(bytes, from: position, to: next, separator: separator)
      if kernel.lineCount - lines != kernel.rowCount - rows {
        findQuotedLines(bytes, from: position, to: next, row: rows)
      }
      position = next
    }
  }

  private mutating func findQuotedLines(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, row first: Int) {
    var row = first
    var at = from
    let (ends, rowEnds, rowCount) = (kernel.ends, kernel.rowEnds, kernel.rowCount)
    while at < to, let found = memchr(bytes + at, Int32(Byte.lineFeed), to - at) {
      let line = UnsafeRawPointer(found) - UnsafeRawPointer(bytes)
      if row < rowCount, Int(ends[Int(rowEnds[row])]) == line {
        row += 1
      } else {
        quotedLines.append(UInt32(line))
      }
      at = line + 1
    }
  }
}
