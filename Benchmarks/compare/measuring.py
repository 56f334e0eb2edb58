"""What the comparisons share: child processes and what they cost, medians, and the machine."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RELEASE = os.path.join(HERE, "..", ".build", "release")
HEADWAY = os.path.join(RELEASE, "headway")

# A process of its own that starts the command: what a process had at its greatest counts that of the one which
# started it, and a Python with its packages is larger than what is measured.
_CHILD = """
import json, os, sys, time
begin = time.perf_counter()
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    json.dump({"wall": time.perf_counter() - begin, "cpu": usage.ru_utime + usage.ru_stime,
               "peak": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
               "code": os.waitstatus_to_exitcode(status)}, file)
"""


class Cost:
    """Seconds of wall clock and processor, and the greatest memory in bytes."""

    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak

    @staticmethod
    def median(costs):
        """The median of times, and the greatest of memory."""
        return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs),
                    max(cost.peak for cost in costs))


def cost_of(command, environment=None):
    """Runs a command and tells what it cost; ends everything where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "cost.json")
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", _CHILD, report, *command], check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})})
        with open(report) as file:
            found = json.load(file)
    if found["code"] != 0:
        raise SystemExit(f"{' '.join(command)} ended with {found['code']}")
    return Cost(found["wall"], found["cpu"], found["peak"])


def simulate(headway, path, units, weeks):
    """Faultless simulated plain series: every series has all weeks, so that all sides have the same work."""
    if not os.path.exists(path):
        subprocess.run(
            [headway, "simulate", "--units", str(units), "--weeks", str(weeks), "--shape", "plain", "--faults", "0",
             "--quiet", "--output", path], check=True)
    return path


def machine():
    """One line on where this was measured."""
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{platform.machine()}, {os.cpu_count()} cores, load {loads}, Python {platform.python_version()}"


def table(rows, header):
    """Prints columns, the first to the left, the others to the right."""
    rows = [header, *rows]
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(header))]
    for row in rows:
        cells = [str(row[0]).ljust(widths[0])] + [str(cell).rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())
