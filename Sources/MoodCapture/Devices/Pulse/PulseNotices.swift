internal import CPulse

/// What a server tells unasked, noted where its callbacks come and looked at by the reader: the same thread.
final class PulseNotices {
  private var hasChanged = false
  private var hasMoved = false

  /// Whether a default may have changed since the last call.
  func takeChange() -> Bool {
    defer { hasChanged = false }
    return hasChanged
  }

  /// Whether the stream hears another source since the last call.
  func takeMove() -> Bool {
    defer { hasMoved = false }
    return hasMoved
  }

  /// Has changes of the defaults told, as long as this object lives.
  /// - Throws: `DeviceFault`
  func subscribe(to connection: PulseConnection) throws(DeviceFault) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    connection.library.pointee.context_set_subscribe_callback(
      connection.context, { _, _, _, this in PulseNotices.at(this)?.hasChanged = true }, this)
    try connection.ask { library, context in
      library.context_subscribe(context, PA_SUBSCRIPTION_MASK_SERVER, nil, nil)
    }
  }

  /// Has moves of the stream told, as long as this object lives.
  func watchMoves(of stream: OpaquePointer, over connection: PulseConnection) {
    connection.library.pointee.stream_set_moved_callback(
      stream, { _, this in PulseNotices.at(this)?.hasMoved = true },
      Unmanaged.passUnretained(self).toOpaque())
  }

  private static func at(_ context: UnsafeMutableRawPointer?) -> PulseNotices? {
    context.map { Unmanaged<PulseNotices>.fromOpaque($0).takeUnretainedValue() }
  }
}
