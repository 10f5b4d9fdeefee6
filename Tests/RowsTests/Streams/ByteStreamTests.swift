import Diagnostics
import Testing

@testable import Rows

@Suite struct ByteStreamTests {
  private struct Outcome: Equatable {
    var bytes: [UInt8] = []
    var stored: [UInt8] = []
    var problem: String?
  }

  private func read(_ stored: [UInt8], capacity: Int = 1000, inputSize: Int = 4096) throws -> Outcome {
    let scratch = ScratchFile("data.gz")
    var shown: [UInt8] = []
    let stream = try ByteStream(scratch.write(stored), inputSize: inputSize) {
      shown += Array($0)
    }
    var outcome = Outcome()
    let target = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    defer { target.deallocate() }
    do throws(DiagnosticError) {
      while case let count = try stream.read(into: target, capacity: capacity), count > 0 {
        outcome.bytes += Array(UnsafeBufferPointer(start: target, count: count))
      }
      #expect(try stream.read(into: target, capacity: capacity) == 0)
      #expect(stream.bytesRead == stored.count)
    } catch {
      #expect(error.diagnostics.map(\.location?.file) == ["data.gz"])
      #expect(error.diagnostics.allSatisfy { $0.remedy != nil && $0.severity == .error })
      outcome.problem = error.diagnostics.map { "\($0.id): \($0.summary)" }.joined()
    }
    outcome.stored = shown
    return outcome
  }

  private let text: [UInt8] = (0..<5000).flatMap { Array("row \($0 % 977),\($0)\n".utf8) }

  @Test(arguments: [0, 1, 6, 9])
  func roundTrip(level: Int32) throws {
    let packed = Gzip.pack(text, level: level)
    for (capacity, inputSize) in [(1_000_000, 65_536), (1000, 4096), (7, 3), (65_536, 2)] {
      let outcome = try read(packed, capacity: capacity, inputSize: inputSize)
      #expect(outcome.bytes == text)
      #expect(outcome.stored == packed)
      #expect(outcome.problem == nil)
    }
  }

  @Test func byteByByte() throws {
    let short = Array(text.prefix(3000))
    #expect(try read(Gzip.pack(short), capacity: 1, inputSize: 2).bytes == short)
    #expect(try read(short, capacity: 1, inputSize: 2).bytes == short)
  }

  @Test func plainBytesPassThrough() throws {
    #expect(try read(text).bytes == text)
    for short in [[], [0x1F], [0x1F, 0x8C, 1], [65]] as [[UInt8]] {
      let outcome = try read(short)
      #expect(outcome.bytes == short)
      #expect(outcome.stored == short)
      #expect(outcome.problem == nil)
    }
  }

  /// RFC 1952, section 2.2: members follow each other with nothing between them.
  @Test func membersFollowEachOther() throws {
    let packed = Gzip.pack(Array("a,b\n".utf8)) + Gzip.pack([]) + Gzip.pack(text) + Gzip.pack(Array("end".utf8))
    for inputSize in [2, 5, 65_536] {
      #expect(try read(packed, inputSize: inputSize).bytes == Array("a,b\n".utf8) + text + Array("end".utf8))
    }
    #expect(try read(packed + [UInt8](repeating: 0, count: 9000)).problem == nil)
    #expect(try read(Gzip.pack([])) == Outcome(bytes: [], stored: Gzip.pack([]), problem: nil))
  }

  @Test func cutOffDataIsTold() throws {
    let packed = Gzip.pack(text)
    for count in [
      2, 3, 9, 10, 11, packed.count / 2, packed.count - 9, packed.count - 8, packed.count - 4, packed.count - 1,
    ] {
      let outcome = try read(Array(packed[..<count]))
      #expect(outcome.problem == "truncated-file: The compressed data file ends before its data does", "\(count)")
    }
    // The first member is whole, the second is not.
    let second = try read(packed + packed[..<20])
    #expect(second.bytes.starts(with: text))
    #expect(second.problem?.hasPrefix("truncated-file") == true)
    #expect(try read(packed + [0x1F]).problem?.hasPrefix("truncated-file") == true)
  }

  @Test func damagedDataIsTold() throws {
    let packed = Gzip.pack(text)
    func flipped(_ index: Int) -> [UInt8] {
      var bytes = packed
      bytes[index] ^= 0x40
      return bytes
    }
    let damaged = "corrupt-file: The compressed data file is damaged: "
    // RFC 1952, section 2.3: the last eight bytes are the checksum and the length.
    #expect(try read(flipped(packed.count - 8)).problem == damaged + "incorrect data check")
    #expect(try read(flipped(packed.count - 1)).problem == damaged + "incorrect length check")
    #expect(try read(flipped(2)).problem == damaged + "unknown compression method")
    #expect(try read(packed + Array("x".utf8)).problem == damaged + "data follows the end of the archive")
    #expect(try read(packed + [0, 0, 1]).problem == damaged + "data follows the end of the archive")
    for index in stride(from: 20, to: packed.count, by: 499) {
      #expect(try read(flipped(index)).problem?.hasPrefix("corrupt-file") == true, "\(index)")
    }
  }

  @Test func streamsAreTold() {
    func isNeeded(_ bytes: [UInt8]) -> Bool {
      let scratch = ScratchFile()
      return ByteStream.isNeeded(for: scratch.write(bytes))
    }
    func isNeeded(_ path: String) -> Bool { ByteStream.isNeeded(for: RowFile(name: "x", path: path, size: 0)) }
    #expect(isNeeded("-"))
    #expect(isNeeded("/dev/null"))
    #expect(!isNeeded(ScratchFile().path), "left to its reader, who says that it is missing")
    #expect(isNeeded(Gzip.pack([65])))
    #expect(!isNeeded([0x1F, 65]))
    #expect(!isNeeded([0x1F]))
    #expect(!isNeeded([]))
  }

  @Test func aMissingFileIsTold() throws {
    do throws(DiagnosticError) {
      _ = try ByteStream(RowFile(name: "missing.csv", path: "/nonexistent/missing.csv", size: 0))
      Issue.record("a file that does not exist was opened")
    } catch {
      #expect(error.diagnostics.map(\.id) == ["unreadable-file"])
    }
  }
}
