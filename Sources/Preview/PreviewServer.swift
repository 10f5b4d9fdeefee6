import Diagnostics
import Dispatch
import Synchronization

/// Serves what it is told on this machine alone, and tells pages that listen when there is something new.
///
/// Answers GET and HEAD, and only to requests that name this machine as their host: a page elsewhere whose name is made
/// to lead here gets nothing.
public final class PreviewServer: Sendable {
  /// The path of the stream of events.
  public static let events = "-preview/events"
  private static let mostConnections = 64

  private struct State {
    /// Connections that wait for events.
    var listeners: [Int32] = []
    var isStopped = false
    var build = 0
    var connections = 0
  }

  private let descriptor: Int32
  /// The port it listens on.
  public let port: UInt16
  private let answer: @Sendable (String) -> HTTPResponse
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "boardpack.preview", attributes: .concurrent)

  /// Starts to listen on a port, 0 for any that is free; `answer` gives what is at a path.
  ///
  /// Throws a `DiagnosticError` where the port is taken.
  public init(port: UInt16, answer: @escaping @Sendable (_ path: String) -> HTTPResponse) throws {
    do {
      (descriptor, self.port) = try Sockets.listen(port: port)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "port-not-free",
          error.isTaken ? "The port \(port) is taken" : "The preview cannot listen on the port \(port)",
          explanation: error.isTaken ? "Another program, or another preview, uses it" : error.text,
          remedy: "Choose another with --port, or let the system choose one with --port 0"))
    }
    self.answer = answer
    Thread.start { self.acceptAll() }
  }

  /// Where a browser finds the pages.
  public var address: String { "http://127.0.0.1:\(port)/" }

  /// The number of the latest build.
  public var build: Int { state.withLock { $0.build } }

  /// Tells all pages that listen to load again.
  public func publish() {
    let (build, listeners) = state.withLock { state in
      state.build += 1
      return (state.build, state.listeners)
    }
    send(Self.event(build), to: listeners)
  }

  /// Keeps connections of pages that listen from being given up, and finds those that are gone.
  public func keepAlive() { send(Array(": here\n\n".utf8), to: state.withLock { $0.listeners }) }

  /// Takes no more requests and ends those that wait.
  public func stop() {
    let listeners = state.withLock { state -> [Int32]? in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      defer { state.listeners = [] }
      return state.listeners
    }
    guard let listeners else { return }
    for listener in listeners {
      Sockets.shutdown(listener)
      Sockets.close(listener)
    }
    Sockets.shutdown(descriptor)
    Sockets.close(descriptor)
  }

  private static func event(_ build: Int) -> [UInt8] { Array("event: build\ndata: \(build)\n\n".utf8) }

  private func send(_ bytes: [UInt8], to listeners: [Int32]) {
    for listener in listeners where !Sockets.send(bytes, to: listener) {
      let isMine = state.withLock { state in
        guard let index = state.listeners.firstIndex(of: listener) else { return false }
        state.listeners.remove(at: index)
        return true
      }
      if isMine { Sockets.close(listener) }
    }
  }

  // MARK: - Requests

  private func acceptAll() {
    while let connection = Sockets.accept(descriptor) {
      let isWelcome = state.withLock { state in
        guard !state.isStopped, state.connections + state.listeners.count < Self.mostConnections else { return false }
        state.connections += 1
        return true
      }
      guard isWelcome else {
        Sockets.close(connection)
        continue
      }
      queue.async {
        let isKept = self.serve(connection)
        self.state.withLock { $0.connections -= 1 }
        if !isKept { Sockets.close(connection) }
      }
    }
  }

  /// Answers one request; whether the connection stays open for events.
  private func serve(_ connection: Int32) -> Bool {
    guard let head = Sockets.readHead(connection) else { return false }
    let request: HTTPRequest
    do {
      request = try HTTPRequest(head: head)
    } catch {
      let response: HTTPResponse =
        switch error {
        case .malformed: .text(400, "this is no request")
        case .tooLong: .text(431, "the request is too long")
        case .badPath: .text(404, "there is no such page")
        }
      Sockets.send(response.bytes(withBody: true), to: connection)
      Sockets.drain(connection)
      return false
    }
    let refusal = refusal(of: request)
    if refusal == nil, request.method == "GET", request.path == Self.events { return listen(connection) }
    let response = refusal ?? answer(request.path)
    Sockets.send(response.bytes(withBody: request.method != "HEAD"), to: connection)
    return false
  }

  func refusal(of request: HTTPRequest) -> HTTPResponse? {
    guard let host = request.headers["host"], ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host.lowercased())
    else { return .text(403, "the preview answers to 127.0.0.1:\(port) and localhost:\(port) only") }
    guard request.method == "GET" || request.method == "HEAD" else {
      return .text(405, "the preview only shows", headers: ["Allow: GET, HEAD"])
    }
    return nil
  }

  private func listen(_ connection: Int32) -> Bool {
    let head = [
      "HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Cache-Control: no-store", "Connection: keep-alive", "", "",
    ]
    // The number first: a page that loaded before the latest build learns of it at once. Under the lock, so that no
    // build falls between the number and the place among those that are told; an empty connection takes it at once.
    return state.withLock { state in
      guard !state.isStopped,
        Sockets.send(Array(head.joined(separator: "\r\n").utf8) + Self.event(state.build), to: connection)
      else { return false }
      state.listeners.append(connection)
      return true
    }
  }
}
