import Clients

/// The lines of a client's output as they come; no more than one piece of it is ever held.
struct LineReader {
  private static let pieceSize = 65_536
  /// No result has a line so long: something else is being printed.
  static let lineLimit = 16_777_216

  private let process: ClientProcess
  private let timeout: Int
  private var buffer: [UInt8] = []
  private var start = 0

  init(_ process: ClientProcess, timeout: Int) { (self.process, self.timeout) = (process, timeout) }

  /// The next line without its end; nil at the end of the output.
  mutating func next() throws(ClientFailure) -> Substring? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        let line = buffer[start..<end].last == 13 ? buffer[start..<(end - 1)] : buffer[start..<end]
        start = end + 1
        return Substring(decoding: line, as: UTF8.self)
      }
      buffer.removeFirst(start)
      (searched, start) = (buffer.count, 0)
      guard searched < Self.lineLimit, try fill() else {
        defer { buffer.removeAll() }
        return buffer.isEmpty ? nil : Substring(decoding: buffer, as: UTF8.self)
      }
    }
  }

  private mutating func fill() throws(ClientFailure) -> Bool {
    let process = process
    let timeout = timeout
    var failure: ClientFailure?
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { bytes, count in
      guard let base = bytes.baseAddress else { return }
      do throws(ClientFailure) {
        count = try process.read(into: base, capacity: bytes.count, within: timeout)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    buffer += piece
    return !piece.isEmpty
  }
}
