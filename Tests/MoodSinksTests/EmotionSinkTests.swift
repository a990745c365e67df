import Foundation
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct EmotionSinkTests {
  @Test func ndjsonConforms() throws {
    try checkEmotionSink { try SinkSpecification("ndjson:/dev/null?rate=hop").open() }
  }

  @Test(arguments: ["csv:/dev/null?rate=hop", "csv:/dev/null?delay=1", "ndjson:/dev/null?delay=0.1&fields=t"])
  func textConforms(output: String) throws {
    try checkEmotionSink { try SinkSpecification(output).open() }
  }

  @Test func aRotatedFileConforms() throws {
    let folder = try ScratchFolder()
    try checkEmotionSink { try SinkSpecification("ndjson:\(folder.path)/x?rate=hop&rotate=2k&keep=2").open() }
  }

  @Test(arguments: [
    "osc", "osc?mode=vector", "osc?mode=bundle&epsilon=0.1&keepalive=1", "osc?delay=0.5", "udp",
    "udp?delay=0.5",
  ])
  func datagramsConform(output: String) throws {
    let receiver = try #require(DatagramReceiver())
    let parts = output.split(separator: "?")
    let options = parts.count == 2 ? "&\(parts[1])" : ""
    try checkEmotionSink {
      try SinkSpecification("\(parts[0]):127.0.0.1:\(receiver.port)?rate=hop&stage=both\(options)").open()
    }
  }
}
