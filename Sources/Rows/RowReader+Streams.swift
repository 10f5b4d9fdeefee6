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
  /// Takes the next whole rows off a stream; false at its end.
  @discardableResult
  func read(_ stream: StreamFile) -> Bool {
    let cut: Bool? = stream.exclusively {
      file = nil
      fileIndex = stream.index
      part = stream.lines.count
      linesBefore = 0
      longLine = nil
      rows = .none
      do throws(DiagnosticError) {
        try self.cut(stream)
        feed.report(bytes: stream.takeBytes(), rows: 0)
        return true
      } catch {
        let place = Place(file: stream.index, part: part, line: 0)
        feed.fail(error, at: place, isHeader: stream.layout == nil)
        stream.end()
        return false
      }
    }
    return cut ?? false
  }

  /// Every part of a stream starts at the start of a row and ends at the end of one.
  private func cut(_ stream: StreamFile) throws(DiagnosticError) {
    var total = stream.carried.count + feed.partSize
    buffer.reserve(total)
    for (i, byte) in stream.carried.enumerated() { buffer.base[PartBuffer.lead + i] = byte }
    buffer.setEnd(PartBuffer.lead + stream.carried.count)
    stream.carried.removeAll(keepingCapacity: true)
    while true {
      try read(stream, upTo: total)
      total *= 2
      var start = PartBuffer.lead
      let layout: FileLayout
      if let known = stream.layout {
        layout = known
      } else {
        let name = feed.files[stream.index].name
        guard let header = try header(file: name, isEnd: stream.isAtEnd) else { continue }
        layout = header.layout
        stream.layout = layout
        stream.headerLines = header.lines
        start = header.end
        dropFront(start)
        start = PartBuffer.lead
      }
      let stop = feed.format.kind.isQuoted ? rowsEnd(stream, layout) : linesEnd(stream, layout)
      if let stop {
        stream.lines.append(UInt32(QuoteCount(buffer.base + start, count: stop - start).lines))
        stream.carried.append(contentsOf: UnsafeBufferPointer(start: buffer.base + stop, count: buffer.end - stop))
      } else if buffer.end - start > Self.rowLimit + 1 {
        try skipRow(stream)
      } else {
        continue
      }
      if stream.isAtEnd, stream.carried.isEmpty { end(stream) }
      return
    }
  }

  /// Reads until the buffer has so many bytes, or the stream ends.
  private func read(_ stream: StreamFile, upTo total: Int) throws(DiagnosticError) {
    buffer.reserve(total)
    var have = buffer.end - PartBuffer.lead
    while have < total {
      let count = try stream.read(into: buffer.base + PartBuffer.lead + have, capacity: total - have)
      if count == 0 { break }
      have += count
    }
    buffer.setEnd(PartBuffer.lead + have)
  }

  private func dropFront(_ start: Int) {
    let count = buffer.end - start
    memmove(buffer.base + PartBuffer.lead, buffer.base + start, count)
    buffer.setEnd(PartBuffer.lead + count)
  }

  /// Cuts the rows in the buffer and returns where the last whole one ends; nil: there is none.
  private func rowsEnd(_ stream: StreamFile, _ layout: FileLayout) -> Int? {
    let (index, start, end) = (separated.index, PartBuffer.lead, buffer.end)
    func extend(to position: Int) {
      index.extend(buffer.base, to: position)
      guard index.hasStray else { return }
      index.begin(buffer.base, at: start, after: .rowStart, isExact: true)
      index.extend(buffer.base, to: position)
    }
    index.begin(buffer.base, at: start, after: .rowStart, isExact: false)
    extend(to: end)
    var stop = index.rowCount > 0 ? Int(index.ends[Int(index.rowEnds[index.rowCount - 1])]) + 1 : start
    if stream.isAtEnd {
      if stop < end {
        buffer.base[end] = Byte.lineFeed
        let count = index.rowCount
        extend(to: end + 1)
        buffer.base[end] = 0
        if index.rowCount == count { findOpenQuote(stream, from: stop) }
      }
      stop = end
    } else if stop == start {
      return nil
    }
    // A row that is too long filled the buffer before others came.
    let isFirstLong = index.rowCount > 0 && Int(index.ends[Int(index.rowEnds[0])]) - start > Self.rowLimit
    if isFirstLong { longLine = 0 }
    separated.begin(
      buffer.base, rows: min(isFirstLong ? 1 : 0, index.rowCount)..<index.rowCount, start: start, layout: layout)
    rows = .separated
    return stop
  }

  private func findOpenQuote(_ stream: StreamFile, from start: Int) {
    guard case .separated(let separator) = feed.format.kind else { return }
    var machine = ByteMachine(state: .rowStart, separator: separator)
    for at in start..<buffer.end { _ = machine.step(buffer.base[at]) }
    let before = QuoteCount(buffer.base + PartBuffer.lead, count: start - PartBuffer.lead).lines
    failOpenQuote(line: before + (machine.openedAt ?? 0))
  }

  private func failOpenQuote(line: Int) {
    let place = Place(file: fileIndex, part: part, line: line)
    feed.fail([Found(place: Place(file: fileIndex, part: part, line: 0), kind: .openQuote(place))])
  }

  private func linesEnd(_ stream: StreamFile, _ layout: FileLayout) -> Int? {
    var stop = buffer.end
    if !stream.isAtEnd {
      while stop > PartBuffer.lead, buffer.base[stop - 1] != Byte.lineFeed { stop -= 1 }
      if stop == PartBuffer.lead { return nil }
    }
    handLines(PartBuffer.lead, stop, layout)
    return stop
  }

  /// Passes over a row that does not end within the limit.
  private func skipRow(_ stream: StreamFile) throws(DiagnosticError) {
    longLine = 0
    var machine = ByteMachine(state: .rowStart, separator: Byte.lineFeed)
    if case .separated(let separator) = feed.format.kind {
      machine = ByteMachine(state: .rowStart, separator: separator)
    }
    let isQuoted = feed.format.kind.isQuoted
    var lines = 0
    while true {
      for at in PartBuffer.lead..<buffer.end {
        let byte = buffer.base[at]
        let isEnd = isQuoted ? machine.step(byte).contains(.endsRow) : byte == Byte.lineFeed
        guard isEnd else { continue }
        lines = isQuoted ? machine.lines : 1
        stream.carried.append(contentsOf: UnsafeBufferPointer(start: buffer.base + at + 1, count: buffer.end - at - 1))
        stream.lines.append(UInt32(lines))
        return
      }
      buffer.setEnd(PartBuffer.lead)
      try read(stream, upTo: feed.partSize)
      if buffer.end == PartBuffer.lead {
        stream.lines.append(UInt32(machine.lines))
        if isQuoted, machine.outcome == .quoted { failOpenQuote(line: machine.openedAt ?? 0) }
        return
      }
    }
  }

  private func end(_ stream: StreamFile) {
    stream.end()
    let hash = stream.fingerprint()
    feed.change { $0.hashes[stream.index] = hash }
  }
}

extension RowFormat.Kind {
  var isQuoted: Bool {
    if case .separated = self { return true }
    return false
  }
}
