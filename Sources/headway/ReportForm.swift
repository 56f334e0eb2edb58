import ArgumentParser
import Foundation
import Reporting

/// In which form a report is written: the ending of the file decides, else `--format`.
enum ReportForm {
  case text, html, markdown, json

  /// - Throws: ``Failure`` for an ending that is none of a report's.
  init(_ options: CommonOptions) throws {
    let ending = options.output.map { ($0 as NSString).pathExtension.lowercased() } ?? ""
    switch ending {
    case "html", "htm": self = .html
    case "md", "markdown": self = .markdown
    case "json": self = .json
    case "txt": self = .text
    default:
      // Where the ending says nothing, as of a pipe, the format does.
      switch options.format {
      case .json: self = .json
      case .text where options.output == nil || ending.isEmpty: self = .text
      case .text, .csv, .ndjson:
        let fault = CommandFault.notAReportForm(path: options.output)
        throw Failure(.usage, fault.message(in: options.chosenLanguage))
      }
    }
  }

  /// Writes a report to the place asked for.
  func write(_ report: WeeklyReport, _ options: CommonOptions) throws {
    let text =
      switch self {
      case .text: Output(options: options).rendered(report.document)
      case .html: HTMLRenderer().render(report.document, title: report.title)
      case .markdown: MarkdownRenderer().render(report.document)
      case .json: report.json
      }
    try options.shared.writeOutput { try $0.write(Array(text.utf8)) }
  }
}
