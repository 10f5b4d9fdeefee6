/// A text as its bytes. Two forms of one letter are equal as texts; databases tell them apart.
struct Spelling: Hashable {
  /// A character for each byte: no two of those below U+0100 are equal, alone or together.
  let spelled: String

  init(_ bytes: [UInt8]) {
    var spelled = ""
    for byte in bytes { spelled.unicodeScalars.append(UnicodeScalar(byte)) }
    self.spelled = spelled
  }

  init(spelled: String) { self.spelled = spelled }

  var text: String {
    String(decoding: spelled.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self)
  }
}
