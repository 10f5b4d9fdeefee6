extension PackSchema {
  /// Keys of funnels and retention.
  static let journeys: [Field] = [
    Field("funnels", "mapping", "steps that rows pass, by name; each step gives a count and rates"),
    Field("funnels.*", "mapping", "one funnel"),
    Field("funnels.*.from", "dataset", required: true, "whose rows pass the steps"),
    Field("funnels.*.label", "text", default: "from the name", "as shown on pages"),
    Field(
      "funnels.*.nested", "true or false", default: "true",
      "whether a row at a step must also have met all steps before it"),
    Field("funnels.*.steps", "mapping", required: true, "the steps in order, at least two"),
    Field(
      "funnels.*.steps.*", "row expression, or mapping",
      "the rows at the step; `\"TRUE\"` for all. `purchase.engaged` is then their count, and `purchase.engaged.rate`, "
        + "`.of_first` and `.drop_off` are metrics"),
    Field("funnels.*.steps.*.where", "row expression", required: true, "the rows at the step"),
    Field("funnels.*.steps.*.label", "text", default: "from the name", "as shown on pages"),
    Field("retention", "mapping", "who started and came back, by name; each window gives a metric"),
    Field("retention.*", "mapping", "one definition"),
    Field("retention.*.from", "dataset", required: true, "one row for each who can start, usually a customer"),
    Field("retention.*.label", "text", default: "from the name", "as shown on pages"),
    Field(
      "retention.*.start", "row expression", required: true,
      "the timestamp of the start; without one a row counts nowhere"),
    Field(
      "retention.*.event", "row expression, or mapping", required: true,
      "the timestamp of the return in the same row, or the rows of another dataset"),
    Field("retention.*.event.from", "dataset", required: true, "a dataset with a row for each event"),
    Field(
      "retention.*.event.customer", "column", required: true, "its column that holds the key of `retention.*.from`"),
    Field("retention.*.event.at", "row expression", required: true, "the timestamp of the event"),
    Field(
      "retention.*.windows", "list of days", required: true,
      "`[30 days, 60 days]`: with `repeat`, `repeat.within_30` is the share that came back later than the start and less "
        + "than 30 days after it; who has not had the whole window by `as_of` is excluded, and counted"),
  ]
}
