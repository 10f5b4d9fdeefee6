import Rows

/// What one pass over all rows of a file tells.
struct NewProfile {
  let file: InferredFile
  private(set) var columns: [NewColumn]
  let rows: Int
  /// Rows that could not be cut into fields.
  let badRows: Int

  /// Reads the whole file. Throws `DiagnosticError` when it has no rows or cannot be read to its end.
  init(_ path: String, progress: (_ bytes: Int, _ rows: Int) -> Void = { _, _ in }) throws {
    file = try InferredFile(path: path)
    var columns = file.names.map(NewColumn.init)
    let survey = try RowSurvey(file, progress: progress) { columns[$0].add($1) }
    self.columns = columns
    (rows, badRows) = (survey.rows, survey.badRows)
  }

  var remarks: [String] { file.remarks }
}
