/// The words of headers, folded. Those that name columns in CSV files as well are in ``Header``.
extension HeaderMeaning {
  static let romanNumerals: Set<String> = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "a", "b", "c", "d", "e",
  ]

  static let orderWords: Set<String> = ["stt", "tt", "so tt", "so thu tu", "no"]
  static let scoreWords: Set<String> = [
    "diem danh gia", "so diem dat", "so diem dat duoc", "diem so dat duoc",
  ]
  static let currentWords: Set<String> = [
    "tuan nay", "ky nay", "hien tai", "this week", "current", "tuan bao cao", "thuc hien",
  ]
  /// The ends of names of this week's scores.
  static let thisWeek: [[Substring]] = [
    ["tuan", "nay"], ["ky", "nay"], ["hien", "tai"], ["hien", "nay"], ["tuan", "bao", "cao"],
    ["this", "week"],
  ]
  /// Names of the total besides those of ``IndexDefinition``.
  static let totalWords: Set<String> = [
    "cong", "tong diem dat duoc", "tong diem dat", "tong so diem dat", "tong so diem dat duoc",
    "tong diem danh gia", "diem tong cong", "tong diem chung",
  ]
  /// Words around days that can be part of no name of an indicator.
  static let plainWeekWords: Set<String> = [
    "tuan", "ngay", "ky", "den", "tu", "thang", "nam", "tinh", "het", "week", "to", "from", "of", "as",
    "chot",
  ]
  /// Words around days that say nothing else.
  static let weekWords: Set<String> = [
    "tuan", "ngay", "ky", "den", "tu", "so", "lieu", "bao", "cao", "thang", "nam", "tinh", "het", "week",
    "to", "from", "date", "of", "as", "diem", "va", "chot", "thu", "tong", "hai", "ba", "sau", "bay", "chu",
    "nhat", "luc", "gio",
  ]
  static let derivedPhrases = [
    "chenh lech", "so voi", "bien dong", "thay doi", "ty le", "ti le", "tuan truoc", "ky truoc",
    "thang truoc", "nam truoc", "lien truoc", "cung ky", "tang giam", "muc tang", "xep hang", "thu hang",
    "hang", "xep loai", "trung binh", "binh quan", "cao nhat", "thap nhat", "change", "difference", "delta",
    "ratio", "percent", "share", "rank", "previous", "last week", "average", "mean", "danh gia",
  ]
  /// The beginnings of names of targets and plans.
  static let aims = [
    "muc tieu", "ke hoach", "du kien", "du bao", "phan dau", "chi tieu giao", "chi tieu phan dau",
    "chi tieu ke hoach", "target", "targets", "forecast", "planned", "goal",
  ]
  static let unitPhrases = [
    "don vi", "dia phuong", "co quan", "xa phuong", "phuong xa", "so nganh", "so ban nganh", "tinh thanh",
  ]
  static let unitWords: Set<String> = [
    "department", "departments", "agency", "agencies", "commune", "communes", "ward", "wards",
    "commune ward", "ward commune", "communes wards", "province", "provinces", "locality", "organization",
    "organisation", "ten so", "ten xa", "ten phuong", "ten tinh", "ten dv", "ten co quan", "xa", "phuong",
    "ubnd xa", "ubnd phuong", "phong ban",
  ]
  /// Words that may stand in brackets behind the name of an indicator: they tell its maximum.
  static let maximumWords: Set<String> = [
    "diem", "d", "toi", "da", "max", "maximum", "thang", "tren", "so", "points", "point", "pts", "out", "of",
    "diem so", "score",
  ]
  /// Words behind the name of a component that say of what it is.
  static let besideNames: Set<String> = [
    "thong", "tin", "tthc", "thu", "tuc", "hanh", "chinh", "cua", "nguoi", "dan", "doanh", "nghiep", "to",
    "chuc", "ca", "nhan", "trong", "giai", "quyet", "ho", "so", "giay", "ket", "qua", "ve", "va", "hoat",
    "dong", "cung", "cap", "dich", "vu", "cong", "viec", "phuc",
  ]
}
