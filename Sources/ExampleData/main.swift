// Writes the example packs' data: `ExampleData DIR`. The same bytes on every machine and at every time.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

guard CommandLine.arguments.count == 2 else {
  print("usage: ExampleData DIR")
  exit(2)
}
let folder = CommandLine.arguments[1]
let seed: UInt64 = 20_260_401
let simulation = Simulation(seed: seed)
let files = [
  ("customers.csv", Tables.customers(simulation)),
  ("sessions.csv", Tables.sessions(simulation)),
  ("orders.csv", Tables.orders(simulation)),
  ("surveys.csv", Surveys.csv(simulation, seed: seed &+ 4)),
  ("costs.csv", Money.costs(simulation)),
  ("budget.csv", Money.budget()),
  ("feedback.jsonl", SmallFiles.feedback(seed: seed &+ 5)),
  ("milestones.csv", SmallFiles.milestones),
  ("phone.csv", SmallFiles.phone(seed: seed &+ 6)),
]
do {
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for (name, text) in files {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }
} catch {
  print("ExampleData: cannot write to \(folder): \(error)")
  exit(1)
}
