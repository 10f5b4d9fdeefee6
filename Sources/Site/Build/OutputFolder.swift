import CSystem
import Diagnostics
import Dispatch
import Foundation
import Synchronization

/// Writes a folder of files as one step: beside its place first, then exchanged with what is there.
///
/// Whenever the process is killed, the place holds the old folder or the new one, whole.
public struct OutputFolder {
  /// A file that marks a folder as written by this tool, so that no other folder is ever replaced.
  static let marker = ".boardpack"

  let path: String

  /// The folder at a path, which need not exist.
  public init(path: String) {
    self.path = URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Replaces the folder's content by `files` (paths relative to it).
  ///
  /// Throws a `DiagnosticError` when the place is taken by something this tool did not write, or the disk refuses.
  public func replace(with files: [(path: String, bytes: [UInt8])]) throws {
    try checkPlace()
    let manager = FileManager.default
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let name = URL(fileURLWithPath: path).lastPathComponent
    let work = parent + "/.\(name).boardpack-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? manager.removeItem(atPath: work) }
    var folders: Set<String> = []
    do {
      try manager.createDirectory(atPath: work, withIntermediateDirectories: true)
      let marker = (path: Self.marker, bytes: Array("Written by boardpack; replaced as a whole.\n".utf8))
      for file in files {
        if let slash = file.path.lastIndex(of: "/"), folders.insert(String(file.path[..<slash])).inserted {
          try manager.createDirectory(
            atPath: work + "/" + file.path[..<slash], withIntermediateDirectories: true)
        }
      }
      try writeAll(files + [marker], below: work)
      guard manager.fileExists(atPath: path) else {
        try manager.moveItem(atPath: work, toPath: path)
        return
      }
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "output-not-written", "the output folder \(path) could not be written",
          explanation: (error as NSError).localizedDescription,
          remedy: "check that the disk has room and that you may write there; the old output is untouched"))
    }
    let code = boardpack_exchange(work, path)
    guard code == 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "output-not-exchanged", "the finished output could not take the place of \(path)",
          explanation: String(cString: strerror(code)),
          remedy: "choose an output folder on a local disk with --output; the old output is untouched"))
    }
  }

  /// Several threads pay where a pack has outputs by the hundred.
  private func writeAll(_ files: [(path: String, bytes: [UInt8])], below folder: String) throws {
    let part = 256
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: (files.count + part - 1) / part) { number in
      do {
        for file in files[(number * part)..<min(files.count, (number + 1) * part)] {
          try Self.write(file.bytes, to: folder + "/" + file.path)
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Foundation's own writing waits for the disk after each file, which costs more than making the pages; what is
  /// promised here is a whole folder whenever the process ends, and for that the order of calls suffices.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    guard let file = fopen(path, "wb") else { throw failure() }
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw failure() }
  }

  private func checkPlace() throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw DiagnosticError(
        Diagnostic(
          .error, "output-is-a-file", "the output folder \(path) is a file",
          remedy: "name another folder with --output"))
    }
    let content = (try? manager.contentsOfDirectory(atPath: path)) ?? []
    guard content.isEmpty || content.contains(Self.marker) else {
      throw DiagnosticError(
        Diagnostic(
          .error, "output-not-ours", "the output folder \(path) holds files that boardpack did not write",
          explanation: "the folder is replaced as a whole, and these files would be lost",
          remedy: "name an empty or new folder with --output"))
    }
  }
}

extension OutputFolder {
  /// A folder's name for a value of a segment.
  public static func name(for value: String) -> String { OutputNames.slug(value) }
}
