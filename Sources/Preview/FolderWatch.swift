import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tells which files in some folders were changed: at once by the kernel's word on Linux, by looking elsewhere.
///
/// To be used by one thread.
public final class FolderWatch {
  private var folders: Set<String> = []
  private var stamps: [String: Stamp] = [:]
  #if os(Linux)
    private let queue = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    private var names: [Int32: String] = [:]
  #endif

  private struct Stamp: Equatable {
    var size: Int
    var modified: Date?
  }

  /// Watches the files of these folders, not those in folders below.
  public init(_ folders: Set<String>) { watch(folders) }

  deinit {
    #if os(Linux)
      if queue >= 0 { close(queue) }
    #endif
  }

  /// Watches other folders from now on.
  public func watch(_ wanted: Set<String>) {
    #if os(Linux)
      if queue >= 0 {
        for (number, folder) in names where !wanted.contains(folder) {
          inotify_rm_watch(queue, number)
          names[number] = nil
        }
        let known = Set(names.values)
        let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE
        for folder in wanted.subtracting(known).sorted() {
          let number = inotify_add_watch(queue, folder, UInt32(events))
          if number >= 0 { names[number] = folder }
        }
      }
    #endif
    if wanted != folders {
      folders = wanted
      stamps = look()
    }
  }

  /// The paths that changed, once the changes come to rest; empty where nothing did within the time.
  public func changes(within milliseconds: Int32) -> Set<String> {
    #if os(Linux)
      if queue >= 0 { return told(within: milliseconds) }
    #endif
    usleep(UInt32(min(milliseconds, 300)) * 1000)
    let now = look()
    let changed = Set(now.keys).union(stamps.keys).filter { now[$0] != stamps[$0] }
    stamps = now
    return changed
  }

  #if os(Linux)
    private func told(within milliseconds: Int32) -> Set<String> {
      var changed: Set<String> = []
      var wait = milliseconds
      // An editor writes, renames and deletes in one go: a burst is one change.
      for _ in 0..<50 {
        var request = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, wait) > 0 else { break }
        let found = readEvents()
        changed.formUnion(found)
        wait = changed.isEmpty ? milliseconds : 8
      }
      return changed
    }

    private func readEvents() -> Set<String> {
      var changed: Set<String> = []
      var buffer = [UInt8](repeating: 0, count: 16_384)
      let count = read(queue, &buffer, buffer.count)
      guard count > 0 else { return [] }
      // An event: number, mask, cookie and length of the name, 32 bits each; then the name, filled up with zeros.
      buffer.withUnsafeBytes { bytes in
        var place = 0
        while place + 16 <= count {
          let number = bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)
          let length = Int(bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
          let end = min(count, place + 16 + length)
          let name = String(decoding: bytes[(place + 16)..<end].prefix { $0 != 0 }, as: UTF8.self)
          if let folder = names[number], Self.matters(name) { changed.insert(folder + "/" + name) }
          place = end
        }
      }
      return changed
    }
  #endif

  /// Editors put copies and locks beside the file.
  private static func matters(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix("~") && !name.hasSuffix(".swp") && name != "4913"
      && !name.hasPrefix("#")
  }

  private func look() -> [String: Stamp] {
    #if os(Linux)
      if queue >= 0 { return [:] }
    #endif
    var found: [String: Stamp] = [:]
    for folder in folders {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where Self.matters(name) {
        let path = folder + "/" + name
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        found[path] = Stamp(
          size: (attributes?[.size] as? NSNumber)?.intValue ?? -1, modified: attributes?[.modificationDate] as? Date)
      }
    }
    return found
  }
}
