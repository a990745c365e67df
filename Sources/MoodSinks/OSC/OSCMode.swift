/// How the addresses of one estimate are packed.
package enum OSCMode: String, Sendable, CaseIterable {
  /// A datagram for each address, which every receiver understands.
  case messages
  /// One message with all that are floats, in the order of the map.
  case vector
  /// Bundles to be obeyed at once.
  case bundle
}
