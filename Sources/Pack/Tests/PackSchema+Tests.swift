extension PackSchema {
  /// Keys of the author's own tests.
  static let tests: [Field] = [
    Field(
      "tests", "list of mappings", "what the author expects; run by `boardpack test`, names checked by every command"),
    Field("tests.*", "mapping", "one test; exactly one of `rows`, `between`, `sum_of`, `parts`"),
    Field("tests.*.name", "text", required: true, "as printed; no two alike"),
    Field("tests.*.period", "period", default: "the pack's", "the period it is about, or a name of `compare`"),
    Field("tests.*.metric", "metric", "with `rows` and `between`: the metric, measure or input tested"),
    Field("tests.*.rows", "mapping", "rows in place of the pack's data, by dataset; a dataset left out has none"),
    Field(
      "tests.*.rows.*", "list of mappings",
      "one row each, by column, as a file would hold it; a column left out has no value, but a key its number and a time "
        + "noon of the first day"
    ),
    Field("tests.*.inputs", "mapping", "with `rows`: values in place of the pack's inputs"),
    Field("tests.*.inputs.*", "number", "in the input's unit"),
    Field("tests.*.value", "number or n/a", "with `rows`: the value expected, in the metric's unit; `65%` for a share"),
    Field(
      "tests.*.tolerance", "number or share", default: "0",
      "how far the figure may lie from the expected one: `0.01`, or `0.1%` of it"),
    Field("tests.*.between", "two numbers", "the smallest and the greatest value allowed, over the pack's data"),
    Field(
      "tests.*.by", "segment", "with `between`: each value of it must keep the bounds; with `parts`: what is divided by"
    ),
    Field("tests.*.sum_of", "list of metrics", "metrics that must add up to `equals`"),
    Field(
      "tests.*.parts", "metric",
      "the metric whose parts by `by`, rows without a value included, must add up to `equals`"),
    Field("tests.*.equals", "metric", "with `sum_of` and `parts`: the whole"),
  ]
}
