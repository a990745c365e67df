import MoodCore
import MoodSinks
import MoodTestSupport
import Testing

@Suite struct SinkSpecificationTests {
  @Test func ndjsonHasItsDefaults() throws {
    let expected = NDJSONTarget(
      path: nil, pace: SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000)))
    #expect(try SinkSpecification("ndjson:-") == .ndjson(expected))
    #expect(try SinkSpecification("ndjson:a:b/c.ndjson") == .ndjson(NDJSONTarget(path: "a:b/c.ndjson")))
  }

  @Test func oscHasItsDefaults() throws {
    let expected = OSCTarget(
      host: "10.0.0.7", port: 7700, prefix: "/moodring",
      pace: SinkPace(stages: .now, rate: .perSecond(thousandths: 30_000)), timeToLive: 1)
    #expect(try SinkSpecification("osc:10.0.0.7:7700") == .osc(expected))
  }

  @Test func optionsAreRead() throws {
    let pace = SinkPace(stages: .settled, rate: .perSecond(thousandths: 500))
    #expect(
      try SinkSpecification("ndjson:-?stage=settled&rate=0.5") == .ndjson(NDJSONTarget(path: nil, pace: pace))
    )
    #expect(
      try SinkSpecification("osc:lights.local:7700/stage/left?rate=hop&ttl=2&stage=both&mode=messages")
        == .osc(
          OSCTarget(
            host: "lights.local", port: 7700, prefix: "/stage/left",
            pace: SinkPace(stages: .both, rate: .everyHop), timeToLive: 2)))
  }

  @Test func ipv6StandsInBrackets() throws {
    #expect(
      try SinkSpecification("osc:[fe80::1%eth0]:9000") == .osc(OSCTarget(host: "fe80::1%eth0", port: 9000)))
    #expect(
      try SinkSpecification("osc:[::1]:9000/").description == "osc:[::1]:9000",
      "a lone slash means no prefix")
  }

  @Test(arguments: [
    ("", #"there is no output "", expected ndjson:-|PATH or osc:HOST:PORT[/prefix]"#),
    ("midi:1", #"there is no output "midi", expected ndjson:-|PATH or osc:HOST:PORT[/prefix]"#),
    ("csv:-", "the output csv is not in this version, expected ndjson:-|PATH or osc:HOST:PORT[/prefix]"),
    ("udp:a:1", "the output udp is not in this version, expected ndjson:-|PATH or osc:HOST:PORT[/prefix]"),
    (
      "terminal",
      "the output terminal is not in this version, expected ndjson:-|PATH or osc:HOST:PORT[/prefix]"
    ),
    ("ndjson", #"the output ndjson was given "", expected - for standard output, or a path"#),
    ("ndjson:?rate=1", #"the output ndjson was given "", expected - for standard output, or a path"#),
    ("ndjson:-?", #"the output ndjson has no option "", expected one of stage, rate"#),
    ("ndjson:-?ttl=1", #"the output ndjson has no option "ttl", expected one of stage, rate"#),
    ("ndjson:-?shaped=1", "the option shaped of the output ndjson is not in this version"),
    ("ndjson:-?rate=1&rate=2", "the output ndjson was given its option rate twice, expected it once"),
    (
      "ndjson:-?rate=0",
      #"the option rate of the output ndjson was given "0", expected a number from 0.001 to 1000, or hop"#
    ),
    (
      "ndjson:-?rate=1000.001",
      #"the option rate of the output ndjson was given "1000.001", expected a number from 0.001 to 1000, or hop"#
    ),
    (
      "ndjson:-?stage=later",
      #"the option stage of the output ndjson was given "later", expected now, settled or both"#
    ),
    ("osc:host", #"the output osc was given "host", expected HOST:PORT, an IPv6 address in brackets"#),
    ("osc::1", #"the output osc was given ":1", expected HOST:PORT, an IPv6 address in brackets"#),
    (
      "osc:::1:7700", #"the output osc was given "::1:7700", expected HOST:PORT, an IPv6 address in brackets"#
    ),
    ("osc:[a]:1", #"the output osc was given "[a]:1", expected an IPv6 address in the brackets"#),
    ("osc:h:0", #"the output osc was given "0", expected a port from 1 to 65535"#),
    ("osc:h:70000", #"the output osc was given "70000", expected a port from 1 to 65535"#),
    ("osc:h:+1", #"the output osc was given "+1", expected a port from 1 to 65535"#),
    (
      "osc:h:1/a//b",
      #"the output osc was given "/a//b", expected a prefix such as /stage/left, of at most 255 ASCII characters "#
        + "other than space and #*,?[]{}"
    ),
    ("osc:h:1?ttl=0", #"the option ttl of the output osc was given "0", expected a number from 1 to 255"#),
    ("osc:h:1?mode=bundle", "the option mode=bundle of the output osc is not in this version"),
    ("osc:h:1?mode=morse", #"the option mode of the output osc was given "morse", expected messages"#),
    ("osc:h:1?epsilon=0.01", "the option epsilon of the output osc is not in this version"),
    ("osc:h:1?x=1", #"the output osc has no option "x", expected one of stage, rate, ttl, mode"#),
  ])
  func whatIsWrongIsSaid(text: String, sentence: String) {
    let error = #expect(throws: SinkSpecificationError.self) { try SinkSpecification(text) }
    #expect(error?.description == sentence)
  }

  @Test func garbageIsReadOrRefusedInOneLine() {
    let pieces = [
      "ndjson", "osc", "csv", ":", ":", "-", "/", "?", "&", "=", "[", "]", "::1", "localhost", "7700", "0",
      "rate", "stage", "ttl", "mode", "hop", "now", "both", "1.5", "99999999999999999999", ".", "%", "\n",
      "\0",
      "é", " ", "+", "#", "shaped",
    ]
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...10, using: &random))
        .map { _ in pieces.randomElement(using: &random)! }.joined()
      do {
        let specification = try SinkSpecification(text)
        #expect(try SinkSpecification(specification.description).description == specification.description)
      } catch {
        #expect(!error.description.contains("\n"), "\(text.debugDescription)")
      }
    }
  }
}
