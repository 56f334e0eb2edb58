#!/usr/bin/env python3
"""Lines through many series in memory: the kernel of the library beside numpy, one thread each, in one run.

    swift build -c release --product BatchLines
    python3 compare/batch_lines.py [--series 1000000] [--weeks 104] [--runs 7]

Both sides get the same doubles, series by series, and give for each series the forecasts of four weeks along its
line of least squares and the variance of its residuals, each residual as it is. numpy takes one QR factorisation for
all, GEMM for coefficients, residuals and forecasts, and is timed in two ways: all series at once, as it is usually
written, and in blocks of a thousand that stay in the cache. The kernel's process reads the same memory in a loop that
does nothing else right after each run. GB/s are those of the input.

The two take turns; medians of runs, and of the ratios of each turn. Ends with 1 if results disagree.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

from measuring import RELEASE, machine, table

HORIZON = 4


class Peer:
    """QR and GEMM."""

    def __init__(self, values):
        self.values = values
        count, weeks = values.shape
        times = np.arange(weeks) - (weeks - 1.0)
        self.basis, triangle = np.linalg.qr(np.column_stack([np.ones(weeks), times]))
        ahead = np.column_stack([np.ones(HORIZON), np.arange(1.0, HORIZON + 1)])
        # Coefficients of the basis to forecasts.
        self.ahead = np.linalg.solve(triangle.T, ahead.T)
        self.forecasts = np.empty((count, HORIZON))
        self.variances = np.empty(count)

    def run(self, block):
        count, weeks = self.values.shape
        for start in range(0, count, block):
            values = self.values[start : start + block]
            coefficients = values @ self.basis
            residuals = coefficients @ self.basis.T
            np.subtract(values, residuals, out=residuals)
            self.variances[start : start + block] = np.einsum("ij,ij->i", residuals, residuals) / (weeks - 2)
            np.matmul(coefficients, self.ahead, out=self.forecasts[start : start + block])


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--series", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--program", default=os.path.join(RELEASE, "BatchLines"))
    options = parser.parse_args()

    print(f"{machine()}, numpy {np.__version__}; {options.weeks} weeks, medians of {options.runs} runs")
    rows, differs = [], False
    for count in options.series:
        generator = np.random.default_rng(1)
        values = generator.standard_normal((count, options.weeks))
        np.cumsum(values, axis=1, out=values)
        values += 100
        gigabytes = values.nbytes / 1e9
        # Small batches several times a run, so that the clock has something to tell.
        repetitions = max(round(0.05 / gigabytes), 1)
        with tempfile.TemporaryDirectory() as folder:
            data, results = os.path.join(folder, "values"), os.path.join(folder, "results")
            values.tofile(data)
            kernel = subprocess.Popen(
                [options.program, data, "--weeks", str(options.weeks), "--results", results], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True)

            def ask():
                kernel.stdin.write("\n")
                kernel.stdin.flush()
                return json.loads(kernel.stdout.readline())

            peer = Peer(values)
            blocks = {"at once": count, "in blocks": 1000}
            times = {name: [] for name in ("kernel", "reading", *blocks)}
            for run in range(-1, options.runs):
                turns = ["kernel", *blocks]
                for side in turns if run % 2 == 0 else reversed(turns):
                    if side == "kernel":
                        found = [ask() for _ in range(repetitions)]
                        seconds = {name: sum(one[name] for one in found) / repetitions for name in found[0]}
                    else:
                        seconds = {side: timed(lambda: [peer.run(blocks[side]) for _ in range(repetitions)])
                                   / repetitions}
                    # The first run is for caches and the memory of results.
                    if run >= 0:
                        for name, one in seconds.items():
                            times[name].append(one)
            kernel.communicate()
            found = np.fromfile(results)
        forecasts, variances = found[: count * HORIZON].reshape(count, HORIZON), found[count * HORIZON :]
        distance = max(np.max(np.abs(forecasts / peer.forecasts - 1)), np.max(np.abs(variances / peer.variances - 1)))
        differs = differs or not distance < 1e-9

        def rate(name):
            return f"{gigabytes / statistics.median(times[name]):.1f}"

        def ratio(one, other):
            return statistics.median(a / b for a, b in zip(times[one], times[other]))

        rows.append([f"{count:,}", *(rate(name) for name in ("reading", "kernel", *blocks)),
                     f"{100 * ratio('reading', 'kernel'):.0f} %", *(f"{ratio(name, 'kernel'):.1f}" for name in blocks),
                     f"{distance:.0e}"])
    table(rows, ["series", "reading", "kernel", "numpy at once", "numpy in blocks", "kernel / reading",
                 "kernel / at once", "kernel / in blocks", "difference"])
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
