import CKernels

/// MD5 (RFC 1321), for buckets only: every SQL engine has it. Not for secrecy.
public enum MD5 {
  /// The 16 bytes of the hash.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    digest(Array(bytes)[...])
  }

  /// The 32 lower-case hexadecimal digits of the hash of `bytes`.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(digest(bytes))
  }

  /// The first byte of the hash: the bucket of a cluster key.
  public static func bucket(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    digest(bytes)[0]
  }

  /// The first eight bytes of the hash, the first in the lowest place.
  public static func low64(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    digest(bytes)[..<8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: 16) { digest, count in
        bp_md5(source.baseAddress, source.count, digest.baseAddress)
        count = 16
      }
    }
  }
}
