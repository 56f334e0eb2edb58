import ArgumentParser

@main
struct Headway: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "headway", abstract: "Forecasts weekly scorecards and plans the gains that reach a target.")
}
