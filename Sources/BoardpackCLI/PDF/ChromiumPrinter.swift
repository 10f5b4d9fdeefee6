import Clients
import Diagnostics
import Foundation

/// Prints a document with an installed Chromium: no shell between, a profile of its own that is removed, a time limit.
struct ChromiumPrinter {
  let program: String
  let timeout: Int

  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
  ]
  private static let applications = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ]

  /// The program as asked for, else by the environment, else by its usual names.
  static func find(_ asked: String?) throws -> String {
    let environment = ProcessInfo.processInfo.environment
    let variable = environment["BOARDPACK_CHROMIUM"].flatMap { $0.isEmpty ? nil : $0 }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    func located(_ name: String) -> String? {
      let places = name.contains("/") ? [name] : folders.map { $0 + "/" + name }
      return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    if let named = asked ?? variable {
      if let found = located(named) { return found }
      throw DiagnosticError(
        Diagnostic(
          .error, "no-chromium", "there is no program \(named)",
          explanation: asked == nil ? "BOARDPACK_CHROMIUM names it" : "--chromium names it",
          remedy: "give the path of Chromium or Chrome"))
    }
    if let found = (names + applications).lazy.compactMap(located).first { return found }
    throw DiagnosticError(
      Diagnostic(
        .error, "no-chromium", "no Chromium was found",
        explanation: "a PDF is printed by an installed Chromium or Chrome",
        remedy:
          "install it (`apt install chromium`, `brew install --cask chromium`), or say where it is with --chromium "
          + "or BOARDPACK_CHROMIUM; or open the pages in any browser and print them"))
  }

  /// The PDF of a document; a trial, of which only the places are read, is printed without its structure.
  func print(_ markup: String, isTrial: Bool = false) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("boardpack-pdf-" + UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(markup.utf8).write(to: folder.appendingPathComponent("pack.html"))
    } catch {
      throw failed("the temporary folder could not be written: \((error as NSError).localizedDescription)")
    }
    do {
      let process = try ClientProcess(arguments(folder, isTrial), input: "", folder: folder.path)
      var buffer = [UInt8](repeating: 0, count: 4096)
      while try buffer.withUnsafeMutableBytes({ bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return try process.read(into: base, capacity: 4096, within: timeout)
      }) > 0 {}
      try process.finish()
    } catch ClientFailure.timedOut(let seconds) {
      throw failed("it was stopped after \(seconds) s", remedy: "give it more time with --timeout")
    } catch ClientFailure.ended(let code, let words) {
      throw failed(words.isEmpty ? "it ended with code \(code)" : words)
    } catch let failure as ClientFailure {
      throw DiagnosticError(failure.diagnostic("the PDF was not printed", at: nil))
    }
    guard let pdf = FileManager.default.contents(atPath: folder.path + "/pack.pdf"),
      pdf.starts(with: Data("%PDF-".utf8))
    else { throw failed("it wrote no PDF") }
    return [UInt8](pdf)
  }

  private func arguments(_ folder: URL, _ isTrial: Bool) -> [String] {
    var arguments = [
      program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions",
      "--disable-background-networking", "--disable-sync", "--user-data-dir=" + folder.path + "/profile",
      "--no-pdf-header-footer", isTrial ? "--disable-pdf-tagging" : "--generate-pdf-document-outline",
      "--print-to-pdf=" + folder.path + "/pack.pdf",
    ]
    // Chromium refuses its sandbox to the superuser, as in a container. The document holds no script and loads nothing.
    if getuid() == 0 { arguments.append("--no-sandbox") }
    return arguments + [folder.appendingPathComponent("pack.html").absoluteString]
  }

  private func failed(_ why: String, remedy: String = "run it by hand to see what it says") -> DiagnosticError {
    DiagnosticError(
      Diagnostic(.error, "pdf-not-printed", "\(program) did not print the PDF", explanation: why, remedy: remedy))
  }
}
