import ArgumentParser
import Diagnostics
import Pack

/// What the author says of doubtful matches: by flags, else on a terminal.
struct NewAnswers {
  /// `score=nps_answer`: a column of the library and what it is in the file; empty: nothing.
  var columns: [(dataset: String?, library: String, own: String)] = []
  /// `answers=surveys`: a file's dataset and its part in the library.
  var roles: [(dataset: String, role: String)] = []
  var takesAll = false
  /// Asks a question that can be answered by yes or no; nil: nobody is there.
  var ask: ((String) -> Bool)?

  /// Reads `--map` and `--plays`. Throws a `ValidationError` for what is no pair.
  init(map: [String], plays: [String]) throws {
    for text in map {
      guard let (left, right) = Self.pair(text) else {
        throw ValidationError("--map takes COLUMN_OF_THE_LIBRARY=YOUR_COLUMN, not “\(text)”")
      }
      let parts = left.split(separator: ".", maxSplits: 1).map(String.init)
      columns.append((parts.count == 2 ? parts[0] : nil, parts.last ?? left, right))
    }
    for text in plays {
      guard let (left, right) = Self.pair(text) else {
        throw ValidationError("--plays takes YOUR_DATASET=DATASET_OF_THE_LIBRARY, not “\(text)”")
      }
      let names = KPILibrary.builtIn.contracts.map(\.name)
      guard right.isEmpty || names.contains(right) else {
        let nearest = nearestName(to: right, among: names).map { "; did you mean `\($0)`?" } ?? ""
        throw ValidationError("the library has no dataset `\(right)`\(nearest)")
      }
      roles.append((left, right))
    }
  }

  private static func pair(_ text: String) -> (String, String)? {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  /// The part of a file, with the author's word on what is doubtful. Throws a `ValidationError` for names that are not
  /// there.
  func role(_ matching: NewMatching, dataset: String) throws -> NewRole? {
    var role = matching.role()
    if let told = roles.first(where: { $0.dataset == dataset }) {
      guard !told.role.isEmpty, let contract = KPILibrary.builtIn.contract(told.role) else { return nil }
      role = matching.role(contract, reason: "as --plays says", isTaken: true)
    }
    guard var role else { return nil }
    if role.isDoubtful {
      role.isTaken =
        takesAll
        || ask?("Is `\(dataset)` what the KPI library calls `\(role.contract.name)`? \(role.contract.about)") ?? false
    }
    guard role.isTaken else { return role }
    try tell(&role, matching, dataset)
    for index in role.mappings.indices where role.mappings[index].isDoubtful && !role.mappings[index].isTaken {
      let mapping = role.mappings[index]
      role.mappings[index].isTaken =
        takesAll
        || ask?("Is \(mapping.expression) of `\(dataset)` `\(mapping.library.name)`: \(mapping.library.meaning)?")
          ?? false
    }
    return role
  }

  private func tell(_ role: inout NewRole, _ matching: NewMatching, _ dataset: String) throws {
    for told in columns where told.dataset == nil || told.dataset == dataset {
      guard let column = role.contract.column(told.library) else {
        guard told.dataset != nil else { continue }
        throw ValidationError("the library's `\(role.contract.name)` has no column `\(told.library)`")
      }
      role.mappings.removeAll { $0.library.name == told.library }
      guard !told.own.isEmpty else { continue }
      let names = matching.profile.columns.map(\.name)
      guard names.contains(told.own) else {
        if told.dataset == nil { continue }
        let nearest = nearestName(to: told.own, among: names).map { "; did you mean `\($0)`?" } ?? ""
        throw ValidationError("`\(dataset)` has no column `\(told.own)`\(nearest)")
      }
      role.mappings.append(
        NewRole.Mapping(
          library: column, expression: NewQuoting.column(told.own), reason: "as --map says", isTaken: true,
          isDoubtful: false))
    }
  }
}
