#!/usr/bin/env python3
"""Forecasts a history of plain series with Spark's RDD.pipe: JSON lines in, JSON lines out.

    python3 pipe_forecast.py HISTORY.csv OUTPUT [--partitions 8] [--weeks 4] [--headway PATH] [--check]

HISTORY.csv has the columns series, as_of (or step) and value. Spark parts the rows by series, and
`headway forecast --stdin --stdout` is the worker on each part, in one pass: --model trend forecasts every series by
itself. OUTPUT becomes a folder of JSON lines. --check forecasts the history in one process as well, and ends with 1
unless all rows are the same, character by character.

Needs pyspark, Java for Spark, and the built command on every worker.
"""

import argparse
import glob
import shlex
import subprocess
import sys

from pyspark.sql import SparkSession, functions


def worker(headway, weeks):
    """The command of a part. 3 is an answer: something was left out and told on standard error."""
    forecast = f"{shlex.quote(headway)} forecast --stdin --stdout --format ndjson --model trend --weeks {weeks} --quiet"
    return f"sh -c {shlex.quote(forecast + ' || test $? -eq 3')}"


def check(headway, history, weeks, output):
    """Whether one process gives the same rows."""
    whole = subprocess.run(
        [headway, "forecast", history, "--format", "ndjson", "--model", "trend", "--weeks", str(weeks)],
        capture_output=True)
    if whole.returncode not in (0, 3):
        raise RuntimeError(f"headway ended with {whole.returncode}")
    parts = []
    for name in glob.glob(f"{output}/part-*"):
        with open(name, encoding="utf-8") as file:
            parts += file.read().splitlines()
    return sorted(whole.stdout.decode().splitlines()) == sorted(parts)


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
    # Values stay as they are written: their digits tell how fine they are.
    history = spark.read.csv(
        options.history, header=True, escape='"', schema=", ".join(f"`{name}` string" for name in names))
    # The rows of each series behind each other, in one part.
    parts = history.repartition(options.partitions, "series").sortWithinPartitions("series")
    lines = parts.select(functions.to_json(functions.struct(*names))).rdd.map(lambda row: row[0])
    lines.pipe(worker(options.headway, options.weeks), checkCode=True).saveAsTextFile(options.output)
    spark.stop()

    if options.check and not check(options.headway, options.history, options.weeks, options.output):
        sys.exit("the forecasts of parts are not those of one process")


if __name__ == "__main__":
    main()
