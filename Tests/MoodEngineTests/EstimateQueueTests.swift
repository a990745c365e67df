import MoodCore
import MoodEngine
import MoodTestSupport
import Testing

@Suite struct EstimateQueueTests {
  @Test func whatIsLateGivesWayToWhatHappenedToTheStream() {
    let queue = EstimateQueue.make(count: 64)
    var producer = queue.producer
    var consumer = queue.consumer
    let beat = AnalysisRecord.event(StreamEvent(.beat(tempoBPM: 120), sampleTime: 0))
    let onset = AnalysisRecord.event(StreamEvent(.onset(strength: 0.5), sampleTime: 0))
    let loss = AnalysisRecord.event(StreamEvent(.dropped(samples: 512), sampleTime: 0))
    while producer.hasRoom(for: 1) { producer.push(.estimate(HandMadeStream.estimate())) }
    producer.push(beat)
    producer.push(onset)
    producer.push(.estimate(HandMadeStream.estimate()))
    let dropped = producer.dropped
    #expect(dropped == 3)
    producer.push(loss)
    let droppedAfterwards = producer.dropped
    #expect(droppedAfterwards == 3)
    var last: AnalysisRecord?
    while let record = consumer.pop() { last = record }
    guard case .event(let event) = last else {
      Issue.record("the loss is missing")
      return
    }
    #expect(event.kind == .dropped(samples: 512))
  }

  /// Room for estimates runs out again and again, and events take places between them.
  @Test func valuesStayWithTheirEstimateWhateverIsDropped() {
    var random = SplitMix64(seed: 3)
    let queue = EstimateQueue.make(count: 16, features: 3)
    var producer = queue.producer
    var consumer = queue.consumer
    var (pushed, taken) = (0, 0)
    for _ in 0..<20_000 {
      if Int.random(in: 0...2, using: &random) > 0 {
        pushed += 1
        let values = [Float(pushed), Float(-pushed), 0.5]
        values.withUnsafeBufferPointer {
          producer.push(HandMadeStream.estimate(hop: Int64(pushed)), row: $0.baseAddress!)
        }
        if pushed % 5 == 0 { producer.push(.event(StreamEvent(.reset, sampleTime: 0))) }
      } else {
        for _ in 0..<Int.random(in: 0...20, using: &random) {
          guard case .estimate(let estimate) = consumer.pop() else { continue }
          taken += 1
          let number = Float(estimate.sampleTime / 512)
          let values = consumer.features
          #expect(values == [number, -number, 0.5])
        }
      }
    }
    #expect(taken > 1000 && taken < pushed)
  }
}
