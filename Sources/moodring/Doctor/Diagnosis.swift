import MoodCapture
import MoodConfiguration

/// What the facts mean for somebody who wants to capture, each trouble with its cure.
struct Diagnosis {
  /// What ring, model and state take.
  private static let lockedBytesWanted: UInt64 = 4 << 20

  let findings: [Finding]
  /// Whether something was heard, be it silence.
  let canCapture: Bool

  init(_ facts: MachineFacts) {
    let level = facts.heard.compactMap { try? $0.get() }.first
    canCapture = level != nil
    // What is missing is no trouble where something else serves, nor is JACK, which only those miss who use it.
    func missing(_ scheme: String) -> Finding.State { level != nil || scheme == "jack" ? .note : .trouble }

    var findings = facts.libraries.map { library in
      library.isInstalled
        ? Finding(.good, library.file, "is installed")
        : Finding(
          missing(library.scheme), library.file, "is not installed, and \(library.scheme): needs it",
          cure: "apt-get install \(library.package)")
    }
    let absent = Set(facts.libraries.filter { !$0.isInstalled }.map(\.scheme))
    for listing in facts.listings where !absent.contains(listing.scheme) {
      findings.append(Self.finding(on: listing, missing: missing(listing.scheme)))
    }
    findings.append(Self.finding(on: facts.soundCards))
    findings += Self.findings(onLimits: facts)
    for case .failure(let fault) in facts.heard {
      findings.append(
        Finding(
          .trouble, "sound", "\(fault)", cure: Self.cure(of: fault) ?? "choose another of moodring devices"))
    }
    findings.append(
      level.map(Self.finding)
        ?? Finding(
          .trouble, "capture", "nothing can be captured here but standard input and files",
          cure: "see the lines above, or pipe: ffmpeg … -f wav - | moodring listen"))
    self.findings = findings
  }

  /// A line for each finding.
  var text: String {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.map { $0.line(subjectWidth: width) }.joined()
  }

  var json: JSONTree {
    .object(["canCapture": .boolean(canCapture), "findings": .list(findings.map(\.json))])
  }

  private static func finding(on listing: BackendListing, missing: Finding.State) -> Finding {
    if let fault = listing.fault {
      return Finding(
        missing, listing.label, "\(fault)", cure: cure(of: fault) ?? start(listing.scheme) ?? plug)
    }
    let count = listing.devices.count
    guard count > 0 else {
      return Finding(missing, listing.label, "answers, but has no input", cure: plug)
    }
    let chosen = listing.devices.first(where: \.isDefault).map { ", the default \($0.input)" } ?? ""
    return Finding(.good, listing.label, (count == 1 ? "has 1 input" : "has \(count) inputs") + chosen)
  }

  private static func finding(on cards: MachineFacts.SoundCards) -> Finding {
    switch cards {
    case .open: Finding(.good, "/dev/snd", "can be opened")
    case .absent: Finding(.note, "/dev/snd", "has no card that captures; servers and plugins may have inputs")
    case .forbidden(let path):
      Finding(
        .trouble, "/dev/snd", "\(path) may not be opened by this user",
        cure: "sudo usermod -aG audio $USER, then log in again")
    }
  }

  private static func findings(onLimits facts: MachineFacts) -> [Finding] {
    let file = "/etc/security/limits.d/moodring.conf"
    let (priority, memory) = ("real-time priority", "locked memory")
    return [
      facts.priorityRefusal == nil
        ? Finding(.good, priority, "capture may run before other programs (SCHED_FIFO)")
        : Finding(
          .note, priority, "capture may not run before other programs (RLIMIT_RTPRIO)",
          cure: "put \"@audio - rtprio 20\" into \(file), join the group audio, then log in again"),
      facts.lockedBytes >= lockedBytesWanted
        ? Finding(.good, memory, "what the analysis touches may stay in memory")
        : Finding(
          .note, memory,
          "only \(facts.lockedBytes >> 10) KiB may stay in memory of \(lockedBytesWanted >> 10) (RLIMIT_MEMLOCK)",
          cure: "put \"@audio - memlock 16384\" into \(file), join the group audio, then log in again"),
    ]
  }

  private static func finding(on level: HeardLevel) -> Finding {
    if level.isSilence {
      return Finding(
        .trouble, "sound", "nothing but silence from \(level.device): muted?",
        cure: level.device.hasPrefix("alsa:")
          ? "unmute and turn up its capture in alsamixer"
          : "pactl set-source-mute @DEFAULT_SOURCE@ 0, or choose another of moodring devices")
    }
    let says =
      "\(level.device) (\(level.format)): peak \(decibels(level.peakDBFS)), mean \(decibels(level.meanDBFS)) dBFS"
    if level.peakDBFS > -0.1 {
      return Finding(.note, "sound", says + ", clipped", cure: "turn the source down")
    }
    if level.meanDBFS < -55 {
      return Finding(.note, "sound", says + ", very quiet", cure: "turn the source up, or listen --gain auto")
    }
    return Finding(.good, "sound", says)
  }

  /// To tenths.
  private static func decibels(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

  private static func cure(of fault: DeviceFault) -> String? {
    switch fault {
    case .libraryMissing(_, let package): "apt-get install \(package)"
    case .permissionDenied: "sudo usermod -aG audio $USER, then log in again"
    case .busy: "end the program that holds it (fuser -v /dev/snd/*), or listen through PulseAudio"
    case .unusable, .failed, .gone, .serverUnavailable: nil
    }
  }

  private static func start(_ scheme: String) -> String? {
    switch scheme {
    case "pulse": "systemctl --user start pipewire-pulse, or pulseaudio --start"
    case "jack": "start jackd, where JACK is wanted"
    default: nil
    }
  }

  private static let plug = "plug in a microphone or an interface"
}
