#!/usr/bin/env python3
"""Holds the planner's optima against a general solver: HiGHS, by scipy.optimize.milp.

    swift run -c release PlannerExchange --problems 1000 > problems.jsonl
    python3 compare/planner.py problems.jsonl [--jobs 2] [--verbose]

Every problem is modelled anew from the stated data alone: sample paths, medians, maxima, levers, goals. On path p
component i is worth min(v_pi + x_i, maximum_i) after a lift of x_i; a binary per path tells whether all goals hold
on it; the wanted number of paths must; the stated effort is minimised. Convex curves are exact where they are
piecewise linear, and elsewhere touched by tangents until cost and bound meet. Ends with 1 if anything disagrees.
"""

import argparse
import collections
import contextlib
import json
import math
import multiprocessing
import os
import sys
import time

import numpy as np
import scipy
from scipy.optimize import LinearConstraint, Bounds, milp
from scipy.sparse import csr_matrix

HASTE = 0.1  # the weight of earlier deadlines where costs are stated
GOAL_SLACK = 1e-9  # a goal missed by this is met
RELATIVE = 1e-6


# ----------------------------------------------------------------- effort


class Curve:
    """Effort as the integral of a slope that is linear within pieces (length, first slope, last slope)."""

    def __init__(self, pieces):
        self.pieces = [piece for piece in pieces if piece[0] > 0]

    @staticmethod
    def of(stretches, familiar, headroom, reach, uses_costs):
        """Stated rates, or 1; at their value within the familiar lift, two to six times that over the rest of the
        headroom, beyond it as for its last point. Where no costs are stated the familiar lift's own slope grows
        from 1 to 2."""
        near = min(familiar, headroom)

        def factor(x):
            return 2 + 4 * (x - near) / (headroom - near)

        pieces = []
        if not uses_costs:
            pieces = [(near, 1.0, 2.0), (headroom - near, 2.0, 6.0)]
            last = 6.0 if headroom > near else 2.0 if headroom > 0 else 1.0
            pieces.append((reach - headroom, last, last))
            return Curve(pieces)
        ends = [0.0, near, headroom, max(reach, headroom)]
        ends = sorted({x for x in ends + [up_to for up_to, _ in stretches if up_to is not None] if x <= ends[3]})
        for start, end in zip(ends, ends[1:]):
            rate = next(rate for up_to, rate in stretches if up_to is None or start < up_to)
            if end <= near:
                pieces.append((end - start, rate, rate))
            elif end <= headroom:
                pieces.append((end - start, rate * factor(start), rate * factor(end)))
            else:
                last = rate * (6.0 if headroom > near else 1.0)
                pieces.append((end - start, last, last))
        return Curve(pieces)

    def effort(self, lift):
        total, left = 0.0, lift
        for length, first, last in self.pieces:
            if left <= 0:
                break
            part = min(left, length)
            total += part * (first + first + (last - first) * part / length) / 2
            left -= part
        return total

    def tangents(self, reach, count=8):
        """Lifts at which to touch it: starts of straight pieces, some places on curved ones."""
        start, found = 0.0, []
        for length, first, last in self.pieces:
            if start >= reach:
                break
            if first == last:
                found.append((self.effort(start), first, start))
            else:
                for k in range(count + 1):
                    at = length * k / count
                    found.append((self.effort(start + at), first + (last - first) * k / count, start + at))
            start += length
        return found or [(0.0, 0.0, 0.0)]

    def tangent(self, lift):
        start = 0.0
        for length, first, last in self.pieces:
            if lift <= start + length:
                return (self.effort(lift), first + (last - first) * (lift - start) / length, lift)
            start += length
        return (self.effort(lift), self.pieces[-1][2] if self.pieces else 0.0, lift)

    @property
    def is_straight(self):
        return all(first == last for _, first, last in self.pieces)


# ----------------------------------------------------------------- model


