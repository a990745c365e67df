/// What a terminal can show, as its user's environment says.
package struct TerminalTraits: Sendable, Equatable {
  package var isColored: Bool
  /// Whether it shows more than ASCII.
  package var isUnicode: Bool
  /// Whether it obeys no control sequences.
  package var isDumb: Bool

  package init(isColored: Bool = true, isUnicode: Bool = true, isDumb: Bool = false) {
    self.isColored = isColored
    self.isUnicode = isUnicode
    self.isDumb = isDumb
  }

  /// What the variables of an environment say: `NO_COLOR`, `TERM`, and the locale's by their rank.
  package init(_ variable: (_ name: String) -> String?) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(variable).first { !$0.isEmpty } ?? ""
    let terminal = variable("TERM") ?? ""
    isColored = (variable("NO_COLOR") ?? "").isEmpty
    isUnicode = locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
    isDumb = terminal.isEmpty || terminal == "dumb"
  }
}
