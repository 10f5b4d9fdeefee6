import Metrics
import Pack

/// How one column of a source becomes a value in canonical form, in three steps that each see the one before.
struct ColumnReading {
  /// Over the source's row `r`.
  var raw: String
  /// Over `r` as well: what else is known of the source only.
  var flags: [(name: String, sql: String)] = []
  /// Over the row `p` that holds the raw value: further parts by name.
  var parts: [(name: String, sql: String)] = []
  /// Over the row `t` that holds raw value and parts.
  var value: String
  /// A raw value that gives no value is a bad row; nil where every raw value is one.
  var complaint: String?
  /// Over the rows that follow: whether the wall clock showed this time twice.
  var isRepeated: String?
}

/// Names of the columns of one relation, none of which an engine could take for another.
struct ColumnNames {
  private var taken: Set<String> = []

  init(reserved: [String]) { for name in reserved { _ = make(name) } }

  /// The name itself where it is short and free, without regard to case.
  mutating func make(_ wanted: String) -> String {
    let clean = String(wanted.map { $0 == "." ? "_" : $0 })
    let base =
      clean.utf8.count <= 48 && clean.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 32 } ? clean : "column"
    var name = base
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(base) \(number)"
      number += 1
    }
    return name
  }
}
