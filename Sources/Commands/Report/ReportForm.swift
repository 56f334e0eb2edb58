import ArgumentParser
import Foundation
import Reporting

/// In which form a report is written: the ending of the file decides, else `--format`.
enum ReportForm {
  case text, html, markdown, workbook, json

  /// - Throws: ``Failure`` for an ending that is none of a report's.
  init(_ options: CommonOptions) throws {
    let ending = options.output.map { ($0 as NSString).pathExtension.lowercased() } ?? ""
    switch ending {
    case "html", "htm": self = .html
    case "md", "markdown": self = .markdown
    case "xlsx": self = .workbook
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
    let bytes: [UInt8] =
      switch self {
      case .text: Array(Output(options: options).rendered(report.document).utf8)
      case .html: Array(HTMLRenderer().render(report.document, title: report.title).utf8)
      case .markdown: Array(MarkdownRenderer().render(report.document).utf8)
      case .workbook: try workbook(report, options)
      case .json: Array(report.json.utf8)
      }
    try options.shared.writeOutput { try $0.write(bytes) }
  }

  private func workbook(_ report: WeeklyReport, _ options: CommonOptions) throws -> [UInt8] {
    do throws(WorkbookWriteError) {
      return try WorkbookRenderer().render(report.document, title: report.title, day: report.day)
    } catch {
      throw Failure(.cannotWrite, error.message(path: options.output ?? "-", in: options.chosenLanguage))
    }
  }
}
