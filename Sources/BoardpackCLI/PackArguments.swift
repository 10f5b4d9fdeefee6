import ArgumentParser

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

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 256")
    }
  }
}
