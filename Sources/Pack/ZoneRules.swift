import Diagnostics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The offsets of one time zone from UTC, read from the system's compiled zone files (RFC 9636).
///
/// A wall clock is given in seconds as if it showed UTC: 1970-01-02 00:00 on the wall is 86,400 in every zone.
public struct ZoneRules: Sendable, Hashable {
  /// IANA name.
  public let name: String
  /// Seconds UTC at which the offset changes, ascending.
  private let transitions: [Int64]
  /// `offsets[i]` holds before `transitions[i]`, `offsets[i + 1]` from it on.
  private let offsets: [Int64]
  /// The wall clock from which `offsets[i + 1]` is certain: the end of the skipped or repeated stretch.
  private let wallLimits: [Int64]
  /// Whether the table ends with a whole cycle that stands for all later ones.
  private let repeats: Bool

  /// All rules as numbers: zones that differ in any moment differ here.
  public var definition: [Int64] {
    let lists = [transitions, offsets, wallLimits]
    return lists.flatMap { [Int64($0.count)] + $0 } + [repeats ? 1 : 0]
  }

  /// The Gregorian calendar, weekdays included, repeats after 400 years.
  private static let cycle: Int64 = 146_097 * 86_400

  /// Coordinated universal time.
  public static let utc = ZoneRules(name: "UTC", transitions: [], offsets: [0], repeats: false)

  init(name: String, transitions: [Int64], offsets: [Int64], repeats: Bool) {
    self.repeats = repeats
    self.name = name
    self.transitions = transitions
    self.offsets = offsets
    wallLimits = transitions.indices.map { transitions[$0] + max(offsets[$0], offsets[$0 + 1]) }
  }

  /// Reads the rules of an IANA zone.
  ///
  /// Throws a `DiagnosticError` that names the nearest zone when there is none of this name.
  public static func load(_ name: String, folder: String = "/usr/share/zoneinfo") throws -> ZoneRules {
    if name == "UTC" { return utc }
    let isSafe =
      !name.isEmpty && !name.hasPrefix("/") && !name.contains("..")
      && name.utf8.allSatisfy {
        ($0 | 32 >= 97 && $0 | 32 <= 122) || (48...57).contains($0) || "_+-/".utf8.contains($0)
      }
    guard isSafe, let data = FileManager.default.contents(atPath: folder + "/" + name),
      let rules = ZoneFile(bytes: [UInt8](data)).rules(name: name)
    else {
      throw DiagnosticError(unknown(name, folder: folder))
    }
    return rules
  }

  private static func unknown(_ name: String, folder: String) -> Diagnostic {
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    let names = all.filter { !$0.hasPrefix("posix/") && !$0.hasPrefix("right/") && !$0.contains(".") }.sorted()
    let remedy: String
    if names.isEmpty {
      remedy = "Install the time zone data of the system (package tzdata)"
    } else if let nearest = nearestName(to: name, among: names) {
      remedy = "Did you mean `\(nearest)`?"
    } else {
      remedy = "Write an IANA name such as `Europe/Berlin` or `UTC`"
    }
    return Diagnostic(
      .error, "unknown-zone", "There is no time zone `\(name)`",
      explanation: "Days and periods start at midnight of the pack's zone", remedy: remedy)
  }

  /// Seconds to add to UTC at a moment given in seconds UTC.
  public func offset(atUTC seconds: Int64) -> Int64 {
    offsets[Self.count(of: transitions, notAfter: folded(seconds, last: transitions.last))]
  }

  /// The moment at which the wall clock shows `wallClock`.
  ///
  /// A repeated hour means its first occurrence; a skipped one moves forward by the length of the gap.
  public func utcSeconds(wallClock: Int64) -> Int64 {
    wallClock - offsets[offsetIndex(wallClock: wallClock)]
  }

  /// Whether the wall clock shows this time twice, as in the hour after summer time ends.
  public func isRepeated(wallClock: Int64) -> Bool {
    let index = offsetIndex(wallClock: wallClock)
    guard index < transitions.count else { return false }
    let value = folded(wallClock, last: wallLimits.last)
    return value >= transitions[index] + offsets[index + 1]
  }

  private func offsetIndex(wallClock: Int64) -> Int {
    Self.count(of: wallLimits, notAfter: folded(wallClock, last: wallLimits.last))
  }

  /// Moves a time beyond the table back by whole cycles.
  private func folded(_ seconds: Int64, last: Int64?) -> Int64 {
    guard repeats, let last, seconds > last else { return seconds }
    return seconds - ((seconds - last - 1) / Self.cycle + 1) * Self.cycle
  }

  private static func count(of sorted: [Int64], notAfter value: Int64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
