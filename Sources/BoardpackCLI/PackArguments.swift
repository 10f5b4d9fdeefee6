import ArgumentParser
import Engines

/// What every command on a pack takes.
struct PackArguments: ParsableArguments {
  @Argument(help: "The folder of the pack, which holds pack.yaml.", completion: .directory)
  var pack: String

  @Option(help: "Report on this period instead of the pack's: 2026-Q3, 2026-09, 2026-W31, 2026.")
  var period: String?

  @Option(
    help: ArgumentHelp(
      "A further folder that datasets may read from.",
      discussion: "Without it, no path may leave the pack's folder. Repeat for several.", valueName: "folder"))
  var dataRoot: [String] = []

  @Option(help: "Threads that read data; the result is the same for any number.")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Where the rows set aside are listed; default: .boardpack-cache/quarantine in the pack.",
      discussion: "The files hold values from the data, masked by the classification of their columns.",
      valueName: "folder"))
  var quarantine: String?

  @Flag(help: "Read all data, whether or not it changed since the last run, and keep nothing for the next.")
  var noCache = false

  /// The private folder of the pack, for its owner alone.
  private var privateFolder: String { pack + "/.boardpack-cache" }

  /// Where sums are kept between runs; nil: nowhere.
  var cache: String? { noCache ? nil : privateFolder }

  /// The folder of the lists of rows set aside.
  var quarantineFolder: QuarantineFolder {
    quarantine.map { QuarantineFolder(path: $0) } ?? QuarantineFolder(privateFolder: privateFolder)
  }

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 256")
    }
  }
}
