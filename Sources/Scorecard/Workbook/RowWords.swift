/// The words by which rows of sums, notes and signatures begin.
enum RowWords {
  /// Whether a row of this name is no unit.
  static func isFooter(_ text: String) -> Bool {
    let folded = NameKey.folded(text)
    if footerNames.contains(folded) { return true }
    return footerBeginnings.contains { folded.hasPrefix($0 + " ") || folded == $0 }
      || ["*", "(*", "Ghi chú:", "Nguồn:"].contains { text.hasPrefix($0) }
  }

  /// Whether a row of this name tells the maxima of columns.
  static func isMaximum(_ text: String) -> Bool {
    let folded = NameKey.folded(text)
    return maximumNames.contains(folded)
      || maximumNames.contains {
        folded.hasPrefix($0 + " ") && folded.dropFirst($0.count + 1).allSatisfy(\.isNumber)
      }
  }

  /// Whether such a name stands above groups of units that are counted below.
  static func isNameOfGroups(_ text: String) -> Bool {
    let folded = NameKey.folded(text)
    return groupBeginnings.contains { folded.hasPrefix($0 + " ") || folded == $0 }
  }

  /// Whether a row of this name tells of all units of a level together, as “Khối xã, phường” does.
  static func isGroup(_ text: String) -> Bool {
    guard Level.ofHeading(text) != nil else { return false }
    var words = NameKey.folded(text).split(separator: " ")
    if let first = words.first, HeaderMeaning.romanNumerals.contains(String(first)) { words.removeFirst() }
    let name = words.joined(separator: " ")
    return groupNames.contains { name.hasPrefix($0 + " ") || name == $0 }
  }

  private static let groupNames = [
    "cac", "khoi", "nhom", "ubnd cac", "ubnd xa phuong", "ubnd phuong xa", "uy ban nhan dan cac",
    "so ban nganh",
    "so nganh", "xa phuong", "phuong xa", "cap so", "cap xa", "cap tinh", "departments", "communes",
  ]
  private static let maximumNames: Set<String> = [
    "diem toi da", "toi da", "diem chuan", "thang diem", "max", "maximum", "diem toi da theo quy dinh",
  ]

  /// As whole names: of some there are communes that only begin so.
  private static let footerNames: Set<String> = [
    "tong", "cong", "tong so", "trung binh", "binh quan", "trung vi", "cao nhat", "thap nhat", "sum", "total",
    "average", "mean", "median", "min", "lon nhat", "nho nhat", "chenh lech", "ke toan", "thu truong", "tb",
    "tbc", "bq", "muc tieu", "ke hoach", "chi tieu", "tuan truoc", "ky truoc", "tuan nay", "tang giam",
    "tang",
    "giam", "so sanh", "xep hang", "xep loai", "ty le", "so luong",
  ]
  private static let footerBeginnings = [
    "tong cong", "tong so", "trung binh", "binh quan", "diem trung binh", "diem binh quan", "diem tb",
    "tb chung", "tb khoi", "tb toan", "tb cac", "bq chung", "bq khoi", "bq toan", "cao nhat", "thap nhat",
    "diem cao nhat", "diem thap nhat", "do lech chuan", "chenh lech", "so voi", "tang giam", "muc tang",
    "muc tieu", "chi tieu giao", "so don vi", "ty le",
    "ghi chu", "luu y", "nguon so lieu", "nguoi lap", "nguoi tong hop", "noi nhan", "ky ten", "kt chu tich",
    "tm ubnd", "tm uy ban", "tl chu tich", "grand total", "note", "notes", "source",
  ]
  private static let groupBeginnings = [
    "xep loai", "xep hang", "phan loai", "phan nhom", "nhom", "muc", "muc diem", "khoang diem", "thong ke",
    "loai", "chi tieu", "noi dung", "tieu chi",
  ]
}
