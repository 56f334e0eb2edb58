import Planning
import Scorecard

/// The rows of a plan: one per unit and component.
extension PlanReport {
  /// First the components of the unit that plans, then those of the units of groups, then the rows of the units below;
  /// a unit of which only totals are known has one row for its total.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: [
        "unit", "indicator", "score", "max", "baseline", "required", "gain", "pace_percentile",
      ], format: format)
    func append(_ component: Plan.ComponentPlan, of unit: Int) {
      writer.append([
        .text(history.units[unit].name), .text(component.indicator.id(in: history.index)),
        .number(component.score), .number(component.maximum), .number(component.baseline.reported),
        .number(component.required?.reported), .number(component.gain?.reported),
        .number(component.pacePercentile?.reported),
      ])
    }
    if let unit = plan.unit {
      for component in plan.components { append(component, of: unit) }
    }
    for unit in plan.units where unit.unit != plan.unit {
      for component in unit.components { append(component, of: unit.unit) }
    }
    for row in plan.breakdown?.rows ?? [] {
      writer.append([
        .text(history.units[row.unit].name), .text(row.indicator.id(in: history.index)), .number(row.score),
        .number(row.maximum), .number(row.baseline.reported), .number(row.required.reported),
        .number(row.gain.reported), .number(row.pacePercentile?.reported),
      ])
    }
    return writer.text
  }

  /// The rows as comma-separated values.
  public var csv: String { rows(.csv) }
}
