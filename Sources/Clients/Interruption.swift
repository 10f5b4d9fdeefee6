import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ends running clients where this program is interrupted: as leaders of groups of their own they do not hear the
/// terminal's signal, and a query would go on without anybody waiting for it.
enum Interruption {
  private static let limit = 64
  private static let lock = Mutex(false)

  /// Process ids, 0 for a free place. Written under `lock` only; the handler of a signal, which can take no lock, reads
  /// whole words. Never freed.
  nonisolated(unsafe) private static let places: UnsafeMutablePointer<pid_t> = {
    let places = UnsafeMutablePointer<pid_t>.allocate(capacity: limit)
    places.initialize(repeating: 0, count: limit)
    return places
  }()

  static func add(_ pid: pid_t) {
    lock.withLock { isInstalled in
      replace(0, by: pid)
      guard !isInstalled else { return }
      isInstalled = true
      for number in [SIGINT, SIGTERM, SIGHUP] { install(number) }
    }
  }

  static func remove(_ pid: pid_t) { lock.withLock { _ in replace(pid, by: 0) } }

  private static func replace(_ old: pid_t, by new: pid_t) {
    if let place = (0..<limit).first(where: { places[$0] == old }) { places[place] = new }
  }

  /// Whoever handles the signal already, or ignores it, keeps doing so.
  private static func install(_ number: Int32) {
    var current = sigaction()
    guard sigaction(number, nil, &current) == 0, isDefault(current) else { return }
    signal(number) { number in
      for place in 0..<Interruption.limit where Interruption.places[place] > 0 {
        _ = kill(-Interruption.places[place], SIGTERM)
      }
      signal(number, SIG_DFL)
      raise(number)
    }
  }

  private static func isDefault(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler == nil
    #else
      action.__sigaction_handler.sa_handler == nil
    #endif
  }
}
