/// The forms of SQL that statements are written in.
public enum Dialect: String, Sendable, Hashable, CaseIterable { case postgresql, duckdb, clickhouse, spark }
