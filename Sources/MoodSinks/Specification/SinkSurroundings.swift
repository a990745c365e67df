/// What an output is told of beside its own specification when it is opened.
package struct SinkSurroundings: Sendable {
  /// How the values of single OSC addresses are shaped.
  package var addresses: [AddressShaping]
  /// What the terminal can show that stdout may be.
  package var terminal: TerminalTraits

  package init(addresses: [AddressShaping] = [], terminal: TerminalTraits = TerminalTraits()) {
    self.addresses = addresses
    self.terminal = terminal
  }
}
