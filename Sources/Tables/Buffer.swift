#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Values side by side in memory that grows where it stands if the system can do so.
///
/// Invariant: `base` points at room for `capacity` values, of which the first `count` have been written; values
/// are plain bits (`Place` does not say so of itself, so the compiler does not check it). The memory
/// moves whenever room is made, so that nobody keeps `base` over an appending call.
struct Buffer<Element>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  var count = 0

  init() {
    capacity = 0
    base = Self.memory(realloc(nil, MemoryLayout<Element>.stride))
  }

  /// So many values that are zero in every bit; the system hands out its pages when they are first touched.
  init(zeros: Int) {
    capacity = zeros
    count = zeros
    base = Self.memory(calloc(max(1, zeros), MemoryLayout<Element>.stride))
    useLargePages()
  }

  deinit { free(base) }

  /// Memory in bytes.
  var bytes: Int { capacity * MemoryLayout<Element>.stride }

  /// Makes room for so many more values.
  mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(count + more, capacity + capacity / 2, 16)
    base = Self.memory(realloc(base, capacity * MemoryLayout<Element>.stride))
    useLargePages()
  }

  @inline(__always)
  mutating func append(_ value: Element) {
    if count == capacity { reserve(1) }
    base[count] = value
    count += 1
  }

  mutating func append(_ values: UnsafePointer<Element>, _ number: Int) {
    reserve(number)
    (base + count).update(from: values, count: number)
    count += number
  }

  /// Appends the values of the rows of a list.
  mutating func append(_ values: UnsafePointer<Element>, _ list: borrowing RowList) {
    reserve(list.count)
    let (rows, end) = (list.rows, base + count)
    for i in 0..<list.count { end[i] = values[Int(rows[i])] }
    count += list.count
  }

  /// Fills up to a multiple of a number of values.
  mutating func pad(toMultipleOf multiple: Int, with value: Element) {
    let missing = (multiple - count % multiple) % multiple
    reserve(missing)
    for i in 0..<missing { base[count + i] = value }
    count += missing
  }

  /// Gives back what growing took too much.
  mutating func trim() {
    guard count < capacity else { return }
    capacity = count
    base = Self.memory(realloc(base, max(1, count) * MemoryLayout<Element>.stride))
  }

  /// Probes go anywhere in a table: with large pages most of them need no walk of the page tables.
  private func useLargePages() {
    #if os(Linux)
      let (page, size) = (2 << 20, bytes)
      guard size >= 4 * page else { return }
      let start = (Int(bitPattern: base) + page - 1) & ~(page - 1)
      madvise(UnsafeMutableRawPointer(bitPattern: start), (size - page) & ~(page - 1), MADV_HUGEPAGE)
    #endif
  }

  private static func memory(_ address: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Element> {
    guard let address else { preconditionFailure("Out of memory") }
    return address.assumingMemoryBound(to: Element.self)
  }
}
