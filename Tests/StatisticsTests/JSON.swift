/// A JSON value, for cases whose inputs differ from kind to kind.
enum JSON: Decodable, Sendable {
  case number(Double)
  case text(String)
  case flag(Bool)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  struct Missing: Error { var key: String }

  func callAsFunction(_ key: String) throws -> JSON {
    guard case .object(let members) = self, let member = members[key] else { throw Missing(key: key) }
    return member
  }

  func double(_ key: String) throws -> Double { try self(key).number }
  func int(_ key: String) throws -> Int { try Int(double(key)) }
  func doubles(_ key: String) throws -> [Double] { try self(key).items.map { try $0.number } }
  func ints(_ key: String) throws -> [Int] { try doubles(key).map { Int($0) } }

  var number: Double {
    get throws {
      guard case .number(let number) = self else { throw Missing(key: "a number") }
      return number
    }
  }
  var text: String {
    get throws {
      guard case .text(let text) = self else { throw Missing(key: "a text") }
      return text
    }
  }
  var items: [JSON] {
    get throws {
      guard case .list(let items) = self else { throw Missing(key: "a list") }
      return items
    }
  }

  static func optional(_ value: Double?) -> JSON { value.map { .number($0) } ?? .text("nan") }
  static func numbers(_ values: [Double]) -> JSON { .list(values.map { .number($0) }) }
  static func flags(_ values: [Bool]) -> JSON { numbers(values.map { $0 ? 1 : 0 }) }
}
