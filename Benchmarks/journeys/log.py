#!/usr/bin/env python3
"""An invented log of home adaptations in an invented council, as CSV or XES: the same arguments give the same bytes.

usage: log.py --cases 1200 [--seed 1] [--format csv|xes] > adaptations.csv

A resident asks for help; a therapist assesses; proof of income is asked for, often more than once; a surveyor draws plans; builders
quote; a grant is approved; the work is done. While they wait, some residents chase. About a tenth of cases is still open.
"""
import argparse
import datetime
import random
import sys
from xml.sax.saxutils import quoteattr

DAY = 86400
START = datetime.datetime(2025, 1, 6, tzinfo=datetime.timezone.utc)
END = datetime.datetime(2026, 3, 31, tzinfo=datetime.timezone.utc)
# step: service, people, mean days waited for it, hours of work, pounds an hour
STEPS = {
    "Help asked for": ("Contact centre", 9, 0, 0.2, 24), "Triaged": ("Adult social care", 6, 4, 0.5, 38),
    "Home assessed": ("Adult social care", 5, 46, 2.5, 41), "Equipment fitted": ("Adult social care", 4, 12, 1.5, 30),
    "Referred to housing": ("Adult social care", 6, 3, 0.3, 38), "Proof of income asked for": ("Housing grants", 4, 5, 0.3, 30),
    "Proof of income received": ("Resident", 1, 18, 0.0, 0), "Means tested": ("Housing grants", 4, 9, 1.0, 32),
    "Surveyed": ("Housing grants", 3, 21, 3.0, 36), "Quotes received": ("Housing grants", 3, 17, 0.5, 32),
    "Grant approved": ("Housing grants", 2, 13, 0.8, 45), "Work started": ("Builder", 5, 33, 0.5, 0),
    "Work finished": ("Builder", 5, 6, 30.0, 0), "Case closed": ("Housing grants", 4, 8, 0.2, 30),
    "Chasing call": ("Contact centre", 9, 0, 0.12, 24), "Complaint": ("Contact centre", 2, 0, 0.8, 30),
}
CHANNELS = ["phone", "phone", "phone", "web", "web", "email", "face to face"]


def journey(r: random.Random) -> list[str]:
    steps = ["Help asked for", "Triaged"]
    if r.random() < 0.14:
        return steps + ["Case closed"]
    steps.append("Home assessed")
    if r.random() < 0.12:
        return steps + ["Equipment fitted", "Case closed"]
    steps += ["Referred to housing", "Proof of income asked for", "Proof of income received"]
    while r.random() < 0.3:
        steps += ["Proof of income asked for", "Proof of income received"]
    steps += ["Means tested", "Surveyed", "Quotes received"]
    if r.random() < 0.16:
        steps += ["Surveyed", "Quotes received"]
    return steps + ["Grant approved", "Work started", "Work finished", "Case closed"]


def case(number: int, r: random.Random) -> list[tuple]:
    now = START.timestamp() + r.random() * (END - START).total_seconds()
    channel, events = r.choice(CHANNELS), []

    def add(step: str, done_after: float, kind: str):
        nonlocal now
        service, people, _, hours, rate = STEPS[step]
        now += done_after * DAY
        start, hours = now, hours * (0.5 + r.random())
        now += hours * 3600
        who = f"{service} {1 + int(people * r.random() ** 2)}"
        events.append((f"A{number:06d}", step, service, who, channel, kind, int(start), int(now), hours * rate))

    for place, step in enumerate(journey(r)):
        wait = r.expovariate(1) * STEPS[step][2]
        while wait > 10 and r.random() < 0.35 + wait / 200:
            spent = wait * (0.5 + r.random() / 2)
            add("Complaint" if r.random() < 0.05 else "Chasing call", spent, "failure")
            wait -= spent
        add(step, wait, "value" if place == 0 else "")
    return [event for event in events if event[7] < END.timestamp()]


def stamp(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=["csv", "xes"], default="csv")
    given = parser.parse_args()
    r = random.Random(given.seed)
    cases = [case(number + 1, r) for number in range(given.cases)]
    if given.format == "csv":
        print("case_id,activity,service,resource,channel,demand,start_timestamp,timestamp,cost")
        for event in sorted((e for c in cases for e in c), key=lambda e: e[7]):
            print(",".join([*event[:6], stamp(event[6]), stamp(event[7]), f"{event[8]:.2f}"]))
        return
    print('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">')
    for events in cases:
        if not events:
            continue
        print(f'<trace><string key="concept:name" value={quoteattr(events[0][0])}/><string key="channel" value={quoteattr(events[0][4])}/>')
        for e in events:
            print(f'<event><string key="concept:name" value={quoteattr(e[1])}/><string key="org:group" value={quoteattr(e[2])}/>'
                  f'<string key="org:resource" value={quoteattr(e[3])}/><string key="demand" value={quoteattr(e[5])}/>'
                  f'<date key="start_timestamp" value="{stamp(e[6])}"/><date key="time:timestamp" value="{stamp(e[7])}"/>'
                  f'<float key="cost:total" value="{e[8]:.2f}"/></event>')
        print("</trace>")
    print("</log>")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(0)
