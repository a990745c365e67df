import Foundation
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct EmotionSinkTests {
  @Test func ndjsonConforms() throws {
    try checkEmotionSink { try SinkSpecification("ndjson:/dev/null?rate=hop").open() }
  }

  @Test func oscConforms() throws {
    let receiver = try #require(DatagramReceiver())
    try checkEmotionSink {
      try SinkSpecification("osc:127.0.0.1:\(receiver.port)?rate=hop&stage=both").open()
    }
  }
}
