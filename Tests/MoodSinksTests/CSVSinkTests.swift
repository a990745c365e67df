import Foundation
import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct CSVSinkTests {
  private func lines(
    _ options: String = "", _ run: (any EmotionSink) throws -> Void
  ) throws -> [String] {
    let folder = try ScratchFolder()
    let path = folder.path + "/out.csv"
    try run(SinkSpecification("csv:\(path)\(options)").open())
    return try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
  }

  @Test func columnsAreTheFieldsOfTheRecordWithDots() throws {
    let lines = try lines { sink in
      try sink.begin(HandMadeStream.description(name: "a,\"b\".wav", features: HandMadeStream.features))
      try sink.emit(HandMadeStream.estimate(), features: HandMadeStream.featureValues)
      try sink.emit(HandMadeStream.events[0])
      try sink.emit(HandMadeStream.estimate(.settled), features: HandMadeStream.featureValues)
      try sink.finish(HandMadeStream.liveEnd)
    }
    #expect(
      lines == [
        "seq,stream,t,stage,latency,valence,arousal,quadrant,quadrants.Q1,quadrants.Q2,quadrants.Q3,quadrants.Q4,"
          + "emotions.amazement,emotions.joyful_activation,confidence,loudness,silent,features.rms,"
          + "features.slope_db",
        #"0,"a,""b"".wav",0.952018,now,0.0,0.31,-0.2,Q4,0.21,0.08,0.2,0.51,0.12,0.5,0.62,-23.1,false,0.25,-12.5"#,
        #"1,"a,""b"".wav",0.952018,settled,1.1145579,0.31,-0.2,Q4,0.21,0.08,0.2,0.51,0.12,0.5,0.62,-23.1,false,"#
          + "0.25,-12.5",
        "",
      ])
  }

  @Test func severalStreamsHaveOneHeader() throws {
    let lines = try lines("?rate=hop&stage=now") { sink in
      for name in ["one", "two"] {
        try sink.begin(HandMadeStream.description(name: name))
        for hop in 1...3 as ClosedRange<Int64> { try sink.emit(HandMadeStream.estimate(hop: hop)) }
        try sink.finish(HandMadeStream.liveEnd)
      }
    }
    #expect(lines.count == 8)
    #expect(
      lines[1...6].map { String($0.prefix(5)) } == ["0,one", "1,one", "2,one", "0,two", "1,two", "2,two"])
  }

  @Test func everyRowHasTheColumnsOfItsHeader() throws {
    for outputs in HandMadeStream.allShapes {
      let lines = try lines { sink in
        try sink.begin(HandMadeStream.description(outputs))
        try sink.emit(HandMadeStream.estimate())
      }
      #expect(lines[0].split(separator: ",").count == lines[1].split(separator: ",").count)
    }
  }
}
