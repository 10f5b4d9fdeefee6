import Dispatch

/// Work that waits for long stretches, away from the threads that others share.
enum Thread {
  static func start(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue(label: "boardpack.preview.wait").async(execute: work)
  }
}
