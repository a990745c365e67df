import CFFTW
import MoodCapture
import MoodCore
import MoodDSP
import MoodEngine
import MoodFeatures
import MoodInference
import MoodRealtime

/// What a hop costs, in parts and whole, on one thread, beside the bare transform in the same run.
enum Benchmarks {
  /// Hops of the demo that a round goes through: about twelve seconds.
  private static let hopCount = 512

  /// What can be measured alone, by the name it is asked for.
  private enum Part: String, CaseIterable {
    case hop, network, family, ring, emit, process, latency
  }

  /// Measures what `names` ask for, or everything where they are empty.
  static func run(_ names: [String]) -> Int32 {
    let parts = names.compactMap(Part.init(rawValue:))
    guard parts.count == names.count else {
      let known = Part.allCases.map(\.rawValue).joined(separator: ", ")
      print("moodring-bench: expected any of \(known), found \(names.joined(separator: " "))")
      return 64
    }
    do {
      let demo = try Signal.demo(hops: hopCount)
      let floor = bareTransform(demo)
      for part in Part.allCases where parts.isEmpty || parts.contains(part) {
        switch part {
        case .hop: try hop(demo, Signal.noise(hops: hopCount), floor: floor)
        case .network: try NetworkBenchmark.run(floor: floor)
        case .family: try FamilyBenchmark.run(floor: floor) { try features($0, demo) }
        case .ring: RingBenchmark.run()
        case .emit: try EmitBenchmark.run()
        case .process: try ProcessBenchmark.run()
        case .latency: try LatencyBenchmark.run()
        }
      }
      return 0
    } catch {
      print("moodring-bench: \(error)")
      return 70
    }
  }

  /// Microseconds of FFTW's own transform of 2048 real samples: what every other number is held against.
  private static func bareTransform(_ signal: Signal) -> Double {
    let size = AnalysisGrid.frameSamples
    let input = SampleBuffer(count: size)
    let output = SampleBuffer(count: size + 2)
    for index in 0..<size { input.base[index] = signal.samples[index] }
    let spectrum = UnsafeMutableRawPointer(output.base).assumingMemoryBound(to: fftwf_complex.self)
    let plan = fftwf_plan_dft_r2c_1d(Int32(size), input.base, spectrum, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT)
    defer { fftwf_destroy_plan(plan) }
    return Stopwatch.microseconds(count: hopCount) { _ in fftwf_execute(plan) }
  }

  /// Microseconds of ours, which takes FFTW's complex transform of half the size.
  private static func transform(_ signal: Signal) -> Double {
    var transform = RealFFT(size: AnalysisGrid.frameSamples)
    for index in 0..<AnalysisGrid.frameSamples { transform.input[index] = signal.samples[index] }
    return Stopwatch.microseconds(count: hopCount) { _ in transform.transform() }
  }

  private static func hop(_ demo: Signal, _ noise: Signal, floor: Double) throws {
    var table = Table("one hop (512 samples, 23.2 ms of sound), one thread")
    table.add("bare 2048-point transform, FFTW's", floor, unit: "µs")
    let own = transform(demo)
    table.add(
      "bare 2048-point transform, ours", own, unit: "µs", note: "\(Table.text(own / floor)) transforms")
    func against(_ value: Double, bar: Double) -> String {
      "\(Table.text(value / floor)) transforms; bar \(Table.text(bar)) µs"
    }
    for (name, signal) in [("demo", demo), ("noise", noise)] {
      for (set, bar) in [(FeatureSet.all, 10.0), (.mir46, 6)] {
        let cost = try features(set.columns, signal)
        table.add(
          "features, \(set.rawValue), \(set.columns.count) columns, \(name)", cost, unit: "µs",
          note: against(cost, bar: bar))
      }
      let spectrum = try features(["centroid_hz"], signal)
      let separation =
        try features(["centroid_hz"] + HarmonicPercussive.columns.map(\.name), signal) - spectrum
      table.add(
        "harmonic–percussive separation on top, \(name)", separation, unit: "µs",
        note: against(separation, bar: 15))
    }
    for (name, signal) in [("demo", demo), ("noise", noise)] {
      let cost = try rhythm(signal)
      table.add("onsets and beats, \(name)", cost, unit: "µs", note: against(cost, bar: 2))
    }
    if let name = EmbeddedModels.names.first, let bytes = EmbeddedModels.bytes(name) {
      let model = try EmotionModel(ModelFile(bytes: bytes))
      let columns = model.metadata.rowColumns.map(\.name)
      let cost = try features(columns, demo)
      table.add("features of the model \(name)", cost, unit: "µs", note: against(cost, bar: 10))
      let network = try network(model, demo)
      table.add("network \(name), now and settled", network, unit: "µs", note: against(network, bar: 15))
      let whole = try analyzer(model, demo)
      table.add("the whole hop", whole, unit: "µs", note: "\(Table.text(23_220 / whole))× faster than sound")
    }
    table.show()
  }

