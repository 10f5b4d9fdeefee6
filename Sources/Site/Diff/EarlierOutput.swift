import Diagnostics
import Foundation
import Kernels
import Pack

/// An output that readers saw before, with which a build compares itself.
struct EarlierOutput: Sendable {
  var output: ComparedOutput
  /// SHA-256 of its manifest.
  var manifest: String

  /// Reads a folder that `boardpack build` wrote; throws a `DiagnosticError` where it is none, or another edition.
  init(folder: String, audience: Audience, at location: Diagnostic.Location?) throws {
    let reader = BundleReader(folder: folder)
    let edition = try reader.manifest().audience ?? Audience.internal.rawValue
    guard edition == audience.rawValue else {
      throw DiagnosticError(
        Diagnostic(
          .error, "other-edition",
          "the earlier output is the \(edition) edition, and this is the \(audience.rawValue) one",
          at: location, explanation: "what is gone from the one would be shown in the other",
          remedy: "name an earlier \(audience.rawValue) output with --since, or mark the block `audience: \(edition)`"))
    }
    output = try ComparedOutput(folder: folder)
    manifest = SHA256.hex(reader.bytes(Bundle.manifest) ?? [])
  }
}

extension SiteBuild {
  /// What `changes` compares with; nil where no page shows it, or nothing was named.
  mutating func earlierOutput(
    _ sources: SiteSources, _ options: Options, below output: String? = nil
  ) throws -> EarlierOutput? {
    let isShown = sources.pages.contains { $0.directives.contains(where: \.needsEarlier) }
    guard isShown else {
      if options.since != nil, output == nil {
        diagnostics.append(
          Diagnostic(
            .note, "changes-not-shown", "no page says what changed since the earlier output",
            remedy: "put a block `changes` on a page"))
      }
      return nil
    }
    guard let folder = options.since ?? sources.pack.since else { return nil }
    let location = options.since == nil ? Diagnostic.Location(file: "pack.yaml") : nil
    // A pack is built before it has been read by anyone.
    guard options.since != nil || FileManager.default.fileExists(atPath: folder) else {
      let note = Diagnostic(
        .note, "no-earlier-output", "there is no earlier output to compare with, so `changes` shows nothing",
        at: location, remedy: "copy the folder that readers saw to the place that `since:` names")
      if !diagnostics.contains(note) { diagnostics.append(note) }
      return nil
    }
    guard let output else {
      var earlier = try EarlierOutput(folder: folder, audience: options.audience, at: location)
      // All pages in one file are no page of their own.
      let single = URL(fileURLWithPath: sources.pack.folder).lastPathComponent + ".html"
      if !sources.pages.contains(where: { $0.outputName == single }) { earlier.output.pages[single] = nil }
      return earlier
    }
    _ = try BundleReader(folder: folder).manifest()
    guard FileManager.default.fileExists(atPath: folder + "/" + output) else { return nil }
    return try EarlierOutput(folder: folder + "/" + output, audience: options.audience, at: location)
  }
}
