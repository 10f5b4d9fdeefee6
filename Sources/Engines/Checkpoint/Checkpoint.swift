import Kernels

import Foundation
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sums kept in a private folder, so that data that did not change is not read again.
///
/// Bucketed sums identify people: the folder and its files are for their owner alone, and nothing else reads them. A
/// checkpoint is used only when everything that made it is the same: the pack, the plan, the program and every byte of
/// every file. A file counts as unchanged when device, inode, size and both times are; otherwise, or when it was so young
/// that a later change might not show, its content is hashed and compared.
public struct Checkpoint: Sendable {
  /// Where sums are kept.
  public let folder: String
  private let key: String
  /// Nanoseconds since 1970, before any file was looked at.
  private let start = Int64(Date().timeIntervalSince1970 * 1e9)

  private static let magic: [UInt8] = Array("boardpack sums 1\n".utf8)
  /// More are not kept; the ones unused for longest go first.
  private static let limit = 8
  /// Larger tables are not kept.
  private static let sizeLimit = 268_435_456

  /// To be made before the identities of the files are taken: what is young is told from this moment, since a file that is
  /// written to while it is read may show no other time than before.
  ///
  /// - Parameters:
  ///   - folder: made when first written to.
  ///   - definition: everything besides the plan and the files that decides the sums, in any form.
  public init(folder: String, plan: Plan, definition: [UInt8]) {
    var writer = ByteWriter()
    writer.put(definition.count)
    plan.put(into: &writer)
    var hash = SHA256()
    hash.update(Self.magic[...])
    hash.update(definition[...])
    hash.update(writer.bytes[...])
    self.folder = folder
    key = hash.finish()
  }

  /// Tells this program from any other build of it: sums of a program that may count differently are not used.
  public static let program: [UInt8] = {
    guard let path = Bundle.main.executablePath, let identity = FileIdentity(name: "", path: path) else { return [] }
    var writer = ByteWriter()
    identity.put(into: &writer)
    return writer.bytes
  }()

  private var path: String { folder + "/" + key.prefix(32) + ".sums" }

  /// The sums of the last run, or nil when there are none for just this plan and these files as they are now.
  ///
  /// - Parameter hash: the hash of a whole file as `DatasetQuality.fileHashes` has it; nil when it cannot be read.
  public func load(files: [FileIdentity], hash: (FileIdentity) -> String?) -> SumTable? {
    guard let data = FileManager.default.contents(atPath: path), let entry = Entry(bytes: [UInt8](data)) else {
      return nil
    }
    guard entry.definition == key, entry.files.count == files.count else { return nil }
    var isStale = entry.isYoung
    for (kept, now) in zip(entry.files, files) where kept != now {
      guard kept.name == now.name, kept.path == now.path, kept.size == now.size else { return nil }
      isStale = true
    }
    guard isStale else {
      touch()
      return entry.table
    }
    let hashes = Dictionary(
      entry.table.quality.flatMap(\.fileHashes).map { ($0.file, $0.hash) }, uniquingKeysWith: { first, _ in first })
    for file in files {
      guard let known = hashes[file.name], hash(file) == known else { return nil }
    }
    // The content is the same, whatever the times say; from now on the new identities are enough.
    store(entry.table, files: files)
    return entry.table
  }

  /// Keeps sums. `files` are the identities from before the files were read; when one changed meanwhile, nothing is kept.
  /// A folder that cannot be written to is no fault: the next run reads the data again.
  public func store(_ table: SumTable, files: [FileIdentity]) {
    for file in files where FileIdentity(name: file.name, path: file.path) != file { return }
    let entry = Entry(
      definition: key, files: files, isYoung: files.contains { $0.isYoung(at: start) }, table: table)
    let bytes = entry.bytes
    guard bytes.count <= Self.sizeLimit, prepare() else { return }
    let work = path + ".\(ProcessInfo.processInfo.processIdentifier)"
    let isWritten = FileManager.default.createFile(
      atPath: work, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    guard isWritten, rename(work, path) == 0 else {
      try? FileManager.default.removeItem(atPath: work)
      return
    }
    prune()
  }

  private func prepare() -> Bool {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder) { return true }
    do {
      try manager.createDirectory(
        atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try Data("# Sums kept by boardpack; safe to delete, not to be shared.\n*\n".utf8)
        .write(to: URL(fileURLWithPath: folder + "/.gitignore"))
      return true
    } catch {
      return false
    }
  }

  private func touch() {
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
  }

  private func prune() {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".sums") } ?? []
    guard names.count > Self.limit else { return }
    let dated = names.map { name in
      let date = (try? manager.attributesOfItem(atPath: folder + "/" + name))?[.modificationDate] as? Date
      return (name: name, date: date ?? .distantPast)
    }
    for entry in dated.sorted(by: { ($0.date, $0.name) > ($1.date, $1.name) }).dropFirst(Self.limit) {
      try? manager.removeItem(atPath: folder + "/" + entry.name)
    }
  }

  /// What stands in a file: a checksum in front, because a half-written or damaged checkpoint must count as none.
  private struct Entry {
    var definition: String
    var files: [FileIdentity]
    var isYoung: Bool
    var table: SumTable

    init(definition: String, files: [FileIdentity], isYoung: Bool, table: SumTable) {
      self.definition = definition
      self.files = files
      self.isYoung = isYoung
      self.table = table
    }

    init?(bytes: [UInt8]) {
      let header = Checkpoint.magic.count + 64
      guard bytes.count >= header, bytes.starts(with: Checkpoint.magic),
        bytes[Checkpoint.magic.count..<header].elementsEqual(Self.checksum(bytes, from: header).utf8)
      else { return nil }
      do {
        var reader = ByteReader(bytes, from: header)
        definition = try reader.text()
        files = try reader.list { try FileIdentity(from: &$0) }
        isYoung = try reader.int() == 1
        table = try SumTable(from: &reader)
        guard reader.isAtEnd else { return nil }
      } catch {
        return nil
      }
    }

    var bytes: [UInt8] {
      var writer = ByteWriter()
      writer.put(definition)
      writer.put(files) { $1.put(into: &$0) }
      writer.put(isYoung ? 1 : 0)
      table.put(into: &writer)
      return Checkpoint.magic + Array(Self.checksum(writer.bytes, from: 0).utf8) + writer.bytes
    }

    private static func checksum(_ bytes: [UInt8], from start: Int) -> String {
      var hash = SHA256()
      hash.update(bytes[start...])
      return hash.finish()
    }
  }
}
