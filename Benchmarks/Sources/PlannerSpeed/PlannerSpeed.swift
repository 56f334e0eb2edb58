@main
struct PlannerSpeed {
  static func main() {}
}
