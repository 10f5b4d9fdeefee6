/// A database that sums rows where they lie, and the program that talks to it.
///
/// The program holds the credentials; they are never read, stored or shown.
public struct Warehouse: Sendable, Hashable {
  /// The form of SQL it understands.
  public var dialect: Dialect
  /// The client's program and what tells it where to connect, such as `["psql", "service=dwh"]`; never run by a shell.
  public var command: [String]
  /// Seconds after which one statement is stopped.
  public var timeout: Int
  /// Seconds a statement may take where the pack does not say.
  public static let defaultTimeout = 600
  /// All parts given.
  public init(dialect: Dialect, command: [String], timeout: Int = Warehouse.defaultTimeout) {
    self.dialect = dialect
    self.command = command
    self.timeout = timeout
  }
}
