import Foundation
import Synchronization

/// A proxy on this machine that answers nothing and remembers who asked for what.
final class RequestTrap: Sendable {
  struct NoSocket: Error {}

  let port: UInt16
  private let socket: Int32
  private let lines = Mutex<[String]>([])

  init() throws {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let listening = Foundation.socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listening, $0, size) == 0 && listen(listening, 64) == 0 && getsockname(listening, $0, &size) == 0
      }
    }
    guard isBound else { throw NoSocket() }
    socket = listening
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while case let connection = accept(listening, nil, nil), connection >= 0 { answer(connection) }
    }
  }

  /// The options that send whatever a browser asks for here.
  var options: [String] {
    [
      "--proxy-server=http://127.0.0.1:\(port)", "--proxy-bypass-list=<-loopback>", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-first-run",
    ]
  }

  /// First lines of requests that name a host, as far as they have come.
  func requests(naming host: String) -> [String] { lines.withLock { $0.filter { $0.contains(host) } } }

  /// Ends the listening; the trap remembers.
  func close() { shutdown(socket, Int32(SHUT_RDWR)) }

  private func answer(_ connection: Int32) {
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var bytes = [UInt8](repeating: 0, count: 2048)
    let count = recv(connection, &bytes, bytes.count, 0)
    let line = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0D }, as: UTF8.self)
    lines.withLock { $0.append(line) }
    let answer = Array("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".utf8)
    _ = send(connection, answer, answer.count, 0)
    Foundation.close(connection)
  }
}
