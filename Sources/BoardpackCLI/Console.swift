import Diagnostics
import Foundation

/// The terminal: findings and progress go to standard error, results to standard output.
enum Console {
  /// Whether standard error is a terminal that wants colours (`NO_COLOR` and `TERM=dumb` say no).
  static let coloursOnError = wantsColours(STDERR_FILENO)

  /// Whether standard output is one.
  static let coloursOnOutput = wantsColours(STDOUT_FILENO)

  private static func wantsColours(_ descriptor: Int32) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(descriptor) == 1 && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// Characters a line of standard output may have: the terminal's, within 60 and 120; 100 in a pipe or file.
  static var lineLength: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return min(max(Int(size.ws_col), 60), 120)
  }

  static func out(_ text: String) { write(Array(text.utf8), to: STDOUT_FILENO) }

  static func out(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(Array(text.utf8), to: STDERR_FILENO) }

  /// Prints findings with the source line under each.
  static func report(_ diagnostics: [Diagnostic], root: String) {
    guard !diagnostics.isEmpty else { return }
    let text = DiagnosticText(colours: coloursOnError) { location in
      guard let line = location.line else { return nil }
      let base = URL(fileURLWithPath: root, isDirectory: true)
      let url = URL(fileURLWithPath: location.file, relativeTo: base)
      // Only the pack's own text files: a data file's line may hold personal data.
      guard url.pathExtension == "md" || url.pathExtension == "yaml",
        let content = try? String(contentsOf: url, encoding: .utf8)
      else { return nil }
      let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.indices.contains(line - 1) ? String(lines[line - 1].prefix(160)) : nil
    }
    error(text.text(diagnostics))
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      // A closed pipe (`boardpack facts … | head`) is no error worth a message.
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}
