#!/usr/bin/env python3
"""How long plans take, beside HiGHS (scipy) on the same model, in one run.

    swift build -c release --product PlannerSpeed && swift build -c release --product headway
    python3 compare/planner_speed.py [--runs 9] [--headway .build/release/headway]

All figures are medians over runs; the two sides take turns on one machine, so their ratio says more than seconds do.
HiGHS is called as a competent user would: once per point with the chance constraint over all paths as binaries, and
once with the required lift found first (an order statistic: one deadline, far from all maxima) and a linear programme
over components after it. The time of making its models counts, as the planner's own does.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import tempfile
import time

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, eye

from planner import silence


def median(times):
    return statistics.median(times)


def timed(work, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def segments(model):
    """Lengths and rates of the stretches of every component's cost, one list, up to the greatest lift."""
    found = []
    for greatest, stretches in zip(model["greatest"], model["stretches"]):
        start = 0.0
        for end, rate in stretches:
            end = min(end or np.inf, greatest)
            if end > start:
                found.append((end - start, rate))
                start = end
    return np.array(found).T


def by_order_statistic(model, chance):
    """(lift, effort): the required lift by sorting, its spread by a linear programme."""
    missing = np.maximum(model["missing"], 0)
    wanted = int(np.ceil(chance * len(missing) - 1e-9))
    lift = float(np.partition(missing, wanted - 1)[wanted - 1])
    lengths, rates = segments(model)
    result = linprog(
        rates, A_ub=-np.ones((1, len(rates))), b_ub=[-lift], bounds=np.column_stack([0 * lengths, lengths]),
        method="highs")
    return lift, result.fun


def by_binaries(model, chance, seconds):
    """(status, effort, bound): the chance constraint over all paths, a binary each."""
    missing = np.maximum(model["missing"], 0)
    count = len(missing)
    wanted = int(np.ceil(chance * count - 1e-9))
    lengths, rates = segments(model)
    # Σ lifts − missing·z ≥ 0 on every path, Σ z ≥ wanted
    lifts = csr_matrix(np.ones((count, len(rates))))
    paths = LinearConstraint(hstack([lifts, -eye(count).multiply(missing)]).tocsr(), 0, np.inf)
    total = LinearConstraint(
        csr_matrix(np.concatenate([np.zeros(len(rates)), np.ones(count)])[None, :]), wanted, np.inf)
    with silence():
        result = milp(
            np.concatenate([rates, np.zeros(count)]),
            integrality=np.concatenate([np.zeros(len(rates)), np.ones(count)]),
            bounds=Bounds(0, np.concatenate([lengths, np.ones(count)])), constraints=[paths, total],
            options={"time_limit": seconds, "mip_rel_gap": 1e-6})
    return result.status, result.fun, result.mip_dual_bound


