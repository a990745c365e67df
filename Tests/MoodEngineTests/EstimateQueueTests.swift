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
}
