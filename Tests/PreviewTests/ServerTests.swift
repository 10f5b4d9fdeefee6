import Diagnostics
import Foundation
import Testing

@testable import Preview

/// One after the other: a port that one has given back may be the next one's.
@Suite(.serialized) struct ServerTests {
  private func server() throws -> PreviewServer {
    try PreviewServer(port: 0) { path in
      path == "page.html"
        ? HTTPResponse(type: HTTPResponse.type(of: path), body: Array("<p>hello</p>".utf8))
        : .text(404, "nothing")
    }
  }

  private func ask(
    _ server: PreviewServer, _ target: String, method: String = "GET", host: String? = nil
  ) throws -> String {
    let client = try Client(port: server.port)
    client.send("\(method) \(target) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(server.port)")\r\n\r\n")
    return client.readAll()
  }

  @Test func aPageIsServedAndHeadHasNoBody() throws {
    let server = try server()
    defer { server.stop() }
    let answer = try ask(server, "/page.html?x=1")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\n<p>hello</p>"))
    #expect(answer.contains("Content-Type: text/html; charset=utf-8\r\n") && answer.contains("Content-Length: 12\r\n"))
    let head = try ask(server, "/page.html", method: "HEAD")
    #expect(head.contains("Content-Length: 12\r\n") && head.hasSuffix("\r\n\r\n"))
    #expect(try ask(server, "/page.html", host: "localhost:\(server.port)").hasPrefix("HTTP/1.1 200"))
  }

  /// A name of somebody's that was made to lead to this machine.
  @Test(arguments: ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example"])
  func anotherHostGetsNothing(host: String) throws {
    let server = try server()
    defer { server.stop() }
    #expect(try ask(server, "/page.html", host: host).hasPrefix("HTTP/1.1 403"))
    #expect(try ask(server, "/-preview/events", host: host).hasPrefix("HTTP/1.1 403"))
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
  func nothingCanBeSent(method: String) throws {
    let server = try server()
    defer { server.stop() }
    let answer = try ask(server, "/page.html", method: method)
    #expect(answer.hasPrefix("HTTP/1.1 405") && answer.contains("Allow: GET, HEAD"))
  }

  @Test(arguments: [
    "/../page.html", "/%2e%2e/page.html", "/a/..%2fpage.html", "/./page.html", "/a//page.html", "/a\\..\\page.html",
    "/page.html%00", "/%zz", "/%ff",
  ])
  func noPathLeadsOut(target: String) throws {
    let server = try server()
    defer { server.stop() }
    #expect(try ask(server, target).hasPrefix("HTTP/1.1 404"))
  }

  @Test(arguments: ["nonsense", "GET page.html HTTP/1.1", "GET / FTP/1.0", "GET / HTTP/1.1\r\n bad: folded"])
  func whatIsNoRequestIsRefused(head: String) throws {
    let server = try server()
    defer { server.stop() }
    let client = try Client(port: server.port)
    client.send(head + "\r\n\r\n")
    #expect(client.readAll().hasPrefix("HTTP/1.1 400"))
  }

  @Test func anEndlessHeadIsRefused() throws {
    let server = try server()
    defer { server.stop() }
    let client = try Client(port: server.port)
    client.send("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 17_000))
    #expect(client.readAll().hasPrefix("HTTP/1.1 431"))
  }

  @Test func aNewBuildIsTold() throws {
    let server = try server()
    defer { server.stop() }
    let client = try Client(port: server.port)
    client.send("GET /-preview/events HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
    #expect(client.read(until: "data: 0\n\n").contains("Content-Type: text/event-stream"))
    server.publish()
    #expect(client.read(until: "data: 1\n\n").hasSuffix("event: build\ndata: 1\n\n"))
  }

  @Test func aTakenPortIsADiagnostic() throws {
    let server = try server()
    defer { server.stop() }
    let error = #expect(throws: DiagnosticError.self) { try PreviewServer(port: server.port) { _ in .text(404, "") } }
    #expect(error?.diagnostics.first?.id == "port-not-free")
    #expect(error?.diagnostics.first?.summary == "The port \(server.port) is taken")
  }

  @Test func afterItsEndNobodyAnswers() throws {
    let server = try server()
    let listener = try Client(port: server.port)
    listener.send("GET /-preview/events HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
    _ = listener.read(until: "data: 0\n\n")
    server.stop()
    server.stop()
    #expect(listener.readAll().isEmpty)
    #expect(throws: (any Error).self) { try Client(port: server.port) }
  }
}
