/// Why a workbook cannot be used at all.
public enum WorkbookError: Error, Hashable, Sendable {
  /// libzip, which unpacks workbooks, is not there: install `libzip-dev`.
  case libraryMissing
  /// The workbook asks for a password.
  case passwordProtected
  /// The format of Excel 97–2003, `.xls`.
  case oldFormat
  /// Another document of an office, or an archive without a workbook.
  case otherDocument(Document)
  /// The file breaks the rules of the format; `part` is the file within the archive.
  case damaged(Damage, part: String?)
  /// Unpacked it is larger than any workbook of scores.
  case tooLarge(Excess)
  /// All sheets are hidden or hold no cells.
  case noSheet
  /// No sheet holds a table that can be read; why, for the first of them, and how many sheets there are.
  case noTable([WorkbookRemark], sheets: Int)

  /// Documents that are no workbook of the formats `.xlsx` and `.xlsm`.
  public enum Document: String, Hashable, Sendable, CaseIterable {
    /// A table of OpenDocument, `.ods`.
    case openDocument
    /// The binary form of a workbook, `.xlsb`.
    case binaryWorkbook
    /// A text or presentation of Office.
    case otherOffice
    /// A ZIP archive of something else.
    case archive
  }

  /// What breaks the rules.
  public enum Damage: Hashable, Sendable {
    /// No ZIP archive, or one that is cut off.
    case archive
    /// Packed bytes that cannot be unpacked, or of which the checksum is wrong.
    case packed
    /// A part that must be there is not, or is there twice.
    case missing
    /// The text of a part is no well-formed XML; the offset in bytes.
    case markup(offset: Int)
    /// A part declares a document type, which workbooks never do.
    case documentType
    /// Elements within elements beyond any use.
    case nesting
    /// A link that leads out of the package.
    case outsideLink(String)
    /// A cell that no sheet can have.
    case cellOutOfRange(String)
    /// A cell that stands twice.
    case repeatedCell(String)
    /// A text, style or sheet is referred to that is not there.
    case brokenReference(String)
  }

  /// What is beyond the limits.
  public enum Excess: Hashable, Sendable {
    /// More bytes than this, unpacked.
    case bytes(limit: Int)
    /// A part that unpacks to more than so many times its size.
    case ratio(limit: Int)
    /// More cells than this.
    case cells(limit: Int)
    /// More sheets, merged ranges or the like than this.
    case parts(limit: Int)
  }
}
