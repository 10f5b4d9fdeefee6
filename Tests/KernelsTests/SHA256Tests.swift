import Kernels
import Testing

@Suite struct SHA256Tests {
  static let isPortable = SHA256.hasInstructions ? [true, false] : [true]

  /// FIPS 180-4; NIST, "Cryptographic Standards and Guidelines: Examples with Intermediate Values", SHA256.pdf, and the empty
  /// message of the Secure Hash Algorithm Validation System.
  static let vectors = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test(arguments: vectors, isPortable)
  func publishedVectors(_ vector: (text: String, hash: String), _ portable: Bool) {
    var hash = SHA256(portable: portable)
    hash.update(Array(vector.text.utf8)[...])
    #expect(hash.finish() == vector.hash)
    #expect(SHA256.hex(vector.text.utf8) == vector.hash)
  }

  /// FIPS 180-2, appendix B.3: a million times "a", here in pieces of changing size.
  @Test(arguments: isPortable)
  func aMillionBytesInPieces(_ portable: Bool) {
    let bytes = [UInt8](repeating: 97, count: 1000)
    var hash = SHA256(portable: portable)
    var (done, size) = (0, 0)
    while done < 1_000_000 {
      size = min((size + 37) % 1000, 1_000_000 - done)
      hash.update(bytes[..<size])
      done += size
    }
    #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func bothFormsAgreeOnEveryLength() {
    let bytes = (0..<200).map { UInt8($0 * 37 & 255) }
    for length in 0...200 {
      let hashes = Self.isPortable.map { portable in
        var hash = SHA256(portable: portable)
        hash.update(bytes[..<(length / 3)])
        hash.update(bytes[(length / 3)..<length])
        return hash.finish()
      }
      #expect(Set(hashes) == [SHA256.hex(bytes[..<length])])
    }
  }
}
