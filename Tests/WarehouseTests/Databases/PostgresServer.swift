import Foundation

/// A PostgreSQL server of its own, on a socket in a new folder; stopped and removed when the test process ends, however
/// it ends: the server's guard waits on a pipe that only this process holds open.
final class PostgresServer: Sendable {
  static let shared: PostgresServer? = try? PostgresServer()

  /// A user who is asked for a password, where there is one.
  static let lockedUser = "locked"

  let folder: String
  private let lifeline: FileHandle

  private struct NotStarted: Error {}

  private init() throws {
    guard let tools = Self.tools else { throw NotStarted() }
    // The path of a socket is short.
    folder = "/tmp/bp-pg-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let script = """
      set -e
      trap '' INT HUP
      cd '\(folder)'
      '\(tools)/initdb' -D data -A trust -U boardpack -E UTF8 --locale=C --no-sync >log 2>&1
      sed -i.old '1i\\
      local all \(Self.lockedUser) scram-sha-256
      ' data/pg_hba.conf
      '\(tools)/pg_ctl' -D data -l server.log -w -o "-k '\(folder)' -c listen_addresses='' -c fsync=off" start >>log 2>&1
      echo ready
      cat >/dev/null || true
      '\(tools)/pg_ctl' -D data -m immediate -w stop >>log 2>&1 || true
      cd / && rm -rf '\(folder)'
      """
    let process = Process()
    // The server refuses to run as root.
    let isRoot = getuid() == 0
    if isRoot { try Tool.run(["chown", "postgres", folder]) }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = (isRoot ? ["runuser", "-u", "postgres", "--"] : []) + ["sh", "-c", script]
    let (input, output) = (Pipe(), Pipe())
    lifeline = input.fileHandleForWriting
    // Clients that this process starts must not hold it open.
    _ = fcntl(lifeline.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("ready") else {
      throw NotStarted()
    }
  }

  var command: [String] { ["psql", "-h", folder, "-U", "boardpack", "-d", "postgres"] }

  /// The folder of the server's programs, the newest version first.
  static let tools: String? = {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let folders = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
    let own = Tool.path("initdb").map { String($0.dropLast("/initdb".count)) }
    return (folders + [own].compactMap { $0 }).first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()
}
