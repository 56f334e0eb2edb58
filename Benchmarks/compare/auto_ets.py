#!/usr/bin/env python3
"""The automatic forecast beside AutoETS of statsforecast: series per CPU second, and accuracy.

    swift build -c release --product headway
    python3 compare/auto_ets.py [--series 5000] [--sample 300] [--m4 train.csv]

Speed: `headway forecast FILE --model auto --format csv` on simulated series of 104 weeks, four weeks ahead, with 80
and 95 % intervals, in CPU seconds of the whole process: its start, reading and writing count. AutoETS
(season_length=1, both levels) gets an even sample of the same series, already in memory, one call a series in one
thread, after a call that does not count, since it compiles. The sample is parted: the two take turns, and the
median of the ratios is printed.

Accuracy, with --m4: both forecast the series of that file from rolling origins, on the latest --length values or
with 0 on all of them. MASE and sMAPE are pooled over series, steps and origins; OWA is their mean relative to the
last value's. Give training data: the latest values of the file are what is forecast.

Ends with 1 if the automatic forecast is the less accurate of the two by OWA.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

from measuring import HEADWAY, cost_of, machine, simulate, table


def read_series(path, names=None):
    """Values of every series by name, in the order of the file."""
    series = {}
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, _, value in rows:
            if names is None or name in names:
                series.setdefault(name, []).append(float(value))
    return {name: np.array(values) for name, values in series.items()}


def ets_forecast(values, horizon, level=None):
    from statsforecast.models import AutoETS

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return AutoETS(season_length=1).forecast(y=values, h=horizon, level=level)


def headway_command(options, path, output, horizon):
    return [options.headway, "forecast", path, "--model", "auto", "--format", "csv", "--weeks", str(horizon),
            "--quiet", "--output", output]


# ----------------------------------------------------------------- speed


def speed(options, folder):
    path = simulate(options.headway, os.path.join(folder, "series.csv"), options.series, options.weeks)
    step = max(options.series // options.sample, 1)
    names = {f"synthetic-{number}" for number in range(1, options.series + 1, step)}
    sample = list(read_series(path, names).values())[: options.sample]
    ets_forecast(sample[0], options.horizon, [80, 95])
    parts = np.array_split(np.arange(len(sample)), options.runs)
    own, other = [], []

    def run_headway():
        cost = cost_of(headway_command(options, path, os.path.join(folder, "forecasts.csv"), options.horizon))
        own.append(cost)

    def run_ets(part):
        begin = time.process_time()
        for position in part:
            ets_forecast(sample[position], options.horizon, [80, 95])
        other.append((time.process_time() - begin) / len(part))

    for run, part in enumerate(parts):
        turns = [run_headway, lambda: run_ets(part)]
        for turn in turns if run % 2 == 0 else reversed(turns):
            turn()
    each = [cost.cpu / options.series for cost in own]
    print(f"{options.series:,} series of {options.weeks} weeks, {options.horizon} ahead; AutoETS on {len(sample)}")
    table([["headway, auto", f"{1e3 * statistics.median(each):.3f}", f"{1 / statistics.median(each):,.0f}",
            f"{max(cost.peak for cost in own) / 1e6:.0f}"],
           ["AutoETS", f"{1e3 * statistics.median(other):.3f}", f"{1 / statistics.median(other):,.0f}", ""]],
          ["", "CPU ms a series", "series per CPU second", "memory MB"])
    print(f"ratio: {statistics.median(b / a for a, b in zip(each, other)):.0f}")


# ----------------------------------------------------------------- accuracy


def command_forecasts(options, folder, known):
    path, output = os.path.join(folder, "known.csv"), os.path.join(folder, "forecasts.csv")
    with open(path, "w") as file:
        file.write("series,step,value\n")
        for name, values in known.items():
            file.writelines(f"{name},{step},{value!r}\n" for step, value in enumerate(values.tolist(), 1))
    subprocess.run(headway_command(options, path, output, options.horizon), check=True)
    found = {name: np.empty(options.horizon) for name in known}
    with open(output, newline="") as file:
        for row in csv.DictReader(file):
            found[row["unit"]][int(row["step"]) - 1] = float(row["median"])
    return found


def accuracy(options, folder):
    series = read_series(options.m4)
    errors = {name: ([], []) for name in ("last value", "headway, auto", "AutoETS")}
    count, seconds = 0, 0.0
    for origin in range(options.origins):
        known, future = {}, {}
        for name, values in series.items():
            end = len(values) - options.horizon - origin * options.every
            if end < max(options.length, 20):
                continue
            part = values[end - options.length : end] if options.length else values[:end]
            if np.any(np.diff(part) != 0):
                known[name], future[name] = part, values[end : end + options.horizon]
        count += len(known)
        own = command_forecasts(options, folder, known)
        for name, part in known.items():
            begin = time.process_time()
            ets = ets_forecast(part, options.horizon)["mean"]
            seconds += time.process_time() - begin
            scale = np.mean(np.abs(np.diff(part)))
            for kind, forecast in (("last value", np.repeat(part[-1], options.horizon)), ("headway, auto", own[name]),
                                   ("AutoETS", ets)):
                error = np.abs(forecast - future[name])
                errors[kind][0].append(np.mean(error) / scale)
                errors[kind][1].append(np.mean(200 * error / (np.abs(forecast) + np.abs(future[name]))))
    figures = {kind: (np.mean(scaled), np.mean(relative)) for kind, (scaled, relative) in errors.items()}
    last = figures["last value"]
    owa = {kind: (one[0] / last[0] + one[1] / last[1]) / 2 for kind, one in figures.items()}
    print(f"\n{options.origins} origins {options.every} weeks apart, {options.horizon} ahead, "
          f"{options.length or 'all'} values known; {count} forecasts; AutoETS took {1e3 * seconds / count:.1f} ms each")
    table([[kind, f"{one[0]:.3f}", f"{one[1]:.3f}", f"{owa[kind]:.3f}"] for kind, one in figures.items()],
          ["", "MASE", "sMAPE", "OWA"])
    return owa["headway, auto"] <= owa["AutoETS"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, default=5_000, help="simulated series for the command")
    parser.add_argument("--sample", type=int, default=300, help="of them, for AutoETS")
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--horizon", type=int, default=4)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--m4", help="a CSV file series,step,value: training data of M4 Weekly")
    parser.add_argument("--length", type=int, default=104, help="values known at an origin; 0 for all")
    parser.add_argument("--origins", type=int, default=6)
    parser.add_argument("--every", type=int, default=8, help="weeks between origins")
    parser.add_argument("--no-speed", action="store_true", help="accuracy alone")
    parser.add_argument("--folder", help="where files are made; by default a temporary one")
    parser.add_argument("--headway", default=HEADWAY)
    options = parser.parse_args()
    import statsforecast

    print(f"{machine()}, statsforecast {statsforecast.__version__}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if not options.no_speed:
            speed(options, folder)
        is_accurate = accuracy(options, folder) if options.m4 else True
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    sys.exit(0 if is_accurate else 1)


if __name__ == "__main__":
    main()
