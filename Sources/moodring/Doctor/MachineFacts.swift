import Glibc
import MoodCapture
import MoodRealtime

/// What the doctor looks at, as it was found: nothing is judged here.
struct MachineFacts {
  struct Library: Equatable {
    /// As the dynamic linker knows it: "libpulse.so.0".
    var file: String
    /// What Debian calls it.
    var package: String
    /// The backend that needs it.
    var scheme: String
    var isInstalled: Bool
  }

  enum SoundCards: Equatable {
    case absent
    case open
    /// There are some, but this user may not open the one at that path.
    case forbidden(path: String)
  }

  var libraries: [Library]
  var listings: [BackendListing]
  var soundCards: SoundCards
  /// Number of the system's refusal of `SCHED_FIFO`; nil where it is granted.
  var priorityRefusal: Int32?
  /// Bytes that may be locked in memory; `UInt64.max` where there is no limit.
  var lockedBytes: UInt64
  /// What came of hearing the default inputs of the backends, one after another until one was heard.
  var heard: [Result<HeardLevel, DeviceFault>]
}

extension MachineFacts {
  private static let known = [
    ("libpulse.so.0", "libpulse0", "pulse"), ("libasound.so.2", "libasound2", "alsa"),
    ("libjack.so.0", "libjack-jackd2-0", "jack"),
  ]

  /// Looks at this machine; takes two seconds where something is heard, and longer where something hangs.
  static func gathered(backends: [any DeviceBackend.Type] = DeviceBackends.all) -> MachineFacts {
    let listings = BackendListing.all(of: backends)
    var heard: [Result<HeardLevel, DeviceFault>] = []
    for (backend, listing) in zip(backends, listings) where !listing.devices.isEmpty {
      let result = Result { () throws(DeviceFault) in try HeardLevel.ofDefault(of: backend) }
      heard.append(result)
      if case .success = result { break }
    }
    return MachineFacts(
      libraries: known.map { file, package, scheme in
        Library(file: file, package: package, scheme: scheme, isInstalled: isInstalled(file))
      },
      listings: listings, soundCards: soundCards(), priorityRefusal: priorityRefusal(),
      lockedBytes: geteuid() == 0 ? .max : RealtimeLimits.lockedBytes, heard: heard)
  }

  private static func isInstalled(_ library: String) -> Bool {
    guard let handle = dlopen(library, RTLD_LAZY) else { return false }
    dlclose(handle)
    return true
  }

  private static func soundCards(in folder: String = "/dev/snd") -> SoundCards {
    guard let listing = opendir(folder) else { return .absent }
    defer { closedir(listing) }
    var captures: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      // pcmC0D0c: the first device of the first card, capturing.
      if name.hasPrefix("pcm"), name.hasSuffix("c") { captures.append(folder + "/" + name) }
    }
    guard let first = captures.min() else { return .absent }
    return captures.contains { access($0, R_OK | W_OK) == 0 } ? .open : .forbidden(path: first)
  }

  private static func priorityRefusal() -> Int32? {
    let wake = WakeSignal()
    let ticket = wake.ticket()
    let thread = RealtimeThread(name: "mr-doctor") { wake.wait(ticket) }
    defer {
      wake.signal()
      thread.join()
    }
    return thread.raise(toPriority: 1)
  }
}
