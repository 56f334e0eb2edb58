#!/usr/bin/env python3
"""What a forecast along a line costs per series, from a thousand series to a million.

    swift build -c release --product headway
    python3 compare/cost_per_series.py [--series 1000 10000 100000 1000000] [--runs 3] [--folder FOLDER]

`headway forecast FILE --model trend --format csv --output OTHER` on simulated files of 104 weeks; the largest takes
3.3 GB in the folder. Sizes take turns, small ones more often; medians of runs. CPU seconds of the whole process, and
the same less those of `headway --version`, which is what starting costs. A simulated series is the same however many
there are, and so must be its forecast: ends with 1 where the first rows of two results differ.
"""

import argparse
import os
import sys
import tempfile

from measuring import HEADWAY, Cost, cost_of, machine, simulate, table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--runs", type=int, default=3, help="of the largest size")
    parser.add_argument("--folder", help="where files are made; by default a temporary one")
    parser.add_argument("--headway", default=HEADWAY)
    options = parser.parse_args()
    sizes = sorted(options.series)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        paths = {size: simulate(options.headway, os.path.join(folder, f"{size}.csv"), size, options.weeks)
                 for size in sizes}
        print(f"{machine()}; headway forecast --model trend --format csv, {options.weeks} weeks")
        costs, heads = {size: [] for size in sizes}, {}
        starts = []
        for run in range(options.runs):
            for size in sizes if run % 2 == 0 else reversed(sizes):
                for _ in range(max(min(100_000 // size, 20), 1)):
                    output = os.path.join(folder, "forecasts.csv")
                    costs[size].append(cost_of(
                        [options.headway, "forecast", paths[size], "--model", "trend", "--format", "csv", "--quiet",
                         "--output", output]))
                    starts.append(cost_of([options.headway, "--version"]))
                with open(output) as file:
                    heads[size] = [line for line, _ in zip(file, range(4 * sizes[0]))]
        start = Cost.median(starts)
        found = {size: Cost.median(costs[size]) for size in sizes}
        net = {size: (found[size].cpu - start.cpu) / size for size in sizes}
        rows = [[f"{size:,}", f"{os.path.getsize(paths[size]) / 1e6:.0f}", len(costs[size]),
                 f"{1e6 * found[size].wall / size:.2f}", f"{1e6 * found[size].cpu / size:.2f}",
                 f"{1e6 * net[size]:.2f}", f"{100 * (net[size] / net[sizes[-1]] - 1):+.0f} %", f"{found[size].peak / 1e6:.0f}"]
                for size in sizes]
        table(rows, ["series", "MB", "runs", "µs a series", "CPU µs a series", "less the start", "than the most",
                     "memory MB"])
        print(f"start: {1000 * start.wall:.0f} ms, {1000 * start.cpu:.0f} ms of CPU; "
              f"load {os.getloadavg()[0]:.1f} at the end")
        sys.exit(0 if all(head == heads[sizes[0]] for head in heads.values()) else 1)


if __name__ == "__main__":
    main()
