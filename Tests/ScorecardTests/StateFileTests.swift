import Forecasting
import NumericCore
import Testing

@testable import Scorecard

/// A state is read as it was written or not at all.
@Suite struct StateFileTests {
  private static func made(_ model: StateModel, series: Int) throws -> [UInt8] {
    let trial = WeeklyFiles(series: series, weeks: 24, files: 1, latest: 5, seed: 4)
    return try StateTrial(model, WeeklyFiles.text(trial.files[0])).bytes
  }

  /// Whether all of it is read without a fault.
  private static func isWhole(_ bytes: [UInt8], _ model: StateModel) throws -> Bool {
    do throws(StateError) {
      let input: ByteInput
      do { input = try StateTrial.input(bytes) } catch { return false }
      _ = try StateFile(input, for: model).check()
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: [(0, 0), (1, 0xE8B7_BE43), (9, 0xCBF4_3926)] as [(Int, UInt32)])
  func checksum_isCRC32(_ count: Int, _ expected: UInt32) {
    let text = count == 1 ? "a" : String("123456789".prefix(count))
    #expect(Checksum.crc32(Array(text.utf8), 0..<count) == expected)
  }

  @Test func checksum_ofAnyLength_isThatOfSingleBits() {
    var generator = NumericCore.SeededGenerator(seed: 1)
    for length in 0..<70 {
      let bytes = (0..<length + 3).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      var sum: UInt32 = ~0
      for byte in bytes[3...] {
        sum ^= UInt32(byte)
        for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
      }
      #expect(Checksum.crc32(bytes, 3..<length + 3) == ~sum)
    }
  }

  @Test(arguments: StateModel.allCases)
  func anyByteChanged_isNoticed(_ model: StateModel) throws {
    let bytes = try Self.made(model, series: 9)
    #expect(try Self.isWhole(bytes, model))
    var generator = NumericCore.SeededGenerator(seed: 2)
    for position in bytes.indices {
      var changed = bytes
      changed[position] ^= UInt8(truncatingIfNeeded: 1 << (generator.next() % 8))
      #expect(try !Self.isWhole(changed, model), "byte \(position)")
    }
  }

  @Test(arguments: StateModel.allCases)
  func anyEndCutOff_isNoticed(_ model: StateModel) throws {
    let bytes = try Self.made(model, series: 9)
    for length in bytes.indices {
      #expect(try !Self.isWhole(Array(bytes[..<length]), model), "\(length) bytes")
    }
    #expect(try !Self.isWhole(bytes + [0], model))
    #expect(try !Self.isWhole(bytes + bytes, model))
  }

  @Test func framesChangedLeftOutOrInAnotherOrder_areNoticed() throws {
    let bytes = try Self.made(.line, series: 700)
    var starts = [StateFile.headerLength]
    while let start = starts.last, start < bytes.count {
      starts.append(start + Int(bytes.uint32(at: start)) + 20)
    }
    #expect(starts.count == 5 && starts.last == bytes.count)
    func frame(_ number: Int) -> ArraySlice<UInt8> { bytes[starts[number]..<starts[number + 1]] }
    let header = bytes[..<starts[0]]
    #expect(try Self.isWhole(Array(header + frame(0) + frame(1) + frame(2) + frame(3)), .line))
    for order in [[0, 1, 3], [1, 2, 3], [1, 0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2], [3], [0, 3, 1, 2, 3]] {
      let changed = order.reduce(into: Array(header)) { $0 += frame($1) }
      #expect(try !Self.isWhole(changed, .line), "\(order)")
    }
    var generator = NumericCore.SeededGenerator(seed: 3)
    for number in 0..<150 {
      var changed = bytes
      for _ in 0..<(1 + number % 5) {
        let position = Int(generator.next() % UInt64(bytes.count))
        changed[position] = changed[position] &+ UInt8(1 + generator.next() % 255)
      }
      #expect(try changed == bytes || !Self.isWhole(changed, .line), "change \(number)")
    }
  }

  /// As far as that is one: right checksums around wrong content.
  @Test(arguments: StateModel.allCases)
  func wrongContentWithARightChecksum_isNoticedOrRead(_ model: StateModel) throws {
    let bytes = try Self.made(model, series: 9)
    let end = bytes.count - 20 - 4
    var generator = NumericCore.SeededGenerator(seed: 5)
    for position in StateFile.headerLength + 16..<end {
      for _ in 0..<2 {
        var changed = Array(bytes[..<end])
        changed[position] = UInt8(truncatingIfNeeded: generator.next())
        changed.append(
          lowestFirst: UInt64(Checksum.crc32(changed, StateFile.headerLength..<end)), bytes: 4)
        changed += bytes[(end + 4)...]
        let state = try StateTrial.state(changed, model)
        var frames = state.frames
        for frame in try frames.next() {
          // Nothing is asked but an end.
          _ = try? StateUpdate(model).update(frame) { record in _ = StateTrial.Kept(&record) }
        }
      }
    }
  }

  @Test func otherFiles_areToldApart() throws {
    let bytes = try Self.made(.line, series: 3)
    var version = bytes
    version[8] = 2
    for (state, error) in [
      ([], .notAState), (Array("series,step,value\n".utf8), .notAState), (version, .otherVersion(found: 2)),
      (Array(bytes[..<12]), .cutShort(bytes: 12)),
    ] as [([UInt8], StateError)] {
      #expect(throws: error) { try StateTrial.state(state, .line) }
    }
    #expect(throws: StateError.otherModel(found: .line, asked: .patterns)) {
      try StateTrial.state(bytes, .patterns)
    }
    #expect(throws: StateError.cutShort(bytes: bytes.count - 1)) {
      try StateTrial.state(bytes.dropLast(), .line).check()
    }
  }

  /// Numbers of all kinds; what is no decimal of few places stands as it is.
  @Test func values_areKeptBitForBit() throws {
    let values = [
      "0", "-0", "1", "-1.50", "0.1", "123456789012345", "0.000000000000001", "3.1e-5", "1e300", "-1e-300",
      "5e-324", "9007199254740993", "0.1234567890123456789", "1234.5678", "2.50", "2.5",
    ]
    for model in StateModel.allCases {
      for count in 1...values.count {
        for some in [values.prefix(count), values.suffix(count)] {
          let rows = some.enumerated().map { "a,\(3 * $0 * $0),\($1)" }
          let text = Array("series,step,value\n\(rows.joined(separator: "\n"))\n".utf8)
          let first = try StateTrial(model, text)
          let again = try StateTrial(model, Array("series,step,value\nb,1,1\n".utf8), before: first.bytes)
          #expect(again.series[0].agrees(with: first.series[0]), "\(some)")
          let expected = some.suffix(model.keptRows).map { Double($0)!.bitPattern }
          #expect(again.series[0].values.map(\.bitPattern) == expected, "\(some)")
        }
      }
    }
  }

  @Test func state_isSmall() throws {
    let rows = (0..<300).flatMap { number in
      (0..<104).map { "series \(number),\($0),\(100 + (number * 7 + $0 * 13) % 37).\(10 + $0 % 90)" }
    }
    let text = Array("series,step,value\n\(rows.joined(separator: "\n"))\n".utf8)
    let (line, patterns) = (try StateTrial(.line, text), try StateTrial(.patterns, text))
    #expect(line.bytes.count < 120 * 300 && patterns.bytes.count < 300 * 300)
  }
}
