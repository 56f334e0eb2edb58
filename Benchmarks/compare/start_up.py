#!/usr/bin/env python3
"""How long the command takes to start, beside an executable that parses arguments and does nothing else.

    swift build -c release --product headway
    python3 compare/start_up.py [--runs 60]

Builds the empty executable in a folder of its own, lets both take turns, and prints the least and the median time. The example's
forecast stands below, without a ratio.
"""

import argparse
import pathlib
import statistics
import subprocess
import tempfile
import time

from measuring import HEADWAY, machine

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "bac-ninh-2025" / "history.csv"

MANIFEST = """// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "empty",
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")],
  targets: [
    .executableTarget(
      name: "empty", dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")])
  ])
"""

MAIN = """import ArgumentParser

@main
struct Empty: ParsableCommand {
  @Option var number = 1
}
"""


def build_empty(folder):
    (folder / "Sources" / "empty").mkdir(parents=True)
    (folder / "Package.swift").write_text(MANIFEST)
    (folder / "Sources" / "empty" / "Empty.swift").write_text(MAIN)
    subprocess.run(["swift", "build", "-c", "release", "--package-path", folder], check=True, stdout=subprocess.DEVNULL)
    return folder / ".build" / "release" / "empty"


def milliseconds(command):
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - began)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--headway", default=HEADWAY)
parser.add_argument("--runs", default=60, type=int)
options = parser.parse_args()

with tempfile.TemporaryDirectory() as folder:
    commands = {
        "empty --help": [build_empty(pathlib.Path(folder)), "--help"],
        "headway --help": [options.headway, "--help"],
        "headway forecast, the example": [options.headway, "forecast", EXAMPLE],
    }
    times = {name: [] for name in commands}
    for _ in range(options.runs):
        for name, command in commands.items():
            times[name].append(milliseconds(command))

print(machine())
for name, values in times.items():
    print(f"{name:32} least {min(values):6.1f} ms, median {statistics.median(values):6.1f} ms")
empty, ours = times["empty --help"], times["headway --help"]
print(f"{'times the empty executable':32} least {min(ours) / min(empty):6.2f},    median "
      f"{statistics.median(ours) / statistics.median(empty):6.2f}")
