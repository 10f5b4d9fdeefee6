/// Finds parts of finished markup by its bytes, which is many times as fast as by characters.
extension ArraySlice<UInt8> {
  /// Where a text begins, at or after the start of the slice; nil where it does not occur.
  func place(of text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return nil }
    return withUnsafeBufferPointer { bytes in
      text.withUTF8Buffer { wanted in
        let last = bytes.count - length
        var index = 0
        while index <= last {
          if bytes[index] == wanted[0] {
            var matched = 1
            while matched < length, bytes[index + matched] == wanted[matched] { matched += 1 }
            if matched == length { return startIndex + index }
          }
          index += 1
        }
        return nil
      }
    }
  }

  /// Where a text ends that occurs in the slice, for each of its occurrences.
  func ends(of text: StaticString) -> [Int] {
    var found: [Int] = []
    var rest = self
    while let start = rest.place(of: text) {
      found.append(start + text.utf8CodeUnitCount)
      rest = self[(start + text.utf8CodeUnitCount)...]
    }
    return found
  }

  /// Whether the slice begins with a text.
  func starts(with text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && text.withUTF8Buffer { prefix($0.count).elementsEqual($0) }
  }

  /// What stands before the next quotation mark.
  var value: ArraySlice<UInt8> { prefix { $0 != UInt8(ascii: "\"") } }
}
