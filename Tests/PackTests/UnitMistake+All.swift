extension UnitMistake {
  static let all: [UnitMistake] = shares + things + averages + money + time + stocks + arms

  private static let shares: [UnitMistake] = [
    .init(.shares, "42 where 42% was meant", "rate: {value: 42, unit: share, source: Survey}", ["`42%`"]),
    .init(
      .shares, "A range of a share in percent", "rate: {value: 42%, high: 50, unit: share, source: Survey}", ["`50%`"]),
    .init(.shares, "A target of a share in percent", "x: {value: converted / sessions, target: 65}", ["`65%`"]),
    .init(
      .shares, "A plan of a share in percent, one of several", "x: {value: converted / sessions, plan: {2026-Q3: 63}}",
      ["`63%`"]),
    .init(
      .shares, "A threshold in percent inside a formula", "x: {value: \"conversion - 42 [share]\"}", ["0.42 [share]"]),
    .init(
      .shares, "A share multiplied by 100 to make percent of it", "x: {value: 100 * converted / sessions}",
      ["leave the 100 out"]),
    .init(.shares, "The rest of a share taken from 100", "x: {value: 100 - conversion}", ["write 1 where 100 stands"]),
    .init(.shares, "A share raised by a number without a unit", "x: {value: conversion + 0.05}", ["5 [pp]"]),
    .init(
      .shares, "A change of a share called a share: 70% to 78% is no \"+8%\"",
      "x: {value: conversion - prior(conversion), unit: share}", ["write unit: pp"]),
    .init(
      .shares, "A relative lift called percentage points",
      "x: {value: \"relative(conversion, arm)\", unit: pp}", ["unit: share", "contrast"]),
    .init(
      .shares, "A relative lift added to percentage points",
      "x: {value: \"contrast(conversion, arm) + relative(conversion, arm)\"}", ["percent of different things"]),
    .init(
      .shares, "A relative lift added to the rate it is relative to",
      "x: {value: \"arm(conversion, holdout) + relative(conversion, arm)\"}", ["a lift multiplies"]),
    .init(
      .shares, "NPS from +25 to +45 reported as +80%", "x: {value: nps_score / prior(nps_score) - 1}",
      ["write the difference"]),
    .init(.shares, "NPS called a share", "x: {value: nps_score, unit: share}", ["unit: points"]),
    .init(.shares, "NPS less a share", "x: {value: nps_score - conversion}", ["index points", "a share"]),
    .init(
      .shares, "A satisfaction score called a share of satisfied customers", "x: {value: csat, unit: share}",
      ["count the answers"]),
    .init(.shares, "A score less a share", "x: {value: csat - conversion}", ["score"]),
    .init(.shares, "A unit in words", "rate: {value: 42, unit: percent, source: Survey}", ["Write 'share'"]),
  ]

  private static let things: [UnitMistake] = [
    .init(
      .things, "Orders per session called a conversion rate", "x: {value: orders / sessions, unit: share}",
      ["orders per session, not a share", "`converted / sessions`"]),
    .init(.things, "The fraction upside down", "x: {value: sessions / orders, unit: order/session}", ["turn"]),
    .init(.things, "Orders added to sessions", "x: {value: orders + sessions}", ["as(sessions, order)"]),
    .init(
      .things, "NPS over sessions instead of answers", "x: {value: \"nps(promoters, detractors, sessions)\"}",
      ["answers", "sessions"]),
    .init(
      .things, "A cost per session times customers", "x: {value: contact_cost * customers}",
      ["customers do not cancel sessions"]),
    .init(
      .things, "The same, called money", "x: {value: contact_cost * customers, unit: EUR}",
      ["customers do not cancel sessions"]),
    .init(.things, "A total plus a cost per session", "x: {value: run_cost + contact_cost}", ["multiply"]),
    .init(.things, "A name that turns sessions into a share", "x: {value: \"as(sessions, share)\"}", ["formula"]),
    .init(.things, "A misspelt noun", "x: {value: run_cost / sessions, unit: EUR/sesion}", ["'session'"]),
  ]

  private static let averages: [UnitMistake] = [
    .init(
      .averages, "The average of two channels' rates",
      "x: {value: (voice_solved / voice + chat_solved / chat) / 2}", ["average of averages", "0.5 *"]),
    .init(
      .averages, "The average of two quarters' NPS", "x: {value: (nps_score + prior(nps_score)) / 2}",
      ["average of averages"]),
    .init(.averages, "The mean of a ratio", "x: {value: \"mean(csat, answers)\"}", ["ratio already"]),
    .init(.averages, "A mean over money", "x: {value: \"mean(csat_sum, revenue)\"}", ["divides by a count"]),
    .init(
      .averages, "Revenue per session plus revenue per order", "x: {value: revenue / sessions + revenue / orders}",
      ["rest on different numbers"]),
    .init(.averages, "A rate summed over months", "x: {value: cumulative(converted / sessions)}", ["never added"]),
    .init(.averages, "The median of a total", "x: {value: median(revenue)}", ["survival or quantile"]),
    .init(.averages, "A distribution used as a figure", "x: {value: velocity / sessions}", ["median(velocity)"]),
  ]

  private static let money: [UnitMistake] = [
    .init(.money, "Dollars added to euros", "x: {value: revenue + dollar_revenue}", ["EUR/USD"]),
    .init(.money, "Dollars renamed euros", "x: {value: \"as(dollar_revenue, EUR)\"}", ["a rate"]),
    .init(.money, "Net revenue less gross revenue", "x: {value: gross_revenue - net_revenue}", ["EUR_gross/EUR_net"]),
    .init(.money, "Net revenue called gross", "x: {value: net_revenue, unit: EUR_gross}", ["EUR_gross/EUR_net"]),
    .init(.money, "Revenue times cost", "x: {value: revenue * run_cost}", ["divide by what should cancel"]),
    .init(.money, "A price in percent", "price: {value: 5%, unit: EUR/session, source: Ledger}", ["`unit: share`"]),
    .init(.money, "A currency in small letters", "price: {value: 5, unit: eur, source: Ledger}", ["'EUR'"]),
    .init(.money, "Revenue less a bare number", "x: {value: revenue - 500}", ["500 [EUR]"]),
  ]

  private static let time: [UnitMistake] = [
    .init(
      .time, "A month's hours over a year's hours: AHT to FTE", "x: {value: seconds_saved * contacts / fte_hours}",
      ["per_year(seconds_saved * contacts) / fte_hours", "× 12"]),
    .init(
      .time, "A quarter's hours over a year's hours", "x: {value: hours / fte_hours, unit: fte}", ["per_year(hours)"]),
    .init(.time, "A quarter's revenue less a monthly cost", "x: {value: revenue - hosting}", ["per_month(revenue)"]),
    .init(.time, "A yearly cost less a quarterly benefit", "x: {value: licence - benefit}", ["per_year(benefit)"]),
    .init(.time, "A yearly cost called a cost", "x: {value: licence, unit: EUR}", ["unit: EUR/year"]),
    .init(.time, "A rate per day added to a total", "x: {value: orders + orders_a_day}", ["orders_a_day * 92 [day]"]),
    .init(.time, "Full-time staff plus hours", "x: {value: team + hours}", ["hours / fte_hours"]),
    .init(.time, "Seconds plus a bare number", "x: {value: handle_time + 30}", ["30 [s]"]),
    .init(.time, "A time to ship less 30 of something", "x: {value: median(velocity) - 30}", ["no unit"]),
    .init(.time, "A promise of 30 of something", "x: {value: \"within(velocity, 30)\"}", ["30 [day]"]),
    .init(.time, "A promise of one month", "x: {value: \"within(velocity, 1 [month])\"}", ["30 [day]"]),
    .init(.time, "A month added to days", "x: {value: \"14 [day] + 1 [month]\"}", ["no fixed number of days"]),
    .init(.time, "A share scaled to a year", "x: {value: per_year(conversion)}", ["a share"]),
  ]

  private static let stocks: [UnitMistake] = [
    .init(.stocks, "Headcount summed over months", "x: {value: cumulative(headcount)}", ["not 1,200"]),
    .init(.stocks, "Headcount of a quarter times four", "x: {value: per_year(headcount)}", ["a stock"]),
    .init(
      .stocks, "Customers of each month summed over the year", "x: {value: cumulative(customers)}", ["counted twice"]),
    .init(.stocks, "Customers of a quarter times four", "x: {value: per_year(customers)}", ["come back"]),
  ]

  private static let arms: [UnitMistake] = [
    .init(
      .arms, "Revenue of the treated less revenue of the others", "x: {value: \"contrast(revenue, arm)\"}",
      ["differ in size"]),
    .init(.arms, "Customers of one arm less those of the other", "x: {value: \"contrast(customers, arm)\"}", ["size"]),
    .init(
      .arms, "The relative change of an index between arms", "x: {value: \"relative(nps_score, arm)\"}", ["+20 points"]),
  ]
}
