#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// SQL's LIKE without an escape: `%` is any text, `_` one character (Unicode scalar), case counts.
struct LikePattern: Sendable, Hashable {
  enum Shape: Sendable, Hashable { case exact, prefix, suffix, part, any }

  let shape: Shape
  /// The pattern as written, or what is left of it without the `%` at its ends.
  let bytes: [UInt8]

  init(_ pattern: [UInt8]) {
    let (percent, one) = (UInt8(ascii: "%"), UInt8(ascii: "_"))
    let inner = pattern.dropFirst(pattern.first == percent ? 1 : 0)
    let core = inner.dropLast(inner.last == percent ? 1 : 0)
    guard !core.contains(percent), !core.contains(one) else {
      shape = .any
      bytes = pattern
      return
    }
    bytes = Array(core)
    switch (inner.count < pattern.count, core.count < inner.count) {
    case (false, false): shape = .exact
    case (false, true): shape = .prefix
    case (true, false): shape = core.isEmpty ? .prefix : .suffix
    case (true, true): shape = .part
    }
  }

  /// `wanted` is where `bytes` lie.
  @inline(__always)
  func matches(_ text: TextSlice, _ wanted: UnsafePointer<UInt8>) -> Bool {
    let count = bytes.count
    switch shape {
    case .exact: return text.count == count && memcmp(text.start, wanted, count) == 0
    case .prefix: return text.count >= count && memcmp(text.start, wanted, count) == 0
    case .suffix: return text.count >= count && memcmp(text.start + (text.count - count), wanted, count) == 0
    case .part: return Self.contains(text, wanted, count)
    case .any: return Self.matches(text, wanted, count)
    }
  }

  private static func contains(_ text: TextSlice, _ part: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count > 0 else { return true }
    var from = 0
    while from + count <= text.count {
      guard let hit = memchr(text.start + from, Int32(part[0]), text.count - count + 1 - from) else { return false }
      if memcmp(hit, part, count) == 0 { return true }
      from = UnsafeRawPointer(hit) - UnsafeRawPointer(text.start) + 1
    }
    return false
  }

  private static func matches(_ text: TextSlice, _ pattern: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var i = 0
    var j = 0
    // Where to go on when the text after the last % does not fit: one character further.
    var retry: (text: Int, pattern: Int)?
    while i < text.count {
      if j < count, pattern[j] == UInt8(ascii: "%") {
        j += 1
        retry = (i, j)
      } else if j < count, pattern[j] == UInt8(ascii: "_") {
        i = next(text, i)
        j += 1
      } else if j < count, pattern[j] == text.start[i] {
        i += 1
        j += 1
      } else if let last = retry {
        i = next(text, last.text)
        j = last.pattern
        retry = (i, j)
      } else {
        return false
      }
    }
    while j < count, pattern[j] == UInt8(ascii: "%") { j += 1 }
    return j == count
  }

  private static func next(_ text: TextSlice, _ index: Int) -> Int {
    var i = index + 1
    while i < text.count, text.start[i] & 0xC0 == 0x80 { i += 1 }
    return i
  }
}
