import ArgumentParser
import Engines
import Facts
import Metrics
import Pack

/// `boardpack sums`.
struct Sums: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the sum table behind the metrics. Its rows are private.",
    discussion: """
      Half of the bucket rows hold a single customer: keep them where personal data may be kept, and never publish them.

      EXAMPLES
        boardpack sums my-pack > sums.csv
      """)

  @OptionGroup var arguments: PackArguments

  func run() throws {
    let loaded = try LoadedPack(arguments)
    var planner = Planner(loaded.pack)
    for metric in loaded.pack.metrics { planner.need(metric.name, periods: [loaded.pack.period]) }
    let plan = planner.plan()
    Console.error("warning: these rows identify people; do not publish them\n")
    Console.out(try loaded.sums(plan).csv(plan))
  }
}
