import Diagnostics
import Dispatch
import Foundation
import Preview
import Site
import Synchronization

/// A running preview: a session that builds, a server that shows, a watch that says when.
final class Preview {
  private struct Shown: Sendable {
    var files: [String: [UInt8]] = [:]
    var findings: [Diagnostic] = []
    var build = 0
  }

  private final class Shelf: Sendable {
    let shown = Mutex(Shown())
    let isStopped = Atomic(false)
  }

  private let pack: String
  private let session: SiteSession
  private let server: PreviewServer
  private let shelf = Shelf()

  init(_ arguments: PackArguments, port: UInt16, only: String?) throws {
    pack = arguments.pack
    var options = SiteBuild.Options(
      period: arguments.period, threads: arguments.threads ?? ProcessInfo.processInfo.activeProcessorCount,
      dataRoots: arguments.dataRoot, cache: arguments.cache, secret: { TokenSecretReader().secret(of: $0).0 })
    options.only = only
    session = SiteSession(folder: arguments.pack, options: options)
    let shelf = shelf
    server = try PreviewServer(port: port) { path in shelf.shown.withLock { Self.answer(path, $0) } }
  }

  var address: String { server.address }

  /// Builds, and again at each change, until it is interrupted.
  func run() {
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      let shelf = shelf
      source.setEventHandler { shelf.isStopped.store(true, ordering: .relaxed) }
      source.resume()
      return source
    }
    defer { for source in signals { source.cancel() } }
    // Watched before it is read, so that no change in between is missed.
    let watch = FolderWatch(session.folders)
    build(nil)
    watch.watch(session.folders)
    var quiet = 0
    while !shelf.isStopped.load(ordering: .relaxed) {
      let changed = watch.changes(within: 100)
      guard !changed.isEmpty else {
        quiet += 1
        if quiet % 150 == 0 { server.keepAlive() }
        continue
      }
      build(changed)
      watch.watch(session.folders)
    }
    server.stop()
  }

  private func build(_ changed: Set<String>?) {
    let start = ContinuousClock.now
    session.build(changed: changed)
    let (files, findings) = (session.files, session.diagnostics)
    shelf.shown.withLock { shown in
      shown = Shown(files: files, findings: findings, build: shown.build + 1)
    }
    server.publish()
    let taken = start.duration(to: .now)
    let milliseconds = taken.components.seconds * 1000 + taken.components.attoseconds / 1_000_000_000_000_000
    Console.report(findings.filter { $0.severity == .error }, root: pack)
    let names = changed.map { ChangedNames.text($0) } ?? "built"
    let errors = findings.count { $0.severity == .error }
    let state = errors > 0 ? "\(errors) \(errors == 1 ? "error" : "errors"), the last good pages stay" : "shown"
    Console.error("\(names): \(state) after \(milliseconds) ms\n")
  }

  private static func answer(_ path: String, _ shown: Shown) -> HTTPResponse {
    if path == PreviewPage.scriptPath {
      return HTTPResponse(type: HTTPResponse.type(of: path), body: Array(PreviewPage.script.utf8))
    }
    guard shown.build > 0, !shown.files.isEmpty else {
      return HTTPResponse(
        status: 503, type: HTTPResponse.type(of: ".html"),
        body: PreviewPage.waiting(build: shown.build, findings: shown.findings))
    }
    guard
      let found = [path, path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path + "/index.html"].first(
        where: { shown.files[$0] != nil }),
      let bytes = shown.files[found]
    else { return first(path, shown) }
    guard found.hasSuffix(".html") else { return HTTPResponse(type: HTTPResponse.type(of: found), body: bytes) }
    guard found == path || path.isEmpty || path.hasSuffix("/") else {
      return .text(302, "see /\(path)/", headers: ["Location: /\(path)/"])
    }
    return HTTPResponse(
      type: HTTPResponse.type(of: found),
      body: PreviewPage.html(bytes, build: shown.build, findings: shown.findings))
  }

  /// A pack whose first page has another name than `index`.
  private static func first(_ path: String, _ shown: Shown) -> HTTPResponse {
    let pages = shown.files.keys.filter { $0.hasSuffix(".html") }.sorted()
    guard path.isEmpty, let page = pages.first else { return .text(404, "there is no such page") }
    return .text(302, "see /\(page)", headers: ["Location: /\(page)"])
  }
}

/// Names of changed files on one line.
enum ChangedNames {
  static func text(_ paths: Set<String>) -> String {
    let names = paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.sorted()
    return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}
