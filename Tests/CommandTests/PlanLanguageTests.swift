import Testing

/// What the command says of plans that cannot be read, and that plans can be asked for in several ways.
@Suite struct PlanLanguageTests {
  private func run(_ arguments: [String], file: String? = nil) throws -> Run {
    let folder = try Folder()
    var all = ["plan", Example.path] + arguments
    if let file { all += ["--plan", try folder.write("plan.yml", file)] }
    return try Command.run(all)
  }

  @Test(arguments: [
    (
      "targets:\n  - {total: 93, over: all}",
      "plan.yml:2: the key “over” does not go with a target of “total”"
    ),
    ("targets:\n  - total:", "plan.yml:2: “total” has no value; write a value"),
    ("levers: {x: {pace: 0,3}}", "write it like: pace: 0.3 or pace: \"0,3\""),
    ("initiatives:\n  - {name: A, requires: B}\n  - {name: B, requires: A}", "plan.yml:2: initiatives wait"),
    ("scenarios:\n  - {name: S, components: {x: 190%}}", "plan.yml:2: “x”: “190%” is not a share"),
  ])
  func faultOfAFile_namesFileLineAndCure(_ file: String, _ words: String) throws {
    let run = try run(["--unit", Example.unit, "--target", "93"], file: file)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
    let vietnamese = try self.run(["--unit", Example.unit, "--language", "vi"], file: file)
    #expect(vietnamese.code == 65 && vietnamese.errors.contains("plan.yml:"))
    #expect(vietnamese.errors.contains("đề nghị"), "\(vietnamese.errors)")
  }

  @Test(arguments: [
    (["--target", "much"], "--target: “much” không đúng dạng; đề nghị ghi như: --target 93"),
    (["--target", "93", "--pace", "digitization"], "--pace online_services=0,3"),
    (["--target", "93", "--what-if", "Hai Phong=+0.1/week"], "có phải là “Hải Phòng” không?"),
    (["--target", "93", "--what-if", "nonsense=90%"], "“nonsense”"),
    (["--target", "93", "--what-if", "digitization=90%@9"], "ngoài kế hoạch 4 tuần"),
    (
      ["--target", "93", "--breakdown", "huyện"],
      "đơn vị nào thuộc cấp “huyện”; đề nghị chỉ dùng: province, department, commune"
    ),
    (["--target", "93", "--weakest-first"], "--breakdown commune"),
    (["--target", "93", "--moves", "0"], "--moves: “0”"),
    (["--target", "93", "--confidence", "120%"], "1,2 không nằm giữa 0 và 1"),
    (["--rank", "0"], "có thứ hạng 0; đề nghị chọn"),
    (
      ["--group", "huyện=91"], "đơn vị nào thuộc cấp “huyện”; đề nghị chỉ dùng: province, department, commune"
    ),
    (["--target", "93", "--lock", "nonsense"], "“nonsense”"),
  ])
  func faultOfAnOption_isSaidInTheChosenLanguage(_ arguments: [String], _ words: String) throws {
    let run = try run(["--unit", Example.unit, "--language", "vi"] + arguments)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func planWithoutAUnit_isRefused_unlessItIsForGroups() throws {
    let run = try run(["--target", "93"])
    #expect(run.code == 64 && run.errors.contains("--unit NAME"))
    #expect(try self.run(["--group", "huyện=91"]).errors.contains("huyện"), "the level is what is wrong")
  }

  @Test func optionsAndFile_giveTheSamePlan() throws {
    let common = ["--unit", Example.unit, "--format", "json"]
    let asked = try run(
      common + [
        "--target", "92,5", "--confidence", "70%", "--lock", "satisfaction", "--pace", "digitization=0,2",
      ])
    let written = try run(
      common,
      file: """
        confidence: 0.7
        targets: [{total: 92.5}]
        levers: {Mức độ hài lòng: {locked: true}, Số hóa hồ sơ: {pace: 0.2}}
        """)
    #expect([0, 2].contains(asked.code) && asked.errors.isEmpty)
    #expect(asked.output == written.output)
  }

  @Test func shareOfAComponent_isSoManyPoints() throws {
    let common = ["--unit", Example.unit, "--format", "csv", "--component"]
    let share = try run(common + ["online_services=75%"])
    #expect([0, 2].contains(share.code))
    #expect(share.output == (try run(common + ["online_services=9"])).output)
  }
}
