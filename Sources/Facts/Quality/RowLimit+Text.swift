import Formats
public import Pack

extension RowLimit {
  /// As a page writes it, in the locale of the report: `12`, `0,5 %`.
  public var text: String {
    switch self {
    case .rows: description
    case .share: groupedThousands(String(description.dropLast())) + PackLocale.current.suffix("%")
    }
  }
}