@contextlib.contextmanager
def silence():
    """HiGHS writes to the standard output what concerns nobody."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


class Programme:
    """Columns and rows of a mixed-integer programme."""

    def __init__(self):
        self.cost, self.lower, self.upper, self.integer = [], [], [], []
        self.rows, self.columns, self.values, self.row_lower, self.row_upper = [], [], [], [], []

    def column(self, lower=0.0, upper=math.inf, cost=0.0, integer=False):
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def row(self, terms, lower=-math.inf, upper=math.inf):
        number = len(self.row_lower)
        for column, value in terms:
            self.rows.append(number)
            self.columns.append(column)
            self.values.append(value)
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def solve(self, seconds):
        matrix = csr_matrix(
            (self.values, (self.rows, self.columns)), shape=(len(self.row_lower), len(self.cost)))
        constraints = [LinearConstraint(matrix, self.row_lower, self.row_upper)] if self.row_lower else []
        with silence():
            return milp(
                self.cost, integrality=np.array(self.integer, dtype=int),
                bounds=Bounds(self.lower, self.upper), constraints=constraints,
                options={"time_limit": seconds, "mip_rel_gap": 1e-9})


class Problem:
    def __init__(self, record, limits, by_median=False):
        self.record, self.limits, self.by_median = record, limits, by_median
        self.weeks = record["weeks"]
        self.components = record["components"]
        self.deadlines = sorted({target["week"] for target in record["targets"]})
        self.initiatives = record["initiatives"]
        self.uses_costs = bool(self.initiatives) or any(
            c["lever"].get("cost") is not None for c in self.components)
        self.is_discrete = (
            bool(self.initiatives) or record.get("moves_per_week") is not None
            or any(c["lever"]["least_step"] > 0 for c in self.components))
        self.goals()

    # -- limits

    def headroom(self, i, week):
        c = self.components[i]
        return max(c["maximum"] - c["medians"][week - 1], 0.0)

    def start(self, i):
        c = self.components[i]
        lead = c["lever"]["lead_time"]
        return c["score"] if lead == 0 else c["medians"][lead - 1]

    def possible(self, i, week):
        c, lever = self.components[i], self.components[i]["lever"]
        usable = not self.initiatives or lever.get("cost") is not None
        if lever["is_locked"] or not usable or week <= lever["lead_time"]:
            return 0.0
        room = self.headroom(i, week)
        if lever.get("pace") is None:
            return room
        reached = self.start(i) + lever["pace"] * (week - lever["lead_time"]) - c["medians"][week - 1]
        return min(room, max(reached, 0.0))

    def familiar(self, i, week):
        c, lever = self.components[i], self.components[i]["lever"]
        if lever.get("pace") is not None or week <= lever["lead_time"]:
            return self.possible(i, week)
        growth = c["medians"][week - 1] - self.start(i)
        best = c["best_gains"][week - lever["lead_time"] - 1]
        return min(max(best - growth, 0.0), self.possible(i, week))

    def greatest(self, i, week):
        return self.familiar(i, week) if self.limits == "familiar" else self.possible(i, week)

    def floor(self, i):
        """What the floor asks for by the last deadline."""
        floor = self.components[i]["lever"].get("floor")
        if floor is None:
            return 0.0
        last = self.deadlines[-1]
        return min(max(floor - self.components[i]["medians"][last - 1], 0.0), self.headroom(i, last))

    def curve(self, i, week, reach):
        cost = self.components[i]["lever"].get("cost")
        stretches = [(s.get("up_to"), s["rate"]) for s in cost] if cost is not None else [(None, 1.0)]
        return Curve.of(stretches, self.familiar(i, week), self.headroom(i, week), reach, self.uses_costs)

    # -- goals

    def goals(self):
        """Per deadline: what the sum of gains must be on every path, and what single components must gain;
        infinite where nothing helps."""
        record = self.record
        count = record["path_count"]
        self.values = {
            week: np.array([c["paths"][str(week)] for c in self.components]) for week in self.deadlines}
        self.sums, self.parts = {}, {}
        for target in record["targets"]:
            week = target["week"]
            total = record["discrepancy"] + self.values[week].sum(axis=0)
            if target["kind"] == "component":
                i = target["component"]
                missing = target["value"] - self.values[week][i]
                if target["value"] > self.components[i]["maximum"] + GOAL_SLACK:
                    missing = np.full(count, math.inf)
                known = self.parts.get((week, i), np.full(count, -math.inf))
                self.parts[week, i] = np.maximum(known, missing)
                continue
            rivals = np.array([record["rivals"][r]["paths"][str(week)] for r in target["rivals"]])
            if target["kind"] == "total":
                least = np.full(count, target["value"])
            elif target["kind"] == "lead":
                least = rivals.max(axis=0) + target["value"]
            else:
                rank = int(target["value"])
                least = (
                    np.sort(rivals, axis=0)[len(rivals) - rank]
                    if rank <= len(rivals) else np.full(count, -math.inf))
            missing = np.where(least > record["total_maximum"] + GOAL_SLACK, math.inf, least - total)
            known = self.sums.get(week, np.full(count, -math.inf))
            self.sums[week] = np.maximum(known, missing)

    # -- the programme

    def build(self, touches, chosen=None, starts=None):
        """The programme, for all paths or for those that are chosen to hold."""
        m = Programme()
        count = self.record["path_count"]
        hopeless = np.zeros(count, dtype=bool)
        needs = [*self.sums.values(), *self.parts.values()]
        for need in needs:
            hopeless |= np.isinf(need) & (need > 0)
        some = np.max(needs, axis=0) > GOAL_SLACK if needs else np.zeros(count, dtype=bool)
        if self.initiatives:
            some[:] = True  # an initiative may take points
        z = {}
        for p in range(count):
            if hopeless[p]:
                continue
            if chosen is not None:
                z[p] = m.column(1.0, 1.0) if p in chosen else None
            elif not some[p]:
                z[p] = m.column(1.0, 1.0)
            else:
                z[p] = m.column(0.0, 1.0, integer=True)
        self.z = {p: column for p, column in z.items() if column is not None}
        if len(self.z) < self.record["wanted"]:
            return None
        m.row([(column, 1.0) for column in self.z.values()], lower=self.record["wanted"])

        lifts = self.add_discrete(m, touches, starts) if self.is_discrete else self.add_smooth(m, touches)
        if lifts is None:
            return None
        bounds = {key: self.reach(terms, m) for key, terms in lifts.items()}
        for week, need in self.sums.items():
            # Whichever paths hold, the sum of lifts is at least what is needed on the wanted number of them.
            least = np.sort(need)[self.record["wanted"] - 1]
            if GOAL_SLACK < least < math.inf:
                m.row([term for i in range(len(self.components)) for term in lifts[week, i]], lower=least)
            for p, column in self.z.items():
                if need[p] <= GOAL_SLACK and not self.initiatives:
                    continue
                terms = []
                for i in range(len(self.components)):
                    room = self.components[i]["maximum"] - self.values[week][i][p]
                    if self.by_median:
                        room = min(room, max(self.headroom(i, week), self.upper_by_median[i][week - 1]))
                    if bounds[week, i] <= room:
                        terms += lifts[week, i]
                    else:
                        gain = m.column(-math.inf, room)
                        m.row(lifts[week, i] + [(gain, -1.0)], lower=0.0)
                        terms.append((gain, 1.0))
                self.demand(m, terms, need[p], column)
        for (week, i), need in self.parts.items():
            for p, column in self.z.items():
                if need[p] > GOAL_SLACK or self.initiatives:
                    self.demand(m, lifts[week, i], need[p], column)
        return m

    @staticmethod
    def reach(terms, m):
        return sum(max(value * m.upper[column], value * m.lower[column]) for column, value in terms)

    @staticmethod
    def demand(m, terms, need, z):
        """terms ≥ need where z is one. Lifts are not below zero, so nothing is demanded where z is zero."""
        if need <= GOAL_SLACK:
            return  # gains are not below zero either: no initiative here takes points
        m.row(terms + [(z, -need)], lower=0.0)

    def add_effort(self, m, terms, curve, reach, weight, key, touches):
        cost = m.column(0.0, cost=weight)
        self.efforts[key] = (terms, curve, weight)
        for height, slope, at in curve.tangents(reach) + touches.get(key, []):
            # cost ≥ height + slope·(x − at)
            m.row([(cost, 1.0)] + [(column, -slope * value) for column, value in terms],
                  lower=height - slope * at)

    @staticmethod
    def lasting(limits):
        """What is lifted stays: it must be possible later as well."""
        return [min(limits[place:]) for place in range(len(limits))]

    def add_smooth(self, m, touches):
        lifts = {}
        self.efforts = {}
        for i in range(len(self.components)):
            before = None
            uppers = self.lasting([self.greatest(i, week) for week in self.deadlines])
            for week, reach in zip(self.deadlines, uppers):
                is_last = week == self.deadlines[-1]
                lower = self.floor(i) if is_last else 0.0
                if lower > reach + 1e-9:
                    return None
                x = m.column(min(lower, reach), reach)
                if before is not None:
                    m.row([(x, 1.0), (before, -1.0)], lower=0.0)
                before = x
                lifts[week, i] = [(x, 1.0)]
                weight = 1.0 if is_last or not self.uses_costs else HASTE
                self.add_effort(
                    m, lifts[week, i], self.curve(i, week, reach), reach, weight, (i, week), touches)
        return lifts

    def add_discrete(self, m, touches, fixed):
        record, weeks = self.record, range(1, self.weeks + 1)
        self.efforts, self.starts, self.fixed_cost = {}, {}, 0.0
        self.upper_by_median = {}
        levers = {}
        moves = {week: [] for week in weeks}
        for i, c in enumerate(self.components):
            before = None
            uppers = self.lasting([self.greatest(i, week) for week in weeks])
            for week, reach in zip(weeks, uppers):
                x = m.column(0.0, reach)
                step = [(x, 1.0)] + ([(before, -1.0)] if before is not None else [])
                least = c["lever"]["least_step"]
                if least > 0 or record.get("moves_per_week") is not None:
                    move = m.column(0.0, 1.0, integer=True)
                    m.row(step + [(move, -least)], lower=0.0)
                    m.row(step + [(move, -reach)], upper=0.0)
                    moves[week].append((move, 1.0))
                else:
                    m.row(step, lower=0.0)
                levers[week, i] = before = x
            self.upper_by_median[i] = uppers
            curve = self.curve(i, self.deadlines[-1], reach)
            self.add_effort(m, [(before, 1.0)], curve, reach, 1.0, (i, self.weeks), touches)
        if record.get("moves_per_week") is not None:
            for week in weeks:
                m.row(moves[week], upper=record["moves_per_week"])

        duration = {}
        for k in self.initiatives:
            name = k["name"]
            duration[name] = max([len(v) for v in k["effort"].values()] + [1])
            last = k.get("latest_start") or self.weeks
            self.starts[name] = {
                s: m.column(0.0, 1.0, cost=k["cost"], integer=True)
                for s in range(k["earliest_start"], min(max(last, k["earliest_start"]), self.weeks) + 1)}
            m.row([(x, 1.0) for x in self.starts[name].values()], upper=1.0)
            if fixed is not None:
                for s, x in self.starts[name].items():
                    m.lower[x] = m.upper[x] = 1.0 if fixed.get(name) == s else 0.0
        for k in self.initiatives:
            own = self.starts[k["name"]]
            for other in k["requires"]:
                for s, x in own.items():
                    done = [(y, -1.0) for r, y in self.starts[other].items() if r + duration[other] <= s]
                    m.row([(x, 1.0)] + done, upper=0.0)
            for other in k["excludes"]:
                m.row([(x, 1.0) for x in [*own.values(), *self.starts[other].values()]], upper=1.0)
        if record.get("budget") is not None:
            m.row([(x, k["cost"]) for k in self.initiatives for x in self.starts[k["name"]].values()],
                  upper=record["budget"])
        for team, capacity in record["teams"].items():
            for week in weeks:
                if not capacity:
                    continue
                used = [
                    (x, k["effort"][team][week - s])
                    for k in self.initiatives if team in k["effort"]
                    for s, x in self.starts[k["name"]].items() if 0 <= week - s < len(k["effort"][team])]
                if used:
                    m.row(used, upper=capacity[min(week, len(capacity)) - 1])

        lifts = {}
        for week in self.deadlines:
            for i, c in enumerate(self.components):
                terms = [(levers[week, i], 1.0)]
                for k in self.initiatives:
                    for effect in k["effects"]:
                        if effect["component"] != i or c["lever"]["is_locked"]:
                            continue
                        for s, x in self.starts[k["name"]].items():
                            if week >= s:
                                ramp = k["ramp_up"] or [1.0]
                                terms.append((x, effect["points"] * ramp[min(week - s, len(ramp) - 1)]))
                lifts[week, i] = terms
                if week == self.deadlines[-1] and self.floor(i) > 0:
                    m.row(terms, lower=self.floor(i))
        return lifts

    # -- solving

    def optimum(self, seconds=60.0, starts=None):
        """(cost of the best, bound), or None where there is no plan; cost is None where time ran out."""
        touches = {}
        for _ in range(40):
            result = self.attempt(touches, seconds, starts=starts)
            if result is None:
                return None
            if result.x is None:
                return (None, -math.inf)
            chosen = {p for p, column in self.z.items() if result.x[column] > 0.5}
            bound = result.mip_dual_bound if result.mip_dual_bound is not None else result.fun
            # Binaries are whole but for a millionth: the chosen paths anew, as they stand.
            exact = self.attempt(touches, seconds, chosen=chosen, starts=starts)
            if exact is None or exact.x is None:
                exact = result
            cost = exact.fun
            curved = False
            for key, (terms, curve, weight) in self.efforts.items():
                if curve.is_straight:
                    continue
                curved = True
                lift = max(sum(value * exact.x[column] for column, value in terms), 0.0)
                touches.setdefault(key, []).append(curve.tangent(lift))
            if curved:
                cost = self.cost(exact.x)
            if not curved or cost - exact.fun <= 1e-8 * max(abs(cost), 1.0):
                return (float(cost), float(bound))
        return (float(cost), float(bound))

    def attempt(self, touches, seconds, chosen=None, starts=None):
        programme = self.build(touches, chosen, starts)
        if programme is None:
            return None
        result = programme.solve(seconds)
        if result.status == 2:
            return None
        return result

    def cost(self, x):
        total = 0.0
        for terms, curve, weight in self.efforts.values():
            total += weight * curve.effort(max(sum(value * x[column] for column, value in terms), 0.0))
        if self.is_discrete:
            for k in self.initiatives:
                total += sum(k["cost"] * x[column] for column in self.starts[k["name"]].values())
        return total

    # -- the plan's own lifts

    def count_held(self, scores):
        """On how many paths all goals hold after the lifts that scores to reach mean."""
        holds = np.ones(self.record["path_count"], dtype=bool)
        gains = {}
        for week in self.deadlines:
            lifted = []
            for i, c in enumerate(self.components):
                # What was lifted stays, also where the score to reach is held to the maximum.
                lift = max(score - median for score, median in zip(scores[i][:week], c["medians"]))
                lifted.append(np.minimum(self.values[week][i] + lift, c["maximum"]) - self.values[week][i])
            gains[week] = lifted
        for week, need in self.sums.items():
            holds &= sum(gains[week]) >= need - 1e-8
        for (week, i), need in self.parts.items():
            holds &= gains[week][i] >= need - 1e-8
        return int(holds.sum())


# ----------------------------------------------------------------- comparison


def compare(record):
    began = time.perf_counter()
    answer = record["answer"]
    result = {"id": record["id"], "kind": record["kind"], "status": answer["status"], "notes": []}
    best, limits = None, None
    for limits in ("familiar", "possible"):
        problem = Problem(record, limits)
        best = problem.optimum()
        if best is not None:
            break
    result["seconds"] = time.perf_counter() - began
    is_plan = answer["status"] != "infeasible"
    # Levers are paid from the budget as well; the least cost of all tells whether it suffices.
    if best is not None and best[0] is not None and record.get("budget") is not None:
        if best[0] > record["budget"] * (1 + 1e-9) + 1e-9:
            best = None
    if answer["violations"]:
        result["notes"].append("own audit: " + "; ".join(answer["violations"]))
    if best is None or not is_plan:
        agrees = (best is None) == (not is_plan)
        result["verdict"] = "both infeasible" if agrees else "feasibility"
        if not agrees:
            result["notes"].append(f"model {best}, plan {answer['status']}")
        return result
    expected = ("already_met", "feasible") if limits == "familiar" else ("feasible_if",)
    if answer["status"] not in expected:
        result["verdict"] = "feasibility"
        result["notes"].append(f"model has a plan at {limits} limits, plan is {answer['status']}")
        return result
    cost, bound = best
    effort, stated = answer["effort"], answer["bound"]
    result.update(effort=effort, stated=stated, optimum=cost, proven=answer["is_optimal"])
    if cost is None:
        result["verdict"] = "unsolved"
        return result
    slack = RELATIVE * max(abs(cost), abs(effort)) + 1e-7
    result["gap"] = max(effort - cost, 0.0) / effort if effort > 1e-9 else 0.0
    # The plan's lifts were found by other means than its effort: count anew on the paths.
    if not problem.is_discrete:
        held = problem.count_held(answer["scores"])
        hidden = any(v.startswith("aboveMaximum") for v in answer["violations"])  # scores do not show all lifts
        if held < record["wanted"] and not hidden:
            result["verdict"] = "chance"
            result["notes"].append(f"holds on {held} paths, {record['wanted']} wanted")
            return result
    else:
        own = Problem(record, limits).optimum(starts=answer["starts"])
        if own is None or own[0] is None or own[0] > effort + slack:
            result["verdict"] = "chance"
            result["notes"].append(f"its starts take {own and own[0]}, it claims {effort}")
            return result
    if effort < min(cost, bound) - slack:
        result["verdict"] = "below"
    elif stated > cost + slack:
        result["verdict"] = "bound"
        variant = Problem(record, limits, by_median=True).optimum() if record["initiatives"] else None
        if variant is not None and variant[0] is not None:
            result["notes"].append(f"with headroom at the median the optimum is {variant[0]:.9g}")
    elif effort <= cost + slack:
        result["verdict"] = "agree" if answer["is_optimal"] else "agree, not proven"
    elif answer["is_optimal"]:
        result["verdict"] = "proof"
    else:
        result["verdict"] = "gap"
    return result


BAD = {
    "feasibility": "plan and model disagree on whether there is a plan",
    "chance": "the plan does not hold on the wanted paths",
    "below": "the plan takes less effort than the model's bound",
    "bound": "the stated bound exceeds the optimum",
    "proof": "claimed to be optimal, and is not",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="tell of gaps as well")
    parser.add_argument("--only", type=int, help="one problem, by its number")
    parser.add_argument("--results", help="append what was found to this file as well")
    parser.add_argument("--tally", action="store_true", help="the files are such results")
    options = parser.parse_args()
    records = []
    for file in options.files:
        with open(file) as lines:
            records += [json.loads(line) for line in lines]
    if options.only is not None:
        records = [record for record in records if record["id"] == options.only]
    if options.tally:
        results = sorted(records, key=lambda result: result["id"])
    else:
        with multiprocessing.Pool(options.jobs) as pool:
            results = []
            for result in pool.imap(compare, records):
                results.append(result)
                if options.results:
                    with open(options.results, "a") as file:
                        file.write(json.dumps(result) + "\n")

    verdicts = collections.Counter(result["verdict"] for result in results)
    kinds = list(dict.fromkeys(result["kind"] for result in results))
    names = ["agree", "agree, not proven", "gap", "both infeasible", "unsolved", *BAD]
    names = [name for name in names if verdicts[name]]
    print(f"HiGHS of scipy {scipy.__version__}, {len(results)} problems")
    print("kind".ljust(18), *(name.rjust(17) for name in names), "   median gap  greatest gap")
    for kind in [*kinds, "all"]:
        chosen = [result for result in results if kind in (result["kind"], "all")]
        count = collections.Counter(result["verdict"] for result in chosen)
        gaps = [100 * result["gap"] for result in chosen if result["verdict"] == "gap"]
        tail = f"{np.median(gaps):11.2f} % {max(gaps):11.2f} %" if gaps else ""
        print(kind.ljust(18), *(str(count[name]).rjust(17) for name in names), tail)
    for result in results:
        bad = result["verdict"] in BAD
        if bad or (options.verbose and (result["verdict"] == "gap" or result["notes"])):
            figures = " ".join(
                f"{key} {result[key]:.9g}" for key in ("effort", "stated", "optimum") if result.get(key) is not None)
            print(f"problem {result['id']} ({result['kind']}): {BAD.get(result['verdict'], result['verdict'])};",
                  figures, "; ".join(result["notes"]))
    audits = sum(any(note.startswith("own audit") for note in result["notes"]) for result in results)
    if audits:
        print(f"{audits} plans break a promise by the planner's own audit")
    print(f"{sum(result['seconds'] for result in results):.0f} s in the solver")
    sys.exit(1 if audits or any(verdicts[name] for name in BAD) else 0)


if __name__ == "__main__":
    main()
