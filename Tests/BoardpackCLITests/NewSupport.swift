import Diagnostics
import Foundation
import Pack

@testable import BoardpackCLI

/// A folder of its own for one test, taken away afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("boardpack-new-" + UUID().uuidString)
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

/// The profile of a file with this text.
func profile(_ text: String, name: String = "sessions.csv") throws -> NewProfile {
  try withFolder { folder in
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try NewProfile(path)
  }
}

/// The identifiers of the findings that stop a profile.
func findings(_ text: String, name: String = "sessions.csv") -> [String] {
  do {
    _ = try profile(text, name: name)
    return []
  } catch let error as DiagnosticError {
    return error.diagnostics.map(\.id)
  } catch {
    return ["\(error)"]
  }
}

/// The type of a column of these values.
func type(_ name: String, _ values: [String]) -> NewType {
  column(name, values).type
}

func column(_ name: String, _ values: [String]) -> NewColumn {
  var column = NewColumn(name: name)
  for value in values { column.add(Array(value.utf8)[...]) }
  return column
}

/// Writes the pack of some files into a folder and reads it back.
func written(_ files: [(name: String, text: String)]) throws -> (
  pack: Pack?, findings: [Diagnostic], text: String, page: String
) {
  try withFolder { folder in
    var profiles: [NewProfile] = []
    for file in files {
      let path = folder + "/" + file.name
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path))
      profiles.append(try NewProfile(path))
    }
    let new = try NewPack(profiles, title: nil)
    try NewFolder(path: folder + "/pack").write(new)
    let (pack, findings) = Pack.load(folder: folder + "/pack")
    return (pack, findings, new.packText, new.pageText)
  }
}

/// Sessions over two years, three a day: ids, customers that repeat, a flag, a channel, an amount, a score.
func sessions(days: Int, from first: String = "2024-10-01", header: String? = nil) -> String {
  let start = CivilDate(parsing: first)?.dayNumber ?? 0
  var out = header ?? "session_id,customer_id,started_at,channel,resolved,amount,score\n"
  for day in 0..<days {
    for i in 0..<3 {
      let n = day * 3 + i
      let channel = n % 5 < 3 ? "web" : "phone"
      let date = CivilDate(dayNumber: start + day)
      out += "s\(n),c\(n % 97),\(date)T0\(i):30:00Z,\(channel),\(n % 4 == 0),\(n % 40).50,\(n % 11)\n"
    }
  }
  return out
}
