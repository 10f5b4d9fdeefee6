import Dispatch
import Synchronization

/// The results of so many threads, in the order of their numbers.
func inParallel<Result: Sendable>(_ threads: Int, _ work: @Sendable (_ thread: Int) -> Result) -> [Result] {
  guard threads > 1 else { return [work(0)] }
  let results = Mutex<[Int: Result]>([:])
  DispatchQueue.concurrentPerform(iterations: threads) { thread in
    let result = work(thread)
    results.withLock { $0[thread] = result }
  }
  return results.withLock { found in (0..<threads).compactMap { found[$0] } }
}
