#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few calls on sockets that a server on the loopback needs; descriptors are the caller's to close.
enum Sockets {
  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    private static let sendFlags: Int32 = 0
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
  #endif

  /// A socket that listens on 127.0.0.1, with its port; throws the value of errno.
  static func listen(port: UInt16) throws(Failure) -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, stream, 0)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var address = loopback(port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard bound == 0, systemListen(descriptor, 64) == 0 else {
      let code = errno
      close(descriptor)
      throw Failure(code: code)
    }
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// Why a socket could not be had.
  struct Failure: Error {
    var code: Int32
    var isTaken: Bool { code == EADDRINUSE || code == EACCES }
    var text: String { String(cString: strerror(code)) }
  }

  private static func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.listen(descriptor, backlog)
    #elseif canImport(Musl)
      Musl.listen(descriptor, backlog)
    #else
      Darwin.listen(descriptor, backlog)
    #endif
  }

  static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// The next connection; nil once the socket is closed. Neither side may keep the other waiting for long.
  static func accept(_ descriptor: Int32) -> Int32? {
    while true {
      #if canImport(Glibc)
        let connection = Glibc.accept(descriptor, nil, nil)
      #elseif canImport(Musl)
        let connection = Musl.accept(descriptor, nil, nil)
      #else
        let connection = Darwin.accept(descriptor, nil, nil)
      #endif
      if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
      guard connection >= 0 else { return nil }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      var limit = timeval(tv_sec: 5, tv_usec: 0)
      setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      #if canImport(Darwin)
        var yes: Int32 = 1
        setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
      #endif
      return connection
    }
  }

  /// Bytes up to the empty line that ends a head; nil where the other side says nothing more.
  static func readHead(_ descriptor: Int32) -> [UInt8]? {
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while head.count <= HTTPRequest.longestHead {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      let from = max(0, head.count - 3)
      head += buffer[..<count]
      if let end = head[from...].firstRange(of: [13, 10, 13, 10]) { return Array(head[..<end.upperBound]) }
      if let end = head[from...].firstRange(of: [10, 10]) { return Array(head[..<end.upperBound]) }
    }
    return head
  }

  /// Whether the other side took all bytes.
  @discardableResult
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        systemSend(descriptor, raw.baseAddress.map { $0 + sent }, raw.count - sent)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func systemSend(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.send(descriptor, start, count, sendFlags)
    #elseif canImport(Musl)
      Musl.send(descriptor, start, count, sendFlags)
    #else
      Darwin.send(descriptor, start, count, sendFlags)
    #endif
  }

  static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  /// Wakes whoever waits on it, before it is closed.
  static func shutdown(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Says that nothing more comes and reads what the other side still sends, up to a megabyte: a connection that is
  /// closed on unread bytes is reset, and the answer is lost on its way.
  static func drain(_ descriptor: Int32) {
    shutdown(descriptor, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<256 where recv(descriptor, &buffer, buffer.count, 0) <= 0 { return }
  }

  private static func shutdown(_ descriptor: Int32, _ directions: Int32) {
    #if canImport(Glibc)
      _ = Glibc.shutdown(descriptor, directions)
    #elseif canImport(Musl)
      _ = Musl.shutdown(descriptor, directions)
    #else
      _ = Darwin.shutdown(descriptor, directions)
    #endif
  }
}
