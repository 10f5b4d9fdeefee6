import CZlib
import Diagnostics

/// Unpacks gzip (RFC 1952), member after member, with lengths and checksums verified.
final class Inflater {
  private let name: String
  /// zlib keeps its address, so that it must not move; freed in `deinit`.
  private let state: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false
  private var isInPadding = false

  init(name: String) throws(DiagnosticError) {
    self.name = name
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // 15 bits of window, and 16 for the wrapping of gzip only.
    guard inflateInit2_(state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "Cannot unpack the data file: zlib does not start", at: .init(file: name),
          remedy: "Unpack the file first, and give the pack what comes out"))
    }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
  }

  /// Unpacks some bytes; `isLast` with `count` 0 says that no more will come.
  func unpack(
    _ input: UnsafeMutablePointer<UInt8>, count: Int, into target: UnsafeMutablePointer<UInt8>, capacity: Int,
    isLast: Bool
  ) throws(DiagnosticError) -> (taken: Int, given: Int, isFinished: Bool) {
    if isBetweenMembers {
      if count == 0 { return (0, 0, isLast) }
      // Tapes and some tools fill up with zeros behind the last member.
      if isInPadding || input[0] == 0 {
        isInPadding = true
        guard (0..<count).allSatisfy({ input[$0] == 0 }) else { throw failure("data follows the end of the archive") }
        return (count, 0, false)
      }
      guard input[0] == 0x1F else { throw failure("data follows the end of the archive") }
      inflateReset(state)
      isBetweenMembers = false
    }
    state.pointee.next_in = input
    state.pointee.avail_in = UInt32(truncatingIfNeeded: min(count, 1 << 30))
    state.pointee.next_out = target
    let room = min(capacity, 1 << 30)
    state.pointee.avail_out = UInt32(truncatingIfNeeded: room)
    let offered = Int(state.pointee.avail_in)
    let result = inflate(state, Z_NO_FLUSH)
    let taken = offered - Int(state.pointee.avail_in)
    let given = room - Int(state.pointee.avail_out)
    switch result {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK: break
    case Z_BUF_ERROR:
      // No progress: more input is needed, and there is none.
      if isLast, given == 0 { throw truncated }
    default: throw failure(state.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)")
    }
    if isLast, given == 0, !isBetweenMembers { throw truncated }
    return (taken, given, false)
  }

  private var truncated: DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .error, "truncated-file", "The compressed data file ends before its data does", at: .init(file: name),
        explanation: "Its last rows are missing, and its checksum cannot be verified",
        remedy: "Copy or export the file again; `gzip -t` tells whether it is whole"))
  }

  private func failure(_ cause: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .error, "corrupt-file", "The compressed data file is damaged: \(cause)", at: .init(file: name),
        explanation: "What was unpacked up to here cannot be trusted",
        remedy: "Copy or export the file again; `gzip -t` tells whether it is whole"))
  }
}
