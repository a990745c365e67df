import MoodCapture
import MoodCore
import MoodRealtime
import MoodTestSupport
import Testing

@testable import MoodEngine

@Suite struct CaptureLoopTests {
  /// The analysis begins when all is over, so that it is sure to be too late.
  @Test func whatFindsNoRoomIsDroppedCountedAndMarked() throws {
    let (total, room) = (200_000, 1 << 14)
    let (captureWake, analysisWake, emitWake) = (WakeSignal(), WakeSignal(), WakeSignal())
    let samples = RingBuffer.make(of: Float.self, count: room)
    let marks = RingBuffer.make(of: CaptureMark.self, count: 1 << 10)
    let records = EstimateQueue.make(count: 1 << 12)
    let capture = CaptureLoop(
      stream: try MonoStream(source: FakeSource(totalFrames: total, isLive: true), channel: .mix),
      samples: samples.producer, marks: marks.producer, news: DeviceNews(),
      analysis: analysisWake, room: captureWake, isPaced: false)
    capture.run()
    #expect(capture.droppedSamples == Int64(total - room))

    let analysis = AnalysisLoop(
      assembler: HopAssembler(
        analyzer: try Analyzer(model: TestModel.small()), samples: samples.consumer, marks: marks.consumer,
        records: records.producer, capture: captureWake.waker, emit: emitWake.waker, dropsWhenFull: true),
      wake: analysisWake, emit: emitWake)
    analysis.run()
    var queue = records.consumer
    var marked: Int64 = 0
    var times: [Int64] = []
    while let record = queue.pop() {
      switch record {
      case .event(let event): if case .dropped(let samples) = event.kind { marked += samples }
      case .device: Issue.record("there is no device")
      case .estimate(let estimate): if estimate.stage == .now { times.append(estimate.sampleTime) }
      }
    }
    #expect(marked == capture.droppedSamples)
    #expect(analysis.result.samples == Int64(total))
    #expect(times.count == room / AnalysisGrid.hopSamples)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }
}
