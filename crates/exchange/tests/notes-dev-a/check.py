import json,re,pathlib,datetime
h=pathlib.Path(__file__).parent; bad=0; total=0
def isday(d):
    try: datetime.date.fromisoformat(d); return bool(re.fullmatch(r"\d{4}-\d\d-\d\d",d))
    except (TypeError,ValueError): return False
for f in sorted(h.glob("note-*.expected.json")):
    t=(h/f.name.replace(".expected.json",".txt")).read_text(encoding="utf-8"); e=json.loads(f.read_text(encoding="utf-8"))
    names=[p["name"] for p in e["people"]+e["people_optional"]]
    def err(*a):
        global bad; bad+=1; print(f.name,*a)
    for n in names:
        if n not in t and not all(w in t for w in n.split()): err("name",n)
    for d in [e["today"]]+[x for x in [e["go_live"]]+e.get("go_live_ok",[]) if x]:
        if not isday(d): err("day",d)
    allm=e["milestones"]+e["optional"]; kws=[set(m["keywords"]) for m in allm]
    for m in allm:
        s=m["sentence"]
        if t.count(s)!=1 or not 10<=len(s)<=85 or "\n" in s: err("sentence",t.count(s),len(s),s)
        if not 1<=len(m["keywords"])<=3: err("keywords",m["keywords"])
        for o in [m["owner"]]+m.get("owner_ok",[]):
            if o and o not in names: err("owner",o)
        for a in [m["after"]]+m.get("after_also",[])+m.get("after_ok",[]):
            if not isinstance(a,list): err("after form",a); continue
            hits=[k for k in kws if set(a)<=k]
            if a and len(hits)!=1: err("after",len(hits),a)
            if a and hits and hits[0]==set(m["keywords"]): err("after itself",a)
        for d in [m["date"]]+m.get("date_ok",[]):
            if d and not isday(d): err("date",d)
        if m.get("done") and m["date"] and m["date"]>e["today"]: err("done in the future",s)
        if not m.get("done") and m["date"] and m["date"]<e["today"]: err("open in the past",s)
    n=len(e["milestones"]); total+=n
    if not (n==0 if f.name.startswith("note-47") else 4<=n<=14): err("number",n)
    print(f.name,e["language"],"today",e["today"],n,"expected",len(e["optional"]),"optional")
print("expected in all:",total,"problems:",bad)
