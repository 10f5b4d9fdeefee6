import Testing

@testable import Engines

/// Vectors of RFC 1321 (A.5) and of FIPS 180-4's example files (NIST CSRC).
@Suite struct HashingTests {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      "57edf4a22be3c955ac49da2e2107b67a"
    ),
  ])
  func md5(text: String, hash: String) {
    #expect(MD5.hex(text.utf8) == hash)
    let bytes = Array(text.utf8)[...]
    #expect(String(MD5.bucket(bytes), radix: 16) == String(UInt8(hash.prefix(2), radix: 16) ?? 0, radix: 16))
    #expect(UInt64(littleEndian: MD5.low64(bytes)).byteSwapped == UInt64(hash.prefix(16), radix: 16))
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256(text: String, hash: String) {
    #expect(SHA256.hex(text.utf8) == hash)
  }

  @Test func sha256OfMillionLettersInPieces() {
    var hash = SHA256()
    var left = 1_000_000
    var size = 1
    while left > 0 {
      let piece = [UInt8](repeating: UInt8(ascii: "a"), count: min(size, left))
      hash.update(piece[...])
      left -= piece.count
      size = size * 3 % 9973
    }
    #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
