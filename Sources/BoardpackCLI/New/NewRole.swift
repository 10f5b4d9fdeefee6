import Pack

/// The dataset of the KPI library that a file plays, and which of its columns hold what.
struct NewRole {
  /// A column of the library and what it is in the file.
  struct Mapping {
    let library: LibraryContract.Column
    /// Over the file's columns.
    let expression: String
    /// In words, for a comment.
    let reason: String
    /// Whether it is written as it is; else only where the author agrees.
    var isTaken: Bool
    /// Whether to ask the author.
    let isDoubtful: Bool
  }

  let contract: LibraryContract
  let reason: String
  var isTaken: Bool
  let isDoubtful: Bool
  var mappings: [Mapping]

  /// Columns that need no mapping, as they bear the library's name.
  let alike: [String]

  /// The unit that the library's column has for which a column of the file stands.
  func unit(of expression: String) -> String? {
    guard isTaken else { return nil }
    return mappings.first { $0.isTaken && $0.expression == expression }?.library.unit
  }
}

/// Words that often stand for others of the library.
enum NewSynonyms {
  /// Other names for a row of a dataset of the library, singular.
  static let datasets: [String: Set<String>] = [
    "sessions": ["session", "conversation", "chat", "dialogue", "dialog", "interaction", "contact", "ticket", "call"],
    "surveys": ["survey", "response", "rating", "nps", "csat"],
    "orders": ["order", "purchase", "sale", "checkout"],
    "customers": ["customer", "client", "member", "subscriber"],
    "costs": ["cost", "expense", "spend", "posting"],
    "feedback": ["feedback", "bug", "issue", "idea", "suggestion", "defect"],
    "leads": ["lead", "prospect", "opportunity"],
    "visits": ["visit", "pageview"],
    "alerts": ["alert", "alarm", "incident"],
  ]

  /// Other words for a column of the library; each set is met when all its words stand in a name.
  static let columns: [String: [Set<String>]] = [
    "handed_off": [["escalated"], ["transferred"], ["handover"], ["handoff"], ["escalation"]],
    "resolved_by_bot": [["contained"], ["bot", "resolved"], ["automated"], ["bot", "solved"]],
    "resolved": [["solved"], ["resolution"], ["fixed"]],
    "ended_at": [["ended"], ["end"], ["closed"], ["finished"], ["complete"]],
    "resolved_at": [["resolved"], ["solved"], ["closed"]],
    "resolution_flag_at": [["flagged"]],
    "first_response_at": [["first", "reply"], ["first", "answer"], ["answered"]],
    "message_count": [["messages"], ["turns"]],
    "handle_seconds": [["handle", "time"], ["aht"], ["duration"], ["talk"], ["handling"]],
    "assistant": [["bot"], ["model"]],
    "intent": [["topic"], ["reason"], ["subject"]],
    "channel": [["medium"], ["source"]],
    "order_amount": [["order", "value"], ["order", "total"], ["basket"]],
    "goal_reached": [["goal"], ["converted"]],
    "repeat_contact": [["repeat"], ["repeated"], ["reopened"]],
    "completed": [["completed"], ["finished"]],
    "score": [["rating"], ["nps"], ["csat"], ["stars"], ["answer"], ["satisfaction"], ["recommend"]],
    "answered_at": [["answered"], ["responded"], ["submitted"]],
    "amount": [["total"], ["value"], ["price"], ["revenue"], ["cost"], ["dollars"], ["sales"]],
    "shipped_at": [["resolved"], ["closed"], ["fixed"], ["released"], ["done"], ["shipped"]],
    "declined_at": [["declined"], ["rejected"]],
    "theme": [["component"], ["topic"], ["category"]],
    "category": [["type"], ["account"]],
    "one_time": [["once"], ["capex"]],
    "tier": [["segment"], ["plan"], ["level"]],
    "acquisition_channel": [["source"], ["channel"]],
    "referred": [["referral"]],
    "qualified": [["mql"], ["sql"]],
    "won_at": [["won"], ["converted"]],
  ]
}
