import Diagnostics
import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension RowReader {
  /// Opens a file and reads its header; `have` bytes of it are in the buffer then, from its start.
  func openFile(_ index: Int) throws(DiagnosticError) -> (file: DataFile, have: Int) {
    let source = try OpenFile(feed.files[index])
    var have = min(source.size, feed.partSize + Self.tail)
    buffer.reserve(have)
    try source.read(into: buffer.base + PartBuffer.lead, at: 0, count: have)
    buffer.setEnd(PartBuffer.lead + have)
    while true {
      if let header = try header(file: source.name, isEnd: have == source.size) {
        let file = DataFile(
          index: index, source: source, layout: header.layout, dataStart: header.end - PartBuffer.lead,
          headerLines: header.lines, partSize: feed.partSize)
        return (file, have)
      }
      let more = min(source.size, have * 2)
      buffer.reserve(more)
      try source.read(into: buffer.base + PartBuffer.lead + have, at: have, count: more - have)
      have = more
      buffer.setEnd(PartBuffer.lead + have)
    }
  }

  /// The layout of the file whose first bytes are in the buffer, and where its rows start; nil: more bytes are needed.
  func header(file: String, isEnd: Bool) throws(DiagnosticError) -> (layout: FileLayout, end: Int, lines: Int)? {
    let bytes = UnsafePointer(buffer.base)
    var start = PartBuffer.lead
    let to = buffer.end
    if to - start >= 3, bytes[start] == 0xEF, bytes[start + 1] == 0xBB, bytes[start + 2] == 0xBF { start += 3 }
    guard to - PartBuffer.lead >= 3 || isEnd else { return nil }
    let format = feed.format
    if format.kind == .jsonLines {
      if to == PartBuffer.lead, isEnd { throw DiagnosticError(.emptyFile(file, hasHeader: false)) }
      return (FileLayout(), start, 0)
    }
    if start == to, isEnd { throw DiagnosticError(.emptyFile(file, hasHeader: format.names == nil)) }
    var (names, end, lines) = (format.names ?? [], start, 0)
    if format.names == nil {
      if case .separated(let separator) = format.kind {
        switch HeaderRow.read(bytes, from: start, to: to, isEnd: isEnd, separator: separator) {
        case .unfinished: return nil
        case .openQuote(let lines): throw DiagnosticError(.openQuote(file: file, line: 1 + lines))
        case .names(let found, let next, let count): (names, end, lines) = (found, next, count)
        }
      } else {
        let header = SpacedRows.header(bytes, from: start, to: to)
        guard let header else {
          if isEnd { throw DiagnosticError(.emptyFile(file, hasHeader: true)) }
          return nil
        }
        if header.end == to, !isEnd { return nil }
        (names, end, lines) = header
      }
    }
    let line = format.names == nil ? 1 : nil
    let findings = HeaderCheck(file: file, line: line, header: names, format: format).findings(wanted: feed.columns)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    return (FileLayout(header: names, wanted: feed.columns, hasHeader: format.names == nil), end, lines)
  }

  /// Reads a part and finds its rows; `have` bytes from its start are in the buffer.
  func begin(_ file: DataFile, _ part: Int, have: Int) {
    self.file = file
    fileIndex = file.index
    self.part = part
    linesBefore = 0
    longLine = nil
    do throws(DiagnosticError) {
      let offset = part * feed.partSize
      let range = file.range(part: part)
      let wanted = min(file.source.size, range.upperBound + Self.tail) - offset
      if have < wanted {
        buffer.reserve(wanted)
        // The byte before a part tells whether a line starts with it.
        let before = part > 0 ? 1 : 0
        let target = buffer.base + PartBuffer.lead
        if have == 0 {
          try file.source.read(into: target - before, at: offset - before, count: wanted + before)
        } else {
          try file.source.read(into: target + have, at: offset + have, count: wanted - have)
        }
        buffer.setEnd(PartBuffer.lead + wanted)
      }
      let start = PartBuffer.lead + range.lowerBound - offset
      let end = PartBuffer.lead + range.upperBound - offset
      switch feed.format.kind {
      case .separated: try findRows(file, part, start, end)
      case .spaced, .jsonLines: try findLines(file, part, start, end)
      }
    } catch {
      file.chain.publish(.failed, part: part)
      feed.fail(error, at: Place(file: file.index, part: part, line: 0))
      rows = .none
    }
  }

  /// Reads on behind the bytes of a part; false at the end of the file.
  func readMore(_ file: DataFile, _ part: Int) throws(DiagnosticError) -> Bool {
    let offset = part * feed.partSize
    let have = buffer.end - PartBuffer.lead
    let more = min(file.source.size - offset - have, max(have, 65_536))
    guard more > 0 else { return false }
    buffer.reserve(have + more)
    try file.source.read(into: buffer.base + PartBuffer.lead + have, at: offset + have, count: more)
    buffer.setEnd(PartBuffer.lead + have + more)
    return true
  }

  private func findRows(_ file: DataFile, _ part: Int, _ start: Int, _ end: Int) throws(DiagnosticError) {
    let index = separated.index
    index.begin(buffer.base, at: start, after: .fieldStart, isExact: false)
    index.extend(buffer.base, to: end)
    // Meanwhile the part before may come to its end.
    file.hash(part: part, buffer.base + PartBuffer.lead)
    let before = part == file.parts.lowerBound ? .rowStart : file.chain.wait(part: part - 1)
    if before == .failed {
      file.chain.publish(.failed, part: part)
      return
    }
    if before == .quoted {
      index.begin(buffer.base, at: start, after: .quoted, isExact: false)
      index.extend(buffer.base, to: end)
    }
    if index.hasStray || before == .unquoted && buffer.base[start] == Byte.quote {
      index.begin(buffer.base, at: start, after: before, isExact: true)
      index.extend(buffer.base, to: end)
    }
    let after = index.endState(buffer.base)
    file.chain.publish(after, part: part)
    file.setLines(index.lineCount, part: part)
    if after == .quoted, part == file.parts.upperBound - 1 { try findOpenQuote(file) }

    let first = before == .rowStart ? 0 : 1
    var last = index.rowCount
    if after != .rowStart, last >= first {
      let isComplete = try finishRow(file, part, from: start, to: end, before: before)
      last += isComplete ? 1 : 0
    }
    separated.begin(buffer.base, rows: first..<max(first, last), start: start, layout: file.layout)
    rows = .separated
  }

  /// Looks for the end of the row that a part ends in; false where it has none, or is too long.
  private func finishRow(
    _ file: DataFile, _ part: Int, from start: Int, to end: Int, before: CutState
  ) throws(DiagnosticError) -> Bool {
    let index = separated.index
    let row = index.rowCount
    let rowStart = row == 0 ? start : Int(index.ends[Int(index.rowEnds[row - 1])]) + 1
    var position = end
    var isAtEnd = false
    while true {
      if index.hasStray {
        index.begin(buffer.base, at: start, after: before, isExact: true)
        index.extend(buffer.base, to: position)
      }
      if index.rowCount > row {
        let length = Int(index.ends[Int(index.rowEnds[row])]) - rowStart
        if length <= Self.rowLimit { return true }
      }
      if index.rowCount > row || position - rowStart > Self.rowLimit + 1 {
        longLine = row + index.quotedLines.count { $0 < rowStart }
        return false
      }
      if isAtEnd { return false }
      if position < buffer.end {
        position = min(buffer.end, position + max(Self.tail, position - end))
      } else if try !readMore(file, part) {
        // The last row may lack its line feed.
        buffer.base[position] = Byte.lineFeed
        position += 1
        isAtEnd = true
      }
      index.extend(buffer.base, to: position)
    }
  }

  /// The quote that is open at a file's end opened in its last part, or in one before.
  private func findOpenQuote(_ file: DataFile) throws(DiagnosticError) {
    guard case .separated(let separator) = feed.format.kind else { return }
    let bytes = PartBuffer(count: min(feed.partSize, file.source.size))
    for part in file.parts.reversed() {
      let range = file.range(part: part)
      try file.source.read(into: bytes.base, at: range.lowerBound, count: range.count)
      let before = part == file.parts.lowerBound ? .rowStart : file.chain.wait(part: part - 1)
      var machine = ByteMachine(state: before, separator: separator)
      for i in 0..<range.count { _ = machine.step(bytes.base[i]) }
      guard let line = machine.openedAt else { continue }
      let place = Place(file: file.index, part: part, line: line)
      feed.fail([
        Found(place: Place(file: file.index, part: file.parts.upperBound - 1, line: 0), kind: .openQuote(place))
      ])
      return
    }
  }

  private func findLines(_ file: DataFile, _ part: Int, _ start: Int, _ end: Int) throws(DiagnosticError) {
    file.hash(part: part, buffer.base + PartBuffer.lead)
    file.setLines(QuoteCount(buffer.base + start, count: end - start).lines, part: part)
    var first = start
    if part > file.parts.lowerBound, buffer.base[start - 1] != Byte.lineFeed {
      guard let found = memchr(buffer.base + start, Int32(Byte.lineFeed), end - start) else { return }
      first = UnsafeRawPointer(found) - UnsafeRawPointer(buffer.base) + 1
      linesBefore = 1
    }
    guard first < end else { return }
    var stop = end
    var position = end
    if buffer.base[end - 1] != Byte.lineFeed {
      var lineStart = end
      while lineStart > first, buffer.base[lineStart - 1] != Byte.lineFeed { lineStart -= 1 }
      while true {
        if position < buffer.end {
          if let found = memchr(buffer.base + position, Int32(Byte.lineFeed), buffer.end - position) {
            stop = UnsafeRawPointer(found) - UnsafeRawPointer(buffer.base) + 1
            break
          }
          position = buffer.end
        }
        if position - lineStart > Self.rowLimit {
          longLine = QuoteCount(buffer.base + start, count: lineStart - start).lines
          stop = lineStart
          break
        }
        if try !readMore(file, part) {
          stop = buffer.end
          break
        }
      }
    }
    handLines(first, stop, file.layout)
  }

  func handLines(_ first: Int, _ stop: Int, _ layout: FileLayout) {
    if let json {
      json.start(buffer.base + first, count: stop - first)
      rows = .lines
    } else {
      rows = .spaced(SpacedRows(from: first, to: stop, layout: layout))
    }
  }
}
