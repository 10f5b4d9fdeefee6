import Foundation

@testable import Preview

/// The other side of a connection to the loopback.
final class Client {
  struct Refused: Error {}
  private let descriptor: Int32

  init(port: UInt16) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = Sockets.loopback(port)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else {
      close(descriptor)
      throw Refused()
    }
  }

  deinit { close(descriptor) }

  func send(_ text: String) { Sockets.send(Array(text.utf8), to: descriptor) }

  func readAll() -> String {
    // Nothing more comes from here.
    _ = shutdown(descriptor, Int32(SHUT_WR))
    return read { _ in false }
  }

  func read(until end: String) -> String { read { $0.hasSuffix(end) } }

  private func read(_ isDone: (String) -> Bool) -> String {
    var found: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isDone(String(decoding: found, as: UTF8.self)) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      found += buffer[..<count]
    }
    return String(decoding: found, as: UTF8.self)
  }
}