  private static func features(_ columns: [String], _ signal: Signal) throws -> Double {
    var pipeline = try FeaturePipeline(columns: columns)
    let row = SampleBuffer(count: columns.count)
    let target = row.base
    return Stopwatch.microseconds(count: hopCount) { pipeline.advance(signal.hop($0), into: target) }
  }

  private static func rhythm(_ signal: Signal) throws -> Double {
    var pipeline = try FeaturePipeline(columns: ["onset_strength", "loudness_momentary_lufs"])
    let rows = SampleBuffer(count: 2 * hopCount)
    for index in 0..<hopCount { pipeline.advance(signal.hop(index), into: rows.base + 2 * index) }
    var onsets = OnsetDetector()
    var beats = BeatTracker()
    return Stopwatch.microseconds(count: hopCount) {
      let row = rows.base + 2 * $0
      _ = onsets.advance(onsetStrength: row[0], loudnessLUFS: row[1])
      _ = beats.advance(onsetStrength: row[0], loudnessLUFS: row[1])
    }
  }

  private static func network(_ model: EmotionModel, _ signal: Signal) throws -> Double {
    let columns = model.metadata.rowColumns.map(\.name)
    var pipeline = try FeaturePipeline(columns: columns)
    let rows = SampleBuffer(count: hopCount * columns.count)
    for index in 0..<hopCount { pipeline.advance(signal.hop(index), into: rows.base + index * columns.count) }
    var network = StreamingModel(model: model)
    return Stopwatch.microseconds(count: hopCount) { network.advance(row: rows.base + $0 * columns.count) }
  }

  private static func analyzer(_ model: EmotionModel, _ signal: Signal) throws -> Double {
    var analyzer = try Analyzer(model: model)
    let queue = EstimateQueue.make(count: 64)
    var producer = queue.producer
    var consumer = queue.consumer
    return Stopwatch.microseconds(count: hopCount) {
      analyzer.advance(signal.hop($0), into: &producer)
      while consumer.pop() != nil {}
    }
  }
}

/// Samples at the analysis rate.
final class Signal {
  let samples: SampleBuffer

  init(_ samples: consuming SampleBuffer) { self.samples = samples }

  func hop(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(samples.pointer(at: index * AnalysisGrid.hopSamples, count: AnalysisGrid.hopSamples))
  }

  /// The beginning of the demo.
  static func demo(hops: Int) throws -> Signal {
    let samples = SampleBuffer(count: hops * AnalysisGrid.hopSamples)
    let stream = try MonoStream(source: DemoSource(), channel: .mix)
    var filled = 0
    while filled < samples.count {
      let count = try stream.read(into: samples.base + filled, count: samples.count - filled)
      if count == 0 { break }
      filled += count
    }
    return Signal(samples)
  }

  /// White noise.
  static func noise(hops: Int) -> Signal {
    var samples = SampleBuffer(count: hops * AnalysisGrid.hopSamples)
    var state: UInt32 = 1
    for index in 0..<samples.count {
      state = state &* 1_664_525 &+ 1_013_904_223
      samples[index] = Float(Int32(bitPattern: state)) / Float(Int32.max) / 4
    }
    return Signal(samples)
  }
}
