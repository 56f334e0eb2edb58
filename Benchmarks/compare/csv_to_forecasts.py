#!/usr/bin/env python3
"""From a CSV file of many series to a CSV file of forecasts: the command beside pandas and numpy, in one run.

    swift build -c release --product headway
    python3 compare/csv_to_forecasts.py [--series 100000] [--weeks 104] [--runs 5] [--memory]

`headway forecast FILE --model trend --format csv --output OTHER` against a script that reads the same file with
pandas, fits all lines with one numpy.linalg.lstsq, and writes the same columns (mean, median, 80 and 95 %
intervals of regression theory) with pandas. The file is simulated, every series has every week: numpy has one
design. The script's seconds are those of its work, without the start of Python and its imports; those of the
command are of the whole process. --engine pyarrow lets pandas read with that, on all cores.

The two take turns; medians of runs, and of the ratios of each turn. All means and bounds are compared: ends with 1
if means differ by more than a millionth, or bounds by more than that of their distance.

With --memory the greatest memory of the command on files of about 0.1, 1 and 3 GB is measured instead.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from measuring import HEADWAY, Cost, cost_of, machine, simulate, table

HORIZON = 4
MOST_MEMORY = 300e6


def peer(path, output, engine, report):
    """The script that is timed, in a process of its own."""
    import numpy as np
    import pandas as pd
    from scipy.stats import t as student

    begin, processor = time.perf_counter(), time.process_time()
    frame = pd.read_csv(path, engine=engine)
    names = frame["series"].drop_duplicates().to_numpy()
    count = len(names)
    values = frame["value"].to_numpy(dtype=float).reshape(count, -1)
    weeks = values.shape[1]
    last = pd.to_datetime(frame["as_of"].iloc[weeks - 1 :: weeks]).to_numpy()

    times = np.arange(weeks) - (weeks - 1.0)
    design = np.column_stack([np.ones(weeks), times])
    coefficients, squares, _, _ = np.linalg.lstsq(design, values.T, rcond=None)
    ahead = np.arange(1.0, HORIZON + 1)
    mean = coefficients[0][:, None] + coefficients[1][:, None] * ahead
    centred = ahead - times.mean()
    factor = np.sqrt(1 + 1 / weeks + centred**2 / np.sum((times - times.mean()) ** 2))
    error = np.sqrt(squares / (weeks - 2))[:, None] * factor
    # What was always above zero stays there.
    floor = np.where(np.all(values > 0, axis=1), 0.0, -np.inf)[:, None]
    steps = np.tile(np.arange(1, HORIZON + 1), count)
    days = (last[:, None] + (7 * np.arange(1, HORIZON + 1)).astype("timedelta64[D]")).ravel()
    columns = {
        "unit": np.repeat(names, HORIZON), "indicator": "value", "step": steps, "as_of": days,
        "mean": np.maximum(mean, floor).ravel(), "median": np.maximum(mean, floor).ravel()}
    for level in (80, 95):
        half = student.ppf(0.5 + level / 200, weeks - 2) * error
        columns[f"lo{level}"] = np.maximum(mean - half, floor).ravel()
        columns[f"hi{level}"] = np.maximum(mean + half, floor).ravel()
    columns["model"] = "trend"
    # As many digits as the command writes.
    pd.DataFrame(columns).to_csv(output, index=False, float_format="%.10g")
    with open(report, "w") as file:
        json.dump({"wall": time.perf_counter() - begin, "cpu": time.process_time() - processor}, file)


def compare(one, other):
    """The greatest differences of means, relative, and of bounds, relative to how far they lie apart."""
    import numpy as np
    import pandas as pd

    one, other = pd.read_csv(one), pd.read_csv(other)
    if list(one.columns) != list(other.columns) or len(one) != len(other):
        return np.inf, np.inf
    if not all((one[name] == other[name]).all() for name in ("unit", "step", "as_of")):
        return np.inf, np.inf
    means = np.max(np.abs(one["mean"] - other["mean"]) / np.maximum(np.abs(other["mean"]), 1e-6))
    width = np.maximum(other["hi95"] - other["lo95"], 1e-6 * np.abs(other["mean"]) + 1e-9)
    bounds = max(np.max(np.abs(one[name] - other[name]) / width) for name in ("lo80", "hi80", "lo95", "hi95"))
    return means, bounds


def command(options, path, output):
    return [options.headway, "forecast", path, "--model", "trend", "--format", "csv", "--quiet", "--output", output]


def memory(options, folder):
    print(f"{machine()}; headway forecast --model trend --format csv")
    rows = []
    for series in (32_000, 320_000, 960_000):
        path = simulate(options.headway, os.path.join(folder, f"memory-{series}.csv"), series, 104)
        cost = cost_of(command(options, path, os.path.join(folder, "forecasts.csv")))
        size = os.path.getsize(path)
        rows.append([f"{size / 1e9:.2f}", f"{cost.peak / 1e6:.0f}", f"{cost.wall:.2f}", f"{cost.cpu:.2f}",
                     f"{size / 1e6 / cost.wall:.0f}", "yes" if cost.peak <= MOST_MEMORY else "no"])
        os.remove(path)
    table(rows, ["file GB", "memory MB", "seconds", "CPU seconds", "MB/s", "at most 300 MB"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engine", choices=["c", "pyarrow"], default="c", help="how pandas reads")
    parser.add_argument("--memory", action="store_true", help="memory by the size of the file")
    parser.add_argument("--folder", help="where files are made; by default a temporary one")
    parser.add_argument("--headway", default=HEADWAY)
    parser.add_argument("--peer", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        peer(options.peer[0], options.peer[1], options.engine, options.peer[2])
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if options.memory:
            memory(options, folder)
            return
        path = simulate(options.headway, os.path.join(folder, "series.csv"), options.series, options.weeks)
        outputs = {side: os.path.join(folder, f"{side}.csv") for side in ("headway", "pandas")}
        report = os.path.join(folder, "peer.json")
        print(f"{machine()}; {options.series:,} series of {options.weeks} weeks, "
              f"{os.path.getsize(path) / 1e6:.0f} MB, medians of {options.runs} runs")
        costs = {"headway": [], "pandas": []}
        for run in range(-1, options.runs):
            for side in ("headway", "pandas") if run % 2 == 0 else ("pandas", "headway"):
                if side == "headway":
                    cost = cost_of(command(options, path, outputs[side]))
                else:
                    whole = cost_of([sys.executable, os.path.abspath(__file__), "--engine", options.engine,
                                     "--peer", path, outputs[side], report])
                    with open(report) as file:
                        work = json.load(file)
                    cost = Cost(work["wall"], work["cpu"], whole.peak)
                # The first run brings the file into memory.
                if run >= 0:
                    costs[side].append(cost)
        size = os.path.getsize(path) / 1e6
        rows = []
        for side in costs:
            cost = Cost.median(costs[side])
            rows.append([side if side == "headway" else f"pandas ({options.engine}), numpy", f"{cost.wall:.2f}",
                         f"{cost.cpu:.2f}", f"{size / cost.wall:.0f}", f"{cost.peak / 1e6:.0f}"])
        table(rows, ["", "seconds", "CPU seconds", "MB/s", "memory MB"])
        pairs = list(zip(costs["pandas"], costs["headway"]))
        print(f"ratio: {statistics.median(a.wall / b.wall for a, b in pairs):.1f} by the clock, "
              f"{statistics.median(a.cpu / b.cpu for a, b in pairs):.1f} in CPU time")
        means, bounds = compare(outputs["headway"], outputs["pandas"])
        print(f"greatest difference: means {means:.1e} of their size, bounds {bounds:.1e} of the 95 % interval")
        print(f"load {os.getloadavg()[0]:.1f} at the end")
        sys.exit(0 if means <= 1e-6 and bounds <= 1e-6 else 1)


if __name__ == "__main__":
    main()
