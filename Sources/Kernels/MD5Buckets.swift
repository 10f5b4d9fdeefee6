import CKernels

extension MD5 {
  /// The buckets of many keys at once: the first byte of the hash of key k is written to `buckets[k]`.
  ///
  /// `keys` are `count` pairs of a pointer and a number of bytes (`Int`), 16 bytes a pair. `chosen` has bit k % 64 of word
  /// k / 64 on for every key that is to be hashed, bits from `count` on being off; other keys are not read, and their buckets
  /// not written. nil chooses all. `StructuralIndex.slack` bytes after the end of a key are read, too. Traps where this
  /// machine does not have the instruction set.
  public static func buckets(
    _ keys: UnsafeRawPointer, count: Int, chosen: UnsafePointer<UInt64>? = nil,
    into buckets: UnsafeMutablePointer<UInt8>, set: InstructionSet = .best
  ) {
    // Invariant: a pair (pointer, Int) is laid out as the C structure of a pointer and a 64-bit number.
    let isDone = bp_md5_buckets(keys.assumingMemoryBound(to: bp_slice.self), count, chosen, buckets, set.level)
    precondition(isDone, "this machine does not have \(set)")
  }
}
