import MoodCapture
import MoodCore
import MoodCorpus
import MoodFeatures
import MoodSinks

/// What one thread of a batch works with: hears one input after another and makes its table or its row.
struct FeatureTask: ~Copyable {
  /// The batch was stopped in the middle of an input.
  struct Stopped: Error {}

  private var reader: FeatureReader
  private let gate: InputGate
  /// Whether the input in hand is no longer wanted, asked before each row.
  var isGivenUp: () -> Bool = { false }
  /// Rows of the last input.
  private(set) var hops: Int64 = 0

  /// - Parameter gate: of this thread alone.
  init(reader: consuming FeatureReader, gate: InputGate) {
    self.reader = reader
    self.gate = gate
  }

  /// Makes the table of an input: a row a hop.
  mutating func makeTable(of job: FeatureJob, at place: TablePlace, options: FeaturesOptions) throws {
    // The input first, so that what cannot be opened leaves no table.
    let stream = try open(job, options: options)
    let table = try options.tableFormat.begin(
      TableHeading(.hops, columns: reader.schema.names), at: place, temporaryFolder: OutputFolder.temporary)
    let rest = try hear(stream, of: job, options: options) { hop, row in try table.append(.hops(hop), row) }
    if hops == 0, !gate.isStopped { options.diagnostics.notice(tooShort(job, samples: rest)) }
    try table.finish()
  }

  /// The statistics of the whole of an input.
  mutating func summarise(_ job: FeatureJob, options: FeaturesOptions) throws -> [Float] {
    let stream = try open(job, options: options)
    var clip = ClipStatistics(options.summary ?? [], of: reader.schema)
    let rest = try hear(stream, of: job, options: options) { _, row in clip.append(row) }
    if clip.rows == 0 { throw Inaudible(description: tooShort(job, samples: rest)) }
    return clip.values()
  }

  private mutating func open(_ job: FeatureJob, options: FeaturesOptions) throws -> MonoStream {
    hops = 0
    guard let source = try gate.open(job.input, options.hearing.input) else { throw Stopped() }
    return try options.hearing.stream(of: source)
  }

  /// Hears a stream to its end.
  /// - Returns: the samples that make no row.
  private mutating func hear(
    _ stream: MonoStream, of job: FeatureJob, options: FeaturesOptions,
    onRow: (Int64, UnsafePointer<Float>) throws -> Void
  ) throws -> Int {
    let say = options.diagnostics
    say.detail("\(job.name) is \(stream.format)")
    var hops: Int64 = 0
    defer { self.hops = hops }
    let rest = try gate.running(
      until: { stream.interrupt() },
      do: {
        try reader.read(stream) { row in
          if isGivenUp() { throw Stopped() }
          hops += 1
          try onRow(hops, row)
        }
      })
    guard let rest else { throw Stopped() }
    if isGivenUp() { throw Stopped() }
    say.notice(
      gate.isStopped ? [] : stream.notices, nonFiniteSamples: stream.nonFiniteSamples, of: job.name)
    if hops == 0, rest == 0, !gate.isStopped {
      throw Inaudible(description: "\(job.name) held no audio")
    }
    if hops > 0, rest > 0 {
      say.detail(
        "the last \(rest) samples of \(job.name) make no whole hop of \(AnalysisGrid.hopSamples) and were left out"
      )
    }
    return rest
  }

  private func tooShort(_ job: FeatureJob, samples: Int) -> String {
    "\(job.name) held \(samples) samples of the analysed signal; a row needs \(AnalysisGrid.hopSamples)"
  }
}

/// An input in which there is nothing to hear.
struct Inaudible: Error, CustomStringConvertible {
  var description: String
}
