import Testing

@Suite struct SnippetTests {
  @Test("every snippet of the documentation compiles")
  func everySnippetCompiles() throws {
    let sequences = try SnippetSequence.all()
    #expect(sequences.count > 25)
    for fault in try SnippetCompiler.faults(in: sequences) {
      let name = fault.file.split(separator: "/").last ?? ""
      Issue.record(
        "\(fault.file):\(fault.line):\(fault.column): \(fault.message)",
        sourceLocation: SourceLocation(
          fileID: "Documentation/\(name)", filePath: fault.file, line: fault.line, column: fault.column))
    }
  }

  @Test("a fault is told with the file and line of the documentation")
  func faultsAreLocated() throws {
    let page = """
      Some text.

      ```swift
      import NumericCore
      let sum = CompensatedSum()
      ```

      ```swift
      let value: Int = sum.value
      ```
      """
    let faults = try SnippetCompiler.faults(in: SnippetSequence.page(page, file: "/Page.md"))
    #expect(faults.map(\.file) == ["/Page.md"])
    #expect(faults.map(\.line) == [9])
  }

  @Test("only what is public can be used")
  func packageNamesAreOutOfReach() throws {
    let page = "```swift\nimport NumericCore\nlet maps = concurrentMap\n```\n"
    let faults = try SnippetCompiler.faults(in: SnippetSequence.page(page, file: "/Page.md"))
    #expect(faults.map(\.line) == [3])
  }

  @Test("a later block of a page sees the names of those before it and may use them anew")
  func blocksFollowEachOther() throws {
    let page = "```swift\nlet a = 1\n```\n```swift\nlet b = a\n```\n```swift\nlet a = [b]\nprint(a)\n```\n"
    #expect(try SnippetCompiler.faults(in: SnippetSequence.page(page, file: "/Page.md")) == [])
  }

  @Test("blocks of doc comments are found at their lines, one sequence for each comment")
  func commentsAreRead() {
    let source = """
      /// One.
      ///
      /// ```swift
      /// let a = 1
      /// ```
      let one = 1

        /// ```swift
        /// let b = 2
        ///   + 3
        /// ```
        /// ```
        /// no Swift
        /// ```
        let two = 2
      """
    let sequences = SnippetSequence.comments(source, file: "/Two.swift")
    #expect(
      sequences.map(\.snippets) == [
        [Snippet(line: 4, lines: ["let a = 1"])], [Snippet(line: 9, lines: ["let b = 2", "  + 3"])],
      ])
  }
}
