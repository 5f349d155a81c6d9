import json,re,pathlib
h=pathlib.Path(__file__).parent; bad=0
for f in sorted(h.glob("note-*.expected.json")):
    t=(h/f.name.replace(".expected.json",".txt")).read_text(); e=json.loads(f.read_text())
    names=[p["name"] for p in e["people"]+e["people_optional"]]
    def err(*a):
        global bad; bad+=1; print(f.name,*a)
    for n in names:
        if n not in t and not all(w in t for w in n.split()): err("name",n)
    allm=e["milestones"]+e["optional"]; kws=[set(m["keywords"]) for m in allm]
    for m in allm:
        s=m["sentence"]
        if t.count(s)!=1 or not 10<=len(s)<=80 or "\n" in s: err("sentence",t.count(s),len(s),s)
        if not 1<=len(m["keywords"])<=3: err("keywords",m["keywords"])
        for o in [m["owner"]]+m.get("owner_ok",[]):
            if o and o not in names: err("owner",o)
        for a in [m["after"]]+m.get("after_also",[])+m.get("after_ok",[]):
            if a and not any(set(a)<=k for k in kws): err("after",a)
        for d in [m["date"],e["go_live"]]:
            if d and not re.fullmatch(r"2026-\d\d-\d\d",d): err("date",d)
    print(f.name,e["language"],len(e["milestones"]),"expected",len(e["optional"]),"optional")
print("problems:",bad)
