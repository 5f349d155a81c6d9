"""Checks what is expected of notes: `python3 check_notes.py notes-fresh notes-dev-a …`, folders beside this file.

Each sentence stands once in its note, owners and dependencies are known, days are days. 1 where something is wrong.
"""
import datetime, json, pathlib, re, sys

HERE = pathlib.Path(__file__).parent


def is_day(day):
    try:
        datetime.date.fromisoformat(day)
    except (TypeError, ValueError):
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", day))


def problems(text, plan):
    names = [p["name"] for p in plan["people"] + plan["people_optional"]]
    yield from (("name", n) for n in names if n not in text and not all(w in text for w in n.split()))
    yield from (("day", d) for d in [plan.get("today"), plan["go_live"], *plan.get("go_live_ok", [])] if d and not is_day(d))
    today = plan.get("today", "2026-03-02")
    steps = plan["milestones"] + plan["optional"]
    known = [set(step["keywords"]) for step in steps]
    for step in steps:
        said = step["sentence"]
        if text.count(said) != 1 or not 10 <= len(said) <= 85 or "\n" in said:
            yield "sentence", text.count(said), len(said), said
        if not 1 <= len(step["keywords"]) <= 3:
            yield "keywords", step["keywords"]
        yield from (("owner", o) for o in [step["owner"], *step.get("owner_ok", [])] if o and o not in names)
        for after in [step["after"], *step.get("after_also", []), *step.get("after_ok", [])]:
            hits = [keywords for keywords in known if set(after or []) <= keywords]
            if after and (len(hits) != 1 or hits[0] == set(step["keywords"])):
                yield "after", len(hits), after
        yield from (("date", d) for d in [step["date"], *step.get("date_ok", [])] if d and not is_day(d))
        if step["date"] and (step["date"] > today if step.get("done") else step["date"] < today):
            yield "done in the future, or open in the past", said


bad = 0
for folder in sys.argv[1:]:
    plans = {f.name: json.loads(f.read_text(encoding="utf-8")) for f in sorted((HERE / folder).glob("note-*.expected.json"))}
    for name, plan in plans.items():
        text = (HERE / folder / name.replace(".expected.json", ".txt")).read_text(encoding="utf-8")
        for problem in problems(text, plan):
            bad += 1
            print(folder, name, *problem)
    empty = sum(not plan["milestones"] for plan in plans.values())
    print(folder, len(plans), "notes,", sum(len(p["milestones"]) for p in plans.values()), "expected,", empty, "without a plan")
sys.exit(bad > 0)
