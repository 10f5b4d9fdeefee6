extension Language {
  /// What the KPI library counts, one and many; other nouns are the author's own.
  private static let nouns: [String: (german: (one: String, many: String), french: (one: String, many: String))] = [
    "alert": (("Meldung", "Meldungen"), ("alerte", "alertes")),
    "answer": (("Antwort", "Antworten"), ("réponse", "réponses")),
    "call": (("Anruf", "Anrufe"), ("appel", "appels")),
    "contact": (("Kontakt", "Kontakte"), ("contact", "contacts")),
    "customer": (("Kunde", "Kunden"), ("client", "clients")),
    "item": (("Eintrag", "Einträge"), ("élément", "éléments")),
    "message": (("Nachricht", "Nachrichten"), ("message", "messages")),
    "milestone": (("Meilenstein", "Meilensteine"), ("jalon", "jalons")),
    "order": (("Bestellung", "Bestellungen"), ("commande", "commandes")),
    "posting": (("Buchung", "Buchungen"), ("écriture", "écritures")),
    "request": (("Anfrage", "Anfragen"), ("demande", "demandes")),
    "row": (("Zeile", "Zeilen"), ("ligne", "lignes")),
    "session": (("Sitzung", "Sitzungen"), ("session", "sessions")),
    "survey": (("Befragung", "Befragungen"), ("enquête", "enquêtes")),
    "touchpoint": (("Kontaktpunkt", "Kontaktpunkte"), ("point de contact", "points de contact")),
    "visit": (("Besuch", "Besuche"), ("visite", "visites")),
  ]

  /// A noun of a unit in this language, one or many; nil where it is not known.
  public func noun(_ english: String, many: Bool) -> String? {
    guard let found = Self.nouns[english] else { return nil }
    switch self {
    case .english: return nil
    case .german: return many ? found.german.many : found.german.one
    case .french: return many ? found.french.many : found.french.one
    }
  }
}
