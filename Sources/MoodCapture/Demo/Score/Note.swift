/// A tone or stroke to be played at a certain sample.
struct Note: Sendable {
  /// Samples since the start of the piece.
  var start: Int
  /// Samples until the key is let go.
  var length: Int
  /// Cycles a second; drums ignore it.
  var hertz: Float
  /// 0…1.
  var velocity: Float
}
