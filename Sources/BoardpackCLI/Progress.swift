import Foundation
import Synchronization

/// A line on standard error that says how far a long reading is; silent for the first half second and off a terminal.
final class Progress: Sendable {
  private struct State {
    var lastShown = ContinuousClock.now
    var isVisible = false
  }

  private let start = ContinuousClock.now
  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1

  func update(bytes: Int, of total: Int, rows: Int) {
    guard isTerminal else { return }
    let now = ContinuousClock.now
    guard now - start > .milliseconds(500) else { return }
    let text: String? = state.withLock { state in
      guard !state.isVisible || now - state.lastShown > .milliseconds(100) else { return nil }
      state.lastShown = now
      state.isVisible = true
      let share = total > 0 ? Double(bytes) / Double(total) : 0
      let filled = Int(min(1, share) * 24)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
      let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
      let rate = Int(Double(bytes) / 1_000_000 / max(0.001, seconds))
      return "\r\u{1B}[Kreading \(bar) \(Int(share * 100))%  \(rows) rows  \(rate) MB/s"
    }
    if let text { Console.error(text) }
  }

  func update(statements: Int, of total: Int) {
    guard isTerminal else { return }
    state.withLock { $0.isVisible = true }
    Console.error("\r\u{1B}[Kasking the database: \(statements) of \(total) statements")
  }

  func finish() {
    let wasVisible = state.withLock { state in
      defer { state.isVisible = false }
      return state.isVisible
    }
    if wasVisible { Console.error("\r\u{1B}[K") }
  }
}