def command_times(headway, model, runs):
    """Wall seconds of `headway plan` and of `headway forecast` on the same file, taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        history = os.path.join(folder, "history.csv")
        subprocess.run([PLANNER_SPEED, "--history", history], check=True)
        forecast = [headway, "forecast", history, "--unit", "Own"]
        plan = [headway, "plan", history, "--unit", "Own", "--target", f"{model['total']:.2f}",
                "--lead", f"{model['lead']}", "--over", "North", "--over", "South"]
        times = {"forecast": [], "plan": []}
        for _ in range(runs):
            for name, command in (("forecast", forecast), ("plan", plan)):
                start = time.perf_counter()
                result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                times[name].append(time.perf_counter() - start)
                if result.returncode not in (0, 2):
                    raise SystemExit(result.stderr.decode())
        return median(times["forecast"]), median(times["plan"])


CASES = [
    ("initiatives", "100 units, six components, four weeks, 200 initiatives, a group target", " (limit 2 s)"),
    ("group", "100 units, six components, four weeks, a group target that takes gains never seen", ""),
    ("catalogue", "100 units, six components, four weeks, 5,000 initiatives, a group target", ""),
    ("moves", "six components, four weeks, one component lifted a week, more asked than that brings", ""),
]

HERE = os.path.dirname(os.path.abspath(__file__))
PLANNER_SPEED = os.path.join(HERE, "..", ".build", "release", "PlannerSpeed")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--paths", type=int, default=10_000)
    parser.add_argument("--headway", default=os.path.join(HERE, "..", ".build", "release", "headway"))
    parser.add_argument("--milp-points", type=int, default=2, help="points of the frontier solved with binaries")
    parser.add_argument("--milp-seconds", type=float, default=30, help="time limit for each")
    options = parser.parse_args()

    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start; "
          f"Python {platform.python_version()}, HiGHS of scipy {scipy.__version__}; "
          f"{options.paths} paths, medians of {options.runs} runs")
    output = subprocess.run(
        [PLANNER_SPEED, "--runs", str(options.runs), "--paths", str(options.paths)], check=True,
        stdout=subprocess.PIPE).stdout
    report = json.loads(output)
    office, model = report["office"], report["office_model"]

    beyond = median([plan - forecast for plan, forecast in zip(office["plan"], office["forecast"])])
    print("\n(a) six components, four weeks, two rivals")
    print(f"    forecast {1000 * median(office['forecast']):8.1f} ms")
    print(f"    plan     {1000 * median(office['plan']):8.1f} ms, beyond the forecast {1000 * beyond:.1f} ms "
          f"(limit 50 ms), {median(office['plan']) / median(office['forecast']):.2f} times the forecast")
    if os.path.exists(options.headway):
        forecast, plan = command_times(options.headway, model, options.runs)
        print(f"    headway forecast {1000 * forecast:.1f} ms, headway plan {1000 * plan:.1f} ms, "
              f"difference {1000 * (plan - forecast):.1f} ms, ratio {plan / forecast:.2f}")
    else:
        print(f"    no command at {options.headway}")

    points = median([more - plan for more, plan in zip(office["frontier"], office["plan"])])
    chances = model["chances"]
    smart = timed(lambda: [by_order_statistic(model, chance) for chance in chances], options.runs)
    print(f"\n(b) {len(chances)} further chances of success")
    print(f"    planner                        {1000 * points:10.1f} ms (limit 1000 ms)")
    print(f"    HiGHS, order statistic + LP    {1000 * smart:10.1f} ms, {smart / points:.2f} times the planner")
    start = time.perf_counter()
    solved = []
    for chance in chances[:: max(len(chances) // options.milp_points, 1)][: options.milp_points]:
        solved.append((chance, *by_binaries(model, chance, options.milp_seconds)))
    each = (time.perf_counter() - start) / len(solved)
    finished = sum(status == 0 for _, status, _, _ in solved)
    print(f"    HiGHS, a binary per path       {1000 * each * len(chances):10.1f} ms from {len(solved)} points, "
          f"{'at least ' if finished < len(solved) else ''}{each * len(chances) / points:.0f} times the planner; "
          f"{finished} of {len(solved)} solved within {options.milp_seconds:.0f} s")
    worst = max(abs(by_order_statistic(model, chance)[0] - lift) for chance, lift in zip(chances, model["lifts"]))
    effort = by_order_statistic(model, model["confidence"])[1]
    print(f"    lifts differ by at most {worst:.1e}; effort at {model['confidence']}: "
          f"planner {model['effort']:.9f}, HiGHS {effort:.9f}")

    for letter, (name, title, limit) in zip("cdef", CASES):
        case = report["cases"][name]
        beyond = median([plan - forecast for plan, forecast in zip(case["plan"], case["forecast"])])
        print(f"\n({letter}) {title}")
        print(f"    forecast {median(case['forecast']):8.2f} s")
        print(f"    plan     {median(case['plan']):8.2f} s, beyond the forecast {beyond:.2f} s{limit}; "
              f"{median(case['work']):.2f} s of all cores; {case['status']}, {case['initiatives']} initiatives, "
              f"gap {100 * (case.get('gap') or 0):.2f} %")
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
