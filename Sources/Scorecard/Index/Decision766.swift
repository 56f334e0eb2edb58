extension IndexDefinition {
  /// The index of Decision 766/QĐ-TTg of 23 June 2022: six components, 100 points.
  public static let decision766: IndexDefinition = {
    do {
      return try IndexDefinition(
        id: "766",
        name: LocalizedName(
          vietnamese:
            "Bộ chỉ số chỉ đạo, điều hành và đánh giá chất lượng phục vụ người dân, doanh nghiệp",
          english: "Index of service quality for citizens and businesses"),
        components: [
          Component(
            id: "transparency",
            name: LocalizedName(vietnamese: "Công khai, minh bạch", english: "Transparency"),
            aliases: ["Công khai", "Publicity and transparency"], maximum: 18),
          Component(
            id: "processing",
            name: LocalizedName(vietnamese: "Tiến độ giải quyết", english: "Processing progress"),
            aliases: ["Tiến độ", "Tiến độ giải quyết hồ sơ"], maximum: 20),
          Component(
            id: "online_services",
            name: LocalizedName(
              vietnamese: "Dịch vụ công trực tuyến", english: "Online public services"),
            aliases: ["Dịch vụ công", "DVC trực tuyến", "DVCTT", "Cung cấp dịch vụ trực tuyến"],
            maximum: 12),
          Component(
            id: "online_payment",
            name: LocalizedName(vietnamese: "Thanh toán trực tuyến", english: "Online payment"),
            aliases: ["Thanh toán", "Payment"], maximum: 10),
          Component(
            id: "satisfaction",
            name: LocalizedName(vietnamese: "Mức độ hài lòng", english: "Satisfaction"),
            aliases: ["Hài lòng"], maximum: 18),
          Component(
            id: "digitization",
            name: LocalizedName(vietnamese: "Số hóa hồ sơ", english: "Document digitization"),
            aliases: ["Số hóa", "Digitisation", "Digitalization"], maximum: 22),
        ])
    } catch {
      preconditionFailure("the built-in definition is valid: \(error)")
    }
  }()
}
