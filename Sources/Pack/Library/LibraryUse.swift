import Diagnostics
import Metrics

/// What a pack takes from the KPI library, as the decoder goes along.
struct LibraryUse {
  /// A dataset of the pack in the place of one of the library.
  struct Role {
    /// The library's dataset.
    var plays: String
    /// By column of the library's dataset: what it is in the pack's.
    var map: [String: RowExpression]
  }

  /// A KPI that the pack names in `use:`.
  struct Item {
    var name: String
    /// For its place.
    var node: ConfigNode
    /// By dataset of the library; under "" for all.
    var from: [String: String] = [:]
    /// By column of the library, or `dataset.column`.
    var columns: [String: RowExpression] = [:]
    /// Keys over those of the library.
    var overrides: [ConfigEntry] = []
  }

  /// Where a text of the library is used: findings in it are shown there.
  struct Place {
    var location: Diagnostic.Location
    var text: String
  }

  /// By dataset of the library: the one of the pack in its place.
  var players: [String: String] = [:]
  /// By dataset of the pack.
  var roles: [String: Role] = [:]
  /// By name of a file that does not exist and stands for a text of the library.
  var places: [String: Place] = [:]
  /// What each KPI lacks, where somebody asked; nil: nobody did.
  var fits: [KPIFit]?
  /// Metrics that came from the library.
  var names: Set<String> = []
  /// What columns of the library are mapped to, as written.
  var expressions: [SourceText] = []

  /// The mark of a library text in place of a file.
  static func mark(_ kpi: String, _ part: String) -> String { "library:\(kpi):\(part)" }
}

extension ConfigNode {
  /// The same content at another place.
  func placed(_ file: String, _ place: ConfigNode) -> ConfigNode {
    var node = self
    (node.file, node.line, node.column) = (file, place.line, place.column)
    switch content {
    case .text: break
    case .list(let items): node.content = .list(items.map { $0.placed(file, place) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map {
          ConfigEntry(name: $0.name, key: $0.key.placed(file, place), value: $0.value.placed(file, place))
        })
    }
    return node
  }

  /// The same place with a text.
  func holding(_ text: String) -> ConfigNode {
    var node = self
    node.content = .text(text)
    return node
  }
}
