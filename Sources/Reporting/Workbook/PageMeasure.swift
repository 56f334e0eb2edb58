/// What a printed page of a sheet holds.
struct PageMeasure: Sendable {
  /// The sum of the heights of its rows, in points of the sheet; a little less than there is.
  let pageHeight: Double

  /// A4, and the margins of ``WorkbookFile``, in points.
  private static let paper = (short: 595.3, long: 841.9)
  static let margins = (side: 0.6, top: 0.8, bottom: 0.7)

  init(columnWidths: [Double], isLandscape: Bool) {
    let (width, height) =
      isLandscape ? (Self.paper.long, Self.paper.short) : (Self.paper.short, Self.paper.long)
    // A sheet that is wider than its page is printed smaller.
    let room = width - 2 * 72 * Self.margins.side
    let scale = min(1, room / (TextMeasure.pixels(columnWidths[...]) * 0.75))
    pageHeight = (height - 72 * (Self.margins.top + Self.margins.bottom)) / scale * 0.97
  }
}
