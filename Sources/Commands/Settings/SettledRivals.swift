import Planning
import Reporting
import Scorecard

extension Target.Rivals {
  /// The rivals that options name, else those settled, else all of the same level.
  ///
  /// - Parameter unit: The unit whose rivals they are, by default the one settled. What is settled for one unit serves
  ///   its rivals as well: nobody is a rival of its own.
  init(asked: [String], of unit: String?) {
    let settings = CurrentSettings.settings
    var names = asked
    if names.isEmpty {
      let own = (unit ?? settings.unit.value).map(NameKey.same)
      names = settings.over.value.filter { NameKey.same($0) != own }
    }
    self = names.isEmpty || names == ["all"] ? .all : .named(names)
  }
}
