/// A compiled zone file: version 2 or later, 64-bit data and the rule for later years in its footer (RFC 9636).
struct ZoneFile {
  let bytes: [UInt8]

  /// nil when the bytes are not such a file.
  func rules(name: String) -> ZoneRules? {
    guard let first = header(at: 0), first.version >= UInt8(ascii: "2") else { return nil }
    let second = 44 + first.bodyLength(timeSize: 4)
    guard let header = header(at: second) else { return nil }
    let times = second + 44
    let indices = times + header.transitions * 8
    let types = indices + header.transitions
    let footer = second + 44 + header.bodyLength(timeSize: 8)
    guard footer <= bytes.count, header.types > 0 else { return nil }

    func offset(ofType type: Int) -> Int64? {
      type < header.types ? Int64(Int32(truncatingIfNeeded: integer(at: types + type * 6, size: 4))) : nil
    }
    guard let initial = offset(ofType: 0) else { return nil }
    var builder = Builder(initial: initial)
    for i in 0..<header.transitions {
      guard let offset = offset(ofType: Int(bytes[indices + i])) else { return nil }
      builder.append(integer(at: times + i * 8, size: 8), offset)
    }
    let lastListed = header.transitions > 0 ? integer(at: times + (header.transitions - 1) * 8, size: 8) : Int64.min
    let text = String(decoding: bytes[footer...], as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    let rule = ZoneFooter(text)
    if let rule {
      let year = lastListed > -62_000_000_000 ? CivilDate(dayNumber: Int(lastListed / 86_400)).year : 1970
      // One cycle of the Gregorian calendar stands for all later years.
      for change in rule.transitions(years: year...(year + 400)) where change.at > lastListed {
        builder.append(change.at, change.offset)
      }
    }
    return ZoneRules(name: name, transitions: builder.transitions, offsets: builder.offsets, repeats: rule != nil)
  }

  /// Transitions that change only the name of the time are left out.
  private struct Builder {
    var transitions: [Int64] = []
    var offsets: [Int64]
    init(initial: Int64) { offsets = [initial] }
    mutating func append(_ time: Int64, _ offset: Int64) {
      guard offset != offsets[offsets.count - 1] else { return }
      transitions.append(time)
      offsets.append(offset)
    }
  }

  private struct Header {
    var version: UInt8
    var utcIndicators, standardIndicators, leaps, transitions, types, characters: Int
    func bodyLength(timeSize: Int) -> Int {
      transitions * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standardIndicators
        + utcIndicators
    }
  }

  private func header(at start: Int) -> Header? {
    guard start >= 0, start + 44 <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
    func count(_ index: Int) -> Int { Int(integer(at: start + 20 + index * 4, size: 4)) }
    return Header(
      version: bytes[start + 4], utcIndicators: count(0), standardIndicators: count(1), leaps: count(2),
      transitions: count(3), types: count(4), characters: count(5))
  }

  /// Big-endian; eight bytes give a signed number, four an unsigned one.
  private func integer(at start: Int, size: Int) -> Int64 {
    Int64(bitPattern: bytes[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
