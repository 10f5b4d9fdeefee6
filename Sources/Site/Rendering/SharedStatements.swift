import Facts
import Pack
import Synchronization
import Warehouse

/// The statements for reading of one site: written when they are first asked for, and once for its pages and its bundle.
final class SharedStatements: Sendable {
  private let known = Mutex<ReadableStatements?>(nil)

  func list(_ pack: Pack, _ book: FactBook) -> ReadableStatements {
    let plan = book.sums.plan
    return known.withLock { known in
      let list = known ?? ReadableStatements(for: plan, on: pack, period: pack.period)
      known = list
      return list
    }
  }
}
