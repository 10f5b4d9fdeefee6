import Metrics
import Units

extension Dataset {
  /// The dataset as a contract of the Open Data Contract Standard, version 3.1.0, in YAML; nil for a roll-up, whose rows
  /// are made here.
  ///
  /// What the standard has no field for travels in custom properties whose names start with `boardpack.`. Lookups and
  /// figures to agree with are the pack's own and stay there.
  public func contractText(version: String = "1.0.0", status: String = "draft") -> String? {
    guard case .files(_, let separator) = source else { return nil }
    var document: [YAMLValue.Entry] = [
      .init("apiVersion", .text("v3.1.0")), .init("kind", .text("DataContract")),
      .init("id", .text("boardpack." + name)),
      .init("name", .text(name)), .init("version", .text(version)), .init("status", .text(status)),
    ]
    let table: [YAMLValue.Entry] = [
      .init("name", .text(name)), .init("physicalType", .text("file")),
      .init("properties", .list(columns.map { .mapping(property($0)) })),
      .init("customProperties", .list(Self.custom(ownProperties(separator)))),
    ]
    document.append(.init("schema", .list([.mapping(table)])))
    let levels = [serviceLevel("latency", rules.freshness), serviceLevel("retention", rules.retention)].compactMap(
      \.self)
    if !levels.isEmpty { document.append(.init("slaProperties", .list(levels))) }
    return YAMLValue.mapping(document).document
  }

  private func ownProperties(_ separator: UInt8) -> [YAMLValue.Entry] {
    var own: [YAMLValue.Entry] = [.init("format", .text(rules.format.rawValue))]
    if rules.format == .csv {
      own.append(.init("separator", .text(separator == 9 ? "tab" : String(UnicodeScalar(separator)))))
    }
    if let header = rules.header { own.append(.init("header", .list(header.map { .text($0) }))) }
    own.append(.init("otherColumns", .text(rules.allowsOtherColumns ? "allow" : "refuse")))
    own.append(.init("noun", .text(noun)))
    if let time { own.append(.init("time", .text(time.description))) }
    if let cluster { own.append(.init("cluster", .text(cluster.description))) }
    if let limit = rules.badRowLimit {
      own.append(limit == .rows(0) ? .init("onBadRow", .text("stop")) : .init("maxBadRows", limit.yaml))
    }
    if !rules.rowRules.isEmpty {
      own.append(
        .init(
          "rules",
          .list(
            rules.rowRules.map { rule in
              .mapping([
                .init("name", .text(rule.name)), .init("where", .text(rule.condition.description)),
                .init("atMost", rule.limit.yaml), .init("onBad", .text(rule.action.rawValue)),
              ])
            })))
    }
    return own
  }

  private static func custom(_ entries: [YAMLValue.Entry]) -> [YAMLValue] {
    entries.map {
      .mapping([.init("property", .text("boardpack." + $0.key)), .init("value", $0.value)])
    }
  }

  private func serviceLevel(_ property: String, _ limit: DataRules.TimeLimit?) -> YAMLValue? {
    guard let limit, let length = TimeLength(parsing: limit.text) else { return nil }
    var entries: [YAMLValue.Entry] = [
      .init("property", .text(property)), .init("value", .plain("\(length.count)")),
      .init("unit", .text(length.unit.rawValue)),
    ]
    if case .column(let column)? = time { entries.append(.init("element", .text("\(name).\(column)"))) }
    return .mapping(entries)
  }

  private func property(_ column: Column) -> [YAMLValue.Entry] {
    var entries: [YAMLValue.Entry] = [.init("name", .text(column.name))]
    var own: [YAMLValue.Entry] = []
    var options: [YAMLValue.Entry] = []
    var logical = "string"
    let (low, high) = (column.rules.minimum?.text, column.rules.maximum?.text)
    switch column.type {
    case .text:
      if let length = column.rules.minimumLength { options.append(.init("minLength", .plain("\(length)"))) }
      if let length = column.rules.maximumLength { options.append(.init("maxLength", .plain("\(length)"))) }
    case .boolean:
      logical = "boolean"
      if !column.trueSpellings.isEmpty { own.append(.init("true", .texts(column.trueSpellings))) }
      if !column.falseSpellings.isEmpty { own.append(.init("false", .texts(column.falseSpellings))) }
    case .number(let scale):
      logical = scale == 0 ? "integer" : "number"
      if let low { options.append(.init("minimum", .plain(low))) }
      if let high { options.append(.init("maximum", .plain(high))) }
      if scale > 0 { own.append(.init("scale", .plain("\(scale)"))) }
      if let unit = column.unit { own.append(.init("unit", .text(unit.description))) }
      if column.hasDecimalComma { own.append(.init("decimal", .text(","))) }
    case .timestamp:
      logical = "timestamp"
      switch column.format {
      case nil: break
      case let format? where format == "iso" || format.hasPrefix("epoch"): own.append(.init("format", .text(format)))
      case let format?:
        if !format.contains("HH") { logical = "date" }
        // A letter that stands for itself is quoted in the standard's patterns.
        options.append(.init("format", .text(format.replacing("T", with: "'T'"))))
      }
      if let low { options.append(.init("minimum", .text(low))) }
      if let high { options.append(.init("maximum", .text(high))) }
    }
    entries.append(.init("logicalType", .text(logical)))
    if !options.isEmpty { entries.append(.init("logicalTypeOptions", .mapping(options))) }
    if column.required { entries.append(.init("required", .plain("true"))) }
    if column.rules.unique { entries.append(.init("unique", .plain("true"))) }
    if column.name == key {
      entries += [.init("primaryKey", .plain("true")), .init("primaryKeyPosition", .plain("1"))]
    }
    if let classification = column.classification {
      entries.append(.init("classification", .text(classification.rawValue)))
    }
    if Set(column.rules.values).isDisjoint(with: ContractReader.nullTexts) {
      if !column.rules.values.isEmpty { entries.append(.init("quality", .list([validValues(column)]))) }
    } else {
      // Within the standard's list, these would mean that there is no value.
      own.append(.init("values", .texts(column.rules.values)))
    }
    if !column.nulls.isEmpty { own.append(.init("nulls", .texts(column.nulls))) }
    if !own.isEmpty { entries.append(.init("customProperties", .list(Self.custom(own)))) }
    return entries
  }

  private func validValues(_ column: Column) -> YAMLValue {
    let values = column.rules.values.map { column.type == .text ? YAMLValue.text($0) : .plain($0) }
    return .mapping([
      .init("metric", .text("invalidValues")), .init("arguments", .mapping([.init("validValues", .list(values))])),
      .init("mustBe", .plain("0")),
    ])
  }
}

extension RowLimit {
  fileprivate var yaml: YAMLValue {
    if case .rows(let limit) = self { return .plain("\(limit)") }
    return .text(description)
  }
}

extension YAMLValue {
  fileprivate static func texts(_ texts: [String]) -> YAMLValue { .list(texts.map { .text($0) }) }
}
