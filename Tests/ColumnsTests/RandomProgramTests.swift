import Columns
import Diagnostics
import Metrics
import Pack
import Testing

/// Blocks against the row-at-a-time oracle: random programs over random rows, several expressions per block.
@Suite struct RandomProgramTests {
  @Test(arguments: 0..<24)
  func blocksAgreeWithTheOracle(seed: Int) throws {
    var generator = RandomExpression(random: SplitMix64(state: UInt64(seed)))
    let columns = Dictionary(
      uniqueKeysWithValues: RandomExpression.columns.enumerated().map { slot, column in
        (column.name, ExpressionCompiler.Column(slot: slot, type: column.type))
      })
    var compiler = ExpressionCompiler(columns: columns, rules: .utc, location: .init(file: "pack.yaml"))
    var roots: [(node: Int32, expression: RowExpression)] = []
    while roots.count < 8 {
      let depth = generator.random.below(4) + 1
      let expression =
        switch generator.random.below(4) {
        case 0: generator.number(depth)
        case 1: generator.text(depth)
        default: generator.boolean(depth)
        }
      // Products may get more digits than there are.
      guard let compiled = try? compiler.compile(expression) else { continue }
      roots.append((compiled.node, expression))
    }
    let evaluator = BlockEvaluator(
      program: compiler.program, slots: RandomExpression.columns.map(\.type), decoders: [])
    let oracle = Oracle(program: compiler.program)
    for turn in 0..<12 {
      let block = RandomBlock(&generator.random)
      evaluator.load(Fixture(Array(repeating: [""], count: block.count)).block)
      for (slot, vector) in block.vectors.enumerated() { evaluator.setSlot(slot, vector) }
      var overflowed: Set<Int> = []
      var results: [(vector: Vector, rows: [Int], node: Int32, expression: RowExpression)] = []
      // One expression alone as well, so that no other one hides a row that must not overflow.
      for root in turn < 4 ? roots : [roots[turn - 4]] {
        let rareness = generator.random.pick([1, 1, 2, 20])
        let rows = (0..<block.count).filter { _ in rareness == 1 || generator.random.chance(rareness) }
        let asked = Rows64(rows)
        results.append((evaluator.evaluate(root.node, rows: asked.mask), rows, root.node, root.expression))
      }
      // Read only now: later evaluations must not disturb earlier results.
      for result in results {
        for row in result.rows {
          do throws(Oracle.Overflow) {
            let expected = try oracle.evaluate(result.node, block.cells[row])
            if result.vector.cell(row) != expected {
              Issue.record("row \(row): \(result.vector.cell(row)), not \(expected): \(result.expression)")
              return
            }
          } catch {
            overflowed.insert(row)
          }
        }
      }
      #expect((0..<1024).filter { evaluator.overflowed.has($0) } == overflowed.sorted())
    }
  }
}
