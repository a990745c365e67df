/// What an output is told of beside its own specification when it is opened.
package struct SinkSurroundings: Sendable {
  /// How the values of single OSC addresses are shaped.
  package var addresses: [AddressShaping]
  /// What the terminal can show that stdout may be.
  package var terminal: TerminalTraits
  /// Whether a FIFO that nobody reads yet is waited for, as a shell does, and not refused.
  package var waitsForReaders: Bool

  package init(
    addresses: [AddressShaping] = [], terminal: TerminalTraits = TerminalTraits(),
    waitsForReaders: Bool = true
  ) {
    self.addresses = addresses
    self.terminal = terminal
    self.waitsForReaders = waitsForReaders
  }
}
