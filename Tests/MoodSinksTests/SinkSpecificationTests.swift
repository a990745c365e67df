import MoodCore
import MoodTestSupport
import Testing

@testable import MoodSinks

@Suite struct SinkSpecificationTests {
  @Test func ndjsonHasItsDefaults() throws {
    let expected = NDJSONTarget(
      path: nil, pace: SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000)))
    #expect(try SinkSpecification("ndjson:-") == .ndjson(expected))
    #expect(try SinkSpecification("ndjson:a:b/c.ndjson") == .ndjson(NDJSONTarget(path: "a:b/c.ndjson")))
  }

  @Test func oscHasItsDefaults() throws {
    let expected = OSCTarget(
      Endpoint(host: "10.0.0.7", port: 7700), prefix: "/moodring",
      pace: SinkPace(stages: .now, rate: .perSecond(thousandths: 30_000)), mode: .messages,
      vectorAddress: nil,
      change: OSCChange(epsilon: 0, keepAliveSeconds: 0), timeToLive: 1)
    #expect(try SinkSpecification("osc:10.0.0.7:7700") == .osc(expected))
  }

  @Test func csvAndUDPHaveTheirDefaults() throws {
    let pace = SinkPace(stages: .both, rate: .perSecond(thousandths: 10_000))
    #expect(try SinkSpecification("csv:-") == .csv(CSVTarget(path: nil, pace: pace)))
    #expect(try SinkSpecification("csv:a b.csv") == .csv(CSVTarget(path: "a b.csv", pace: pace)))
    let endpoint = Endpoint(host: "ff02::1%lo", port: 7701)
    #expect(try SinkSpecification("udp:[ff02::1%lo]:7701") == .udp(UDPTarget(endpoint, pace: pace)))
  }

  @Test func recordsHaveTheirOptions() throws {
    var file = NDJSONTarget(
      path: "x", pace: SinkPace(stages: .both, rate: .everyHop, delaySamples: 22_050 / 4 + 1))
    file.fields = FieldSelection("valence,quadrants.Q1,emotions,features.rms")
    file.rotation = FileRotation(bytes: 10 << 20, keep: 3)
    file.isShaped = true
    #expect(
      try SinkSpecification(
        "ndjson:x?rate=hop&delay=0.25&fields=valence,quadrants.Q1,emotions,features.rms&rotate=10M&keep=3&shaped=1"
      ) == .ndjson(file))
    #expect(try SinkSpecification("csv:-?shaped=1").isShaped)
    #expect(try !SinkSpecification("csv:-?shaped=0").isShaped)
    #expect(try SinkSpecification("osc:h:1").isShaped)
    var datagrams = UDPTarget(Endpoint(host: "h", port: 1))
    datagrams.timeToLive = 3
    datagrams.fields = FieldSelection("t")
    #expect(try SinkSpecification("udp:h:1?ttl=3&fields=t") == .udp(datagrams))
  }

  @Test func oscHasItsModes() throws {
    var target = OSCTarget(Endpoint(host: "h", port: 6448))
    target.mode = .vector
    target.vectorAddress = "/wek/inputs"
    target.change = OSCChange(epsilon: 0.01, keepAliveSeconds: 2.5)
    #expect(
      try SinkSpecification("osc:h:6448?mode=vector&address=/wek/inputs&epsilon=0.01&keepalive=2.5")
        == .osc(target))
  }

  @Test(
    arguments: [
      ("1024", 1024), ("1k", 1024), ("10M", 10 << 20), ("2G", 2 << 30), ("1023", nil), ("0", nil), ("k", nil),
      ("1.5M", nil), ("-1k", nil), ("1T", nil), ("1024G", 1 << 40), ("1025G", nil),
      ("99999999999999999999G", nil), ("9223372036854775807G", nil), ("", nil), ("1 k", nil), ("1K", nil),
    ] as [(String, Int64?)])
  func sizesAreRead(text: String, bytes: Int64?) throws {
    let rotation = FileRotation.bytes(text)
    #expect(rotation == bytes)
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
            Endpoint(host: "lights.local", port: 7700), prefix: "/stage/left",
            pace: SinkPace(stages: .both, rate: .everyHop), timeToLive: 2)))
  }

  @Test func ipv6StandsInBrackets() throws {
    #expect(
      try SinkSpecification("osc:[fe80::1%eth0]:9000")
        == .osc(OSCTarget(Endpoint(host: "fe80::1%eth0", port: 9000))))
    #expect(
      try SinkSpecification("osc:[::1]:9000/").description == "osc:[::1]:9000",
      "a lone slash means no prefix")
  }

  @Test(arguments: [
    ("", #"there is no output "", expected \#(SinkSpecification.forms)"#),
    ("midi:1", #"there is no output "midi", expected \#(SinkSpecification.forms)"#),
    ("ndjson", #"the output ndjson was given "", expected - for standard output, or a path"#),
    ("csv:", #"the output csv was given "", expected - for standard output, or a path"#),
    ("ndjson:?rate=1", #"the output ndjson was given "", expected - for standard output, or a path"#),
    (
      "ndjson:-?",
      #"the output ndjson has no option "", expected one of stage, rate, delay, fields, shaped, rotate, keep"#
    ),
    (
      "ndjson:-?ttl=1",
      #"the output ndjson has no option "ttl", expected one of stage, rate, delay, fields, shaped, rotate, keep"#
    ),
    ("csv:-?fields=t", #"the output csv has no option "fields", expected one of stage, rate, delay, shaped"#),
    (
      "udp:h:1?mode=vector",
      #"the output udp has no option "mode", expected one of stage, rate, delay, fields, ttl, shaped"#
    ),
    ("ndjson:-?shaped=yes", #"the option shaped of the output ndjson was given "yes", expected 0 or 1"#),
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
    ("csv:-?delay=-1", #"the option delay of the output csv was given "-1", expected seconds from 0 to 600"#),
    (
      "csv:-?delay=601",
      #"the option delay of the output csv was given "601", expected seconds from 0 to 600"#
    ),
    (
      "csv:-?delay=nan",
      #"the option delay of the output csv was given "nan", expected seconds from 0 to 600"#
    ),
    (
      "csv:-?delay=1e2",
      #"the option delay of the output csv was given "1e2", expected seconds from 0 to 600"#
    ),
    (
      "ndjson:x?rotate=1",
      #"the option rotate of the output ndjson was given "1", expected a size from 1k to 1024G, such as 10M"#
    ),
    ("ndjson:-?rotate=1k", "the option rotate of the output ndjson needs a path"),
    ("ndjson:x?keep=2", "the option keep of the output ndjson needs rotate=SIZE"),
    (
      "ndjson:x?rotate=1k&keep=0",
      #"the option keep of the output ndjson was given "0", expected a number of files from 1 to 9999"#
    ),
    (
      "ndjson:-?fields=t,valenc",
      #"the option fields of the output ndjson was given "t,valenc", expected fields with commas, such as "#
        + "valence,arousal,quadrants.Q1,emotions"
    ),
    ("osc:host", #"the output osc was given "host", expected HOST:PORT, an IPv6 address in brackets"#),
    ("udp:host", #"the output udp was given "host", expected HOST:PORT, an IPv6 address in brackets"#),
    (
      "udp:h:1/x", #"the output udp was given "1/x", expected a port from 1 to 65535"#
    ),
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
    (
      "osc:h:1?mode=morse",
      #"the option mode of the output osc was given "morse", expected messages, vector or bundle"#
    ),
    (
      "osc:h:1?epsilon=2",
      #"the option epsilon of the output osc was given "2", expected a number from 0 to 1"#
    ),
    ("osc:h:1?address=/a", "the option address of the output osc needs mode=vector"),
    (
      "osc:h:1?address=/a&mode=vector&stage=both",
      "the option address of the output osc needs stage=now or stage=settled"
    ),
    (
      "osc:h:1?address=wek&mode=vector",
      #"the option address of the output osc was given "wek", expected an address such as /wek/inputs, of at most "#
        + "255 ASCII characters other than space and #*,?[]{}"
    ),
    (
      "osc:h:1?x=1",
      #"the output osc has no option "x", expected one of stage, rate, delay, mode, address, epsilon, keepalive, ttl"#
    ),
  ])
  func whatIsWrongIsSaid(text: String, sentence: String) {
    let error = #expect(throws: SinkSpecificationError.self) { try SinkSpecification(text) }
    #expect(error?.description == sentence)
  }

  @Test func garbageIsReadOrRefusedInOneLine() {
    let pieces = [
      "ndjson", "osc", "csv", "udp", ":", ":", "-", "/", "?", "&", "=", "[", "]", "::1", "localhost", "7700",
      "0",
      "rate", "stage", "ttl", "mode", "hop", "now", "both", "1.5", "99999999999999999999", ".", "%", "\n",
      "\0",
      "é", " ", "+", "#", "shaped", "fields", "valence", "emotions.", "features.x", ",", "rotate", "keep",
      "10M",
      "delay", "0.25", "vector", "bundle", "address", "/wek/inputs", "epsilon", "keepalive", "nan", "-0",
    ]
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...14, using: &random))
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
