#!/usr/bin/env python3
"""Forecasts a history of plain series with Spark, with the numbers of one process.

    python3 pool_forecast.py HISTORY.csv OUTPUT [--partitions 8] [--weeks 4] [--headway PATH] [--check]

HISTORY.csv has the columns series, as_of (or step) and value. Spark parts the rows by series; `headway` is the worker
on each part, in two passes: what every part teaches (`pool sums`), all of it put together (`pool merge`), and every part
forecast with it (`pool apply`). OUTPUT becomes a folder of CSV files. --check forecasts the history in one process as
well, and ends with 1 unless all rows are the same, character by character.

Needs pyspark and pyarrow, Java for Spark, and the built command on every worker.
"""

import argparse
import os
import subprocess
import sys
import tempfile

import pyarrow
import pyarrow.csv
from pyspark import SparkFiles
from pyspark.sql import SparkSession


def feed(command, batches):
    """Runs a command with the rows of a part as CSV on its standard input; None for a part without rows.

    The command reads all of its input before it writes, so neither waits for the other.
    """
    process = None
    for batch in batches:
        if batch.num_rows == 0:
            continue
        if process is None:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            process.stdin.write((",".join(batch.schema.names) + "\n").encode())
        options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
        pyarrow.csv.write_csv(batch, process.stdin, options)
    if process is not None:
        process.stdin.close()
    return process


def finish(process):
    """Waits for the end. 3 is an answer: something was left out and told on standard error."""
    code = process.wait()
    if code not in (0, 3):
        raise RuntimeError(f"headway ended with {code}")


def sums(headway):
    def run(batches):
        process = feed([headway, "pool", "sums", "-", "--quiet"], batches)
        if process is not None:
            sample = process.stdout.read().decode()
            finish(process)
            yield pyarrow.record_batch({"sample": [sample]})

    return run


def apply(headway, weeks):
    def run(batches):
        pool = SparkFiles.get("pool.json")
        process = feed([headway, "pool", "apply", pool, "-", "--weeks", str(weeks), "--quiet"], batches)
        if process is not None:
            # Numbers stay as they are written.
            text = pyarrow.csv.ConvertOptions(column_types={name: pyarrow.string() for name in COLUMNS})
            yield from pyarrow.csv.open_csv(process.stdout, convert_options=text)
            finish(process)

    return run


COLUMNS = ["unit", "indicator", "step", "as_of", "mean", "median", "lo80", "hi80", "lo95", "hi95", "model"]


def merged(headway, samples):
    """The path of what all parts teach together."""
    folder = tempfile.mkdtemp()
    paths = []
    for number, sample in enumerate(samples):
        paths.append(os.path.join(folder, f"{number}.json"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(sample)
    pool = os.path.join(folder, "pool.json")
    subprocess.run([headway, "pool", "merge", *paths, "--output", pool], check=True)
    return pool


def check(headway, history, weeks, output):
    """Whether one process gives the same rows."""
    whole = subprocess.run(
        [headway, "pool", "sums", history], check=True, capture_output=True).stdout
    with tempfile.NamedTemporaryFile(suffix=".json") as pool:
        pool.write(whole)
        pool.flush()
        rows = subprocess.run(
            [headway, "pool", "apply", pool.name, history, "--weeks", str(weeks)], check=True,
            capture_output=True).stdout.decode().splitlines()[1:]
    parts = []
    for name in os.listdir(output):
        if name.endswith(".csv"):
            with open(os.path.join(output, name), encoding="utf-8") as file:
                parts += file.read().splitlines()[1:]
    return sorted(rows) == sorted(parts)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history")
    parser.add_argument("output")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--weeks", type=int, default=4)
    parser.add_argument("--headway", default="headway")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()

    spark = (
        SparkSession.builder.master("local[*]").appName("headway")
        .config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate())
    with open(options.history, encoding="utf-8-sig") as file:
        names = file.readline().strip().split(",")
    history = spark.read.csv(
        options.history, header=True, schema=", ".join(f"`{name}` string" for name in names))
    # The rows of each series behind each other, in one part.
    parts = history.repartition(options.partitions, "series").sortWithinPartitions("series").persist()
    samples = [row.sample for row in parts.mapInArrow(sums(options.headway), "sample string").collect()]
    spark.sparkContext.addFile(merged(options.headway, samples))
    forecasts = parts.mapInArrow(
        apply(options.headway, options.weeks), ", ".join(f"`{name}` string" for name in COLUMNS))
    forecasts.write.mode("overwrite").csv(options.output, header=True)
    spark.stop()

    if options.check and not check(options.headway, options.history, options.weeks, options.output):
        sys.exit("the forecasts of parts are not those of one process")


if __name__ == "__main__":
    main()
