// From a file to the weekly report: the program of the tutorial.

import Reporting
import Scorecard

// What is known: the scores, and what was left out of the file.
let path = CommandLine.arguments.dropFirst().first ?? "bac-ninh-2025/history.csv"
let data = try HistoryReader.read(path: path)
let history = data.history
print("\(history.count) scores of \(history.units.count) units")
for notice in data.notices(in: .en, file: path) { print(notice) }
