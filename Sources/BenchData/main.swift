// Writes a large file of sessions for the benchmark: `BenchData ROWS FILE`, as JSON lines when FILE ends in `.jsonl`.
// The same bytes on every machine and at every time. `BenchData charts` measures a chart against its limits instead.

import Foundation

if CommandLine.arguments.dropFirst() == ["charts"] {
  ChartBench.run()
  exit(0)
}
guard CommandLine.arguments.count == 3, let rows = Int(CommandLine.arguments[1]), rows > 0 else {
  FileHandle.standardError.write(Data("usage: BenchData ROWS FILE.csv|FILE.jsonl, or BenchData charts\n".utf8))
  exit(2)
}
let path = CommandLine.arguments[2]
guard let file = fopen(path, "w") else {
  FileHandle.standardError.write(Data("BenchData: cannot write \(path)\n".utf8))
  exit(1)
}
var writer = SessionWriter(rows: rows, isJSON: path.hasSuffix(".jsonl"))
while let bytes = writer.nextBytes() {
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
    FileHandle.standardError.write(Data("BenchData: \(path) cannot be written on; is the disk full?\n".utf8))
    exit(1)
  }
}
fclose(file)
