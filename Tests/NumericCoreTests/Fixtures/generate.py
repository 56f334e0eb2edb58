"""Makes the synthetic reference sets of NumericCoreTests: synthetic-*.csv and synthetic-certified.csv.

Provenance: Python 3.11.7, mpmath 1.3.0 at 120 digits, numpy 2.4.6 (random.default_rng) for the noise;
call: `python3 generate.py` in this directory. The problems are solved from the decimal inputs as written in
the files, by the normal equations in 120-digit arithmetic (condition numbers squared stay below 1e40).
Wampler 4 and 5 take the noise pattern of Wampler 3 (wampler3.csv) times 100 and 10000.
"""
import csv
import numpy as np
from mpmath import mp, mpf, matrix, sqrt, nstr

mp.dps = 120
out = []


def solve(name, label, columns, y, weights=None, centred=True):
    m, n = len(y), len(columns)
    w = [mpf(1)] * m if weights is None else weights
    gram = matrix(n, n)
    moment = matrix(n, 1)
    for j in range(n):
        for k in range(n):
            gram[j, k] = sum(w[i] * columns[j][i] * columns[k][i] for i in range(m))
        moment[j] = sum(w[i] * columns[j][i] * y[i] for i in range(m))
    inverse = gram ** -1
    beta = inverse * moment
    r = [y[i] - sum(columns[j][i] * beta[j] for j in range(n)) for i in range(m)]
    rss = sum(w[i] * r[i] ** 2 for i in range(m))
    s = sqrt(rss / (m - n))
    mean = sum(w[i] * y[i] for i in range(m)) / sum(w) if centred else 0
    tss = sum(w[i] * (y[i] - mean) ** 2 for i in range(m))
    rows = [("coefficient", j, beta[j]) for j in range(n)]
    rows += [("standard_error", j, s * sqrt(inverse[j, j])) for j in range(n)]
    rows += [("residual_sd", 0, s), ("r_squared", 0, 1 - rss / tss)]
    for quantity, index, value in rows:
        out.append([name, label, quantity, index, nstr(value, 17)])


def write(name, header, rows):
    with open(f"synthetic-{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def powers(x, degree):
    return [[t ** j for t in x] for j in range(degree + 1)]


# Degree 10 on about [-9, -3], 82 points: condition number of the powers about 1e15.
for name, seed, low, high in (("decic1", 11, -9.0, -3.1), ("decic2", 12, -8.8, -3.0), ("decic3", 13, 3.0, 9.0)):
    rng = np.random.default_rng(seed)
    x = [f"{v:.9f}" for v in sorted(rng.uniform(low, high, 82))]
    curve = [0.85 + 0.08 * np.tanh(1.7 * (float(v) - (low + high) / 2)) for v in x]
    y = [f"{c + 0.0033 * e:.4f}" for c, e in zip(curve, rng.standard_normal(82))]
    write(name, ["y", "x"], zip(y, x))
    solve(name, "polynomial degree 10 with intercept", powers([mpf(v) for v in x], 10), [mpf(v) for v in y])

# Wampler 4 and 5.
base = list(csv.reader(open("wampler3.csv")))[1:]
x = [int(r[1]) for r in base]
noise = [int(r[0]) - sum(v ** j for j in range(6)) for r, v in zip(base, x)]
for name, factor in (("wampler4", 100), ("wampler5", 10000)):
    y = [sum(v ** j for j in range(6)) + factor * e for v, e in zip(x, noise)]
    write(name, ["y", "x"], zip(y, x))
    solve(name, "polynomial degree 5 with intercept", powers([mpf(v) for v in x], 5), [mpf(v) for v in y])

# Explicit columns that differ by one part in a million: a condition number of about 1e12 after scaling.
# All columns are whole numbers, so that rounding of the input plays no part.
rng = np.random.default_rng(21)
a = rng.integers(1_000_000_000, 2_000_000_000, 40)
b = a + rng.integers(-1000, 1000, 40)
c = 2 * b - a + rng.integers(-3, 4, 40)
y = [int(v) for v in (a - 2 * b + 3 * c + rng.integers(-5, 6, 40))]
rows = [[y[i], int(a[i]), int(b[i]), int(c[i])] for i in range(40)]
write("collinear", ["y", "x1", "x2", "x3"], rows)
cols = [[mpf(1)] * 40] + [[mpf(r[k]) for r in rows] for k in (1, 2, 3)]
solve("collinear", "intercept and 3 predictors", cols, [mpf(v) for v in y])

# The same idea at the limit: columns of 14 digits that differ in the last two, condition number about 1e13.
rng = np.random.default_rng(22)
a = rng.integers(10**14, 2 * 10**14, 50)
b = a + rng.integers(-30, 31, 50)
y = [int(v) for v in (2 * a - b + rng.integers(-5, 6, 50))]
rows = [[y[i], int(a[i]), int(b[i])] for i in range(50)]
write("twins", ["y", "x1", "x2"], rows)
cols = [[mpf(1)] * 50] + [[mpf(r[k]) for r in rows] for k in (1, 2)]
solve("twins", "intercept and 2 predictors", cols, [mpf(v) for v in y])

# Weights over six orders of magnitude, and years as abscissae of a cubic.
rng = np.random.default_rng(31)
x = list(range(1991, 2026))
y = [f"{50 + 0.3 * (v - 2008) - 0.002 * (v - 2008) ** 3 + rng.standard_normal():.3f}" for v in x]
w = [f"{10 ** rng.uniform(-3, 3):.4g}" for _ in x]
w = [repr(float(v)) for v in w]
write("weighted", ["y", "x", "w"], zip(y, x, w))
solve("weighted", "polynomial degree 3 with intercept", powers([mpf(v) for v in x], 3),
      [mpf(v) for v in y], [mpf(v) for v in w])

with open("synthetic-certified.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["dataset", "design", "quantity", "index", "value"])
    writer.writerows(out)
