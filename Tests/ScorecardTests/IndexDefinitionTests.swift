import Foundation
import Testing

@testable import Scorecard

@Suite struct IndexDefinitionTests {
  private let index = IndexDefinition.decision766

  @Test func decision766_addsUpTo100() {
    #expect(index.components.map(\.maximum) == [18, 20, 12, 10, 18, 22])
    #expect(index.maximum == 100)
    #expect(index.maximum(of: .total) == 100)
    #expect(index.maximum(of: .component(2)) == 12)
    #expect(index.maximum(of: .discrepancy) == nil)
  }

  @Test(arguments: [
    ("online_services", 2), ("Online Services", 2), ("DỊCH VỤ CÔNG TRỰC TUYẾN", 2),
    ("Dịch vụ công trực tuyến (12)", 2), ("Công khai, minh bạch", 0), ("công khai minh bạch", 0),
    ("Số hóa hồ sơ", 5), ("Số hoá hồ sơ", 5), ("digitization", 5), ("Document digitization", 5),
    ("  Mức  độ hài lòng ", 4),
  ])
  func indicatorNamed_anySpelling_findsComponent(_ name: String, _ position: Int) {
    #expect(index.indicator(named: name) == .component(position))
    let decomposed = name.decomposedStringWithCanonicalMapping
    #expect(index.indicator(named: decomposed) == .component(position))
  }

  @Test func indicatorNamed_total_inBothLanguages() {
    for name in ["total", "TOTAL", "Tổng điểm", "tổng", "Total score"] {
      #expect(index.indicator(named: name) == .total)
    }
    for name in ["", "()", "discrepancy", "value", "điểm", "12"] {
      #expect(index.indicator(named: name) == nil)
    }
  }

  @Test func id_ofEachIndicator() {
    #expect(Indicator.component(0).id(in: index) == "transparency")
    #expect(Indicator.total.id(in: nil) == "total")
    #expect(Indicator.discrepancy.id(in: nil) == "discrepancy")
    #expect(Indicator.value.id(in: nil) == "value")
  }

  @Test func yaml_readsNamesAliasesAndMaxima() throws {
    let index = try IndexDefinition(
      yaml: """
        id: school
        name: { vi: Chỉ số trường học, en: School index }
        components:
          - id: teaching
            name: { vi: Giảng dạy, en: Teaching }
            aliases: [dạy học]
            max: 60
          - id: care
            max: 40.5
        """)
    #expect(index.maximum == 100.5)
    #expect(index.name.vietnamese == "Chỉ số trường học")
    #expect(index.indicator(named: "DẠY HỌC") == .component(0))
    #expect(index.components[1].name.english == "care")
  }

  @Test func yaml_faults_areNamedWithTheirLine() {
    func fault(_ yaml: String) -> IndexDefinitionError? {
      do throws(IndexDefinitionError) {
        _ = try IndexDefinition(yaml: yaml)
        return nil
      } catch { return error }
    }
    let head = "id: x\ncomponents:\n"
    #expect(fault("id: x") == .missingKey("components", line: 1))
    #expect(fault("") == .missingKey("components", line: nil))
    #expect(fault("- 1") == .wrongKind(key: "", expected: .mapping, line: 1))
    #expect(fault("id: x\ncomponents: 3") == .wrongKind(key: "components", expected: .sequence, line: 2))
    #expect(fault(head + "  []") == .noComponents)
    #expect(fault(head + "  - {id: a, max: 0}") == .maximumNotPositive(component: "a", text: "0", line: 3))
    #expect(
      fault(head + "  - {id: a, max: .inf}") == .maximumNotPositive(component: "a", text: ".inf", line: 3))
    #expect(fault(head + "  - {id: a}") == .missingKey("max", line: 3))
    #expect(fault(head + "  - {id: a, maxx: 3}") == .unknownKey("maxx", line: 3))
    #expect(
      fault(head + "  - {id: a, max: 3}\n  - {id: A, max: 4}")
        == .duplicateName("A", first: "a", second: "A"))
    #expect(fault(head + "  - {id: total, max: 3}") == .reservedID("total"))
    guard case .notYAML(line: 3, column: _, problem: _)? = fault("id: x\nb: [1") else {
      Issue.record("an open bracket is no YAML: \(String(describing: fault("id: x\nb: [1")))")
      return
    }
  }
}
