/// Remembers answers by name; the answers are the same with or without that memory.
final class Memo<Value> {
  private var known: [String: Value] = [:]

  func value(_ name: String, _ compute: () -> Value) -> Value {
    if let value = known[name] { return value }
    let value = compute()
    known[name] = value
    return value
  }
}
