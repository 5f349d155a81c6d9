//! Health, completeness, lint, mutuality, tracks, why, difference: what the engine says about a plan.

use expect_test::{Expect, expect};
use plan::{
    completeness::{Presence, completeness, is_complete},
    deal, diff, health,
    id::TrackId,
    lint::{Lint, lint},
    model::*,
    mutuality,
    schedule::{accelerations, schedule},
    slip,
    terms::{PlanTerms, Terms},
    tracks, why,
};

use crate::{
    drawing::{date, id, milestone, person, plan},
    september,
};

/// One line an item, as data: stable, and what the page gets.
fn lines<T: serde::Serialize>(items: &[T]) -> String {
    let line = |item| serde_json::to_string(item).expect("data") + "\n";
    items.iter().map(line).collect()
}

#[allow(clippy::needless_pass_by_value, reason = "expect![] reads best inline")]
fn check_health(drawing: &str, expected: Expect) {
    let (plan, today) = plan(drawing);
    let health = health::health(&plan, &schedule(&plan, today));
    let plan_line = format!("{:?} {}", health.colour, lines(&[&health.findings]));
    expected.assert_eq(&(plan_line + &health_lines(&health)));
}

fn health_lines(health: &health::Health) -> String {
    let line = |one: &health::MilestoneHealth| {
        format!(
            "{} {:?} {}",
            one.milestone,
            one.colour,
            lines(&[&one.findings])
        )
    };
    health.milestones.iter().map(line).collect()
}

#[test]
fn september_is_yellow_for_reasons_that_can_be_said() {
    let (plan, today) = september::plan();
    let health = health::health(&plan, &schedule(&plan, today));
    let plan_line = format!("{:?} {}", health.colour, lines(&[&health.findings]));
    expect![[r#"
        Yellow [{"rule":"some_yellow","milestones":["case","budget","review"]}]
        discovery Green []
        case Yellow [{"rule":"overdue","due":"2025-06-18","days":1}]
        budget Yellow [{"rule":"will_be_late","due":"2025-06-25","earliest":"2025-06-26","days":1}]
        questionnaire Green []
        review Yellow [{"rule":"thin_slack","days":2}]
        redlines Green []
        signed Green []
        onboarding Green []
        migration Green []
        uat Green []
        golive Green []
    "#]]
    .assert_eq(&(plan_line + &health_lines(&health)));
}

#[test]
fn each_rule_of_health_has_its_facts() {
    check_health(
        "
        today 2026-03-11
        target 2026-03-20
        done due 2026-03-03 done 2026-03-10 buyer
        overdue due 2026-03-06 buyer
        yesterday due 2026-03-10 buyer
        blocked due 2026-03-30 buyer blocked
        late 9d due 2026-03-18 buyer
        unowned 1d due 2026-03-12
        undated 1d buyer
        fine 1d due 2026-03-12 buyer
        loop-a 1d due 2026-03-12 buyer after loop-b
        loop-b 1d due 2026-03-12 buyer after loop-a
        golive go-live 1d due 2026-03-20 all after late
        ",
        expect![[r#"
            Red [{"rule":"go_live_late","target":"2026-03-20","projected":"2026-03-24","days":2},{"rule":"cycles","chains":[["loop-a","loop-b"]]},{"rule":"critical_red","milestones":["late","golive"]},{"rule":"other_red","milestones":["overdue","blocked","loop-a","loop-b"]},{"rule":"some_yellow","milestones":["yesterday","unowned","undated"]}]
            done Green []
            overdue Red [{"rule":"overdue","due":"2026-03-06","days":3}]
            yesterday Yellow [{"rule":"overdue","due":"2026-03-10","days":1}]
            blocked Red [{"rule":"blocked","clears":null}]
            late Red [{"rule":"cannot_meet","fixed":"go_live","days":2},{"rule":"will_be_late","due":"2026-03-18","earliest":"2026-03-23","days":3}]
            unowned Yellow [{"rule":"nobody_named","start":"2026-03-11"}]
            undated Yellow [{"rule":"no_date"}]
            fine Green []
            loop-a Red [{"rule":"cycle"}]
            loop-b Red [{"rule":"cycle"}]
            golive Red [{"rule":"cannot_meet","fixed":"go_live","days":2},{"rule":"will_be_late","due":"2026-03-20","earliest":"2026-03-24","days":2}]
        "#]],
    );
}

#[test]
fn a_plan_with_nothing_wrong_is_green() {
    check_health(
        "
        target 2026-04-30
        legal 3d due 2026-03-06 buyer
        golive go-live 1d due 2026-04-30 all after legal
        ",
        expect![[r#"
            Green []
            legal Green []
            golive Green []
        "#]],
    );
}

#[test]
fn a_changed_agreement_is_yellow() {
    let (mut plan, today) = plan(
        "
        target 2026-04-30
        legal 3d due 2026-03-06 buyer
        golive go-live 1d due 2026-04-30 all after legal
    ",
    );
    plan.agreements.push(Agreement {
        milestone: id("legal"),
        person: person(Side::Buyer),
        terms: Terms::of(&plan, &plan.milestones[0]).to_json(),
        at: 0,
    });
    let colour = |plan: &Plan| {
        health::health(plan, &schedule(plan, today))
            .of(id("legal"))
            .expect("live")
            .clone()
    };
    assert_eq!(colour(&plan).findings, []);
    plan.milestones[0].done_when = "Signed".into();
    assert_eq!(colour(&plan).findings, [health::Finding::AgreementReopened]);
}

#[test]
fn september_is_a_wish_list_roles_are_not_names() {
    let (plan, _) = september::plan();
    let checks = completeness(&plan);
    expect![[r#"
        {"component":"milestones","presence":"present","milestones":[],"people":[]}
        {"component":"named_owners","presence":"partly","milestones":["discovery","case","budget","questionnaire","review","redlines","signed","onboarding","migration","uat"],"people":["0000000000000","1000000000000","2000000000000","3000000000000","4000000000000","5000000000000","6000000000000"]}
        {"component":"dates","presence":"present","milestones":[],"people":[]}
        {"component":"dependencies","presence":"present","milestones":[],"people":[]}
        {"component":"done_criteria","presence":"missing","milestones":["discovery","case","budget","questionnaire","review","redlines","signed","onboarding","migration","uat","golive"],"people":[]}
        {"component":"decision_maker","presence":"partly","milestones":[],"people":["2000000000000"]}
        {"component":"go_live","presence":"present","milestones":[],"people":[]}
    "#]].assert_eq(&lines(&checks));
    assert!(!is_complete(&checks));
}

#[test]
fn with_all_seven_it_is_a_plan() {
    let (mut plan, _) = plan(
        "
        target 2026-04-30
        review due 2026-03-06 buyer
        legal due 2026-03-13 seller after review
        sign due 2026-03-16 joint after legal
        golive go-live due 2026-04-30 all after sign
    ",
    );
    for one in &mut plan.milestones {
        one.done_when = "It is in use".into();
    }
    plan.people[0].role = Some(DealRole::EconomicBuyer);
    let presence = |plan: &Plan| {
        completeness(plan)
            .iter()
            .map(|one| one.presence)
            .collect::<Vec<_>>()
    };
    let mut expected = vec![Presence::Present; 7];
    expected[5] = Presence::Partly;
    assert_eq!(presence(&plan), expected, "it is known who decides");

    plan.approvals.push(Approval {
        id: "a".parse().expect("an id"),
        person: person(Side::Buyer),
        terms: PlanTerms::of(&plan).to_json(),
        at: 0,
    });
    assert!(is_complete(&completeness(&plan)));

    plan.people[1].placeholder = true;
    let owners = &completeness(&plan)[1];
    assert_eq!(
        (owners.presence, &owners.milestones[..]),
        (Presence::Partly, &[id("legal")][..])
    );
    assert_eq!(
        completeness(&plan)[5].presence,
        Presence::Present,
        "a placeholder is no term"
    );

    plan.people[0].role = None;
    plan.approvals.clear();
    plan.go_live = None;
    let missing: Vec<_> = completeness(&plan)
        .into_iter()
        .filter(|one| one.presence == Presence::Missing)
        .map(|one| one.component)
        .collect();
    assert_eq!(format!("{missing:?}"), "[DecisionMaker, GoLive]");
    assert_eq!(
        completeness(&Plan::default())[0].presence,
        Presence::Missing
    );
}

#[test]
fn september_before_it_is_shared() {
    let (plan, today) = september::plan();
    expect![[r#"
        {"rule":"no_goal"}
        {"rule":"silent_stretch","from":"2025-07-28","to":"2025-08-22","days":18}
        {"rule":"title_for_name","person":"0000000000000"}
        {"rule":"title_for_name","person":"1000000000000"}
        {"rule":"title_for_name","person":"2000000000000"}
        {"rule":"title_for_name","person":"3000000000000"}
        {"rule":"title_for_name","person":"4000000000000"}
        {"rule":"title_for_name","person":"5000000000000"}
        {"rule":"title_for_name","person":"6000000000000"}
    "#]]
    .assert_eq(&lines(&lint(&plan, today)));
}

#[test]
fn lint_finds_each_trouble() {
    let (mut plan, today) = plan(
        "
        today 2026-03-02
        target 2026-05-29
        calendar partner Sat
        vague due 2026-03-04 seller
        nobody due 2026-03-05
        quarter due 2026-03-31 seller
        pinned pinned 2026-06-30 seller
        sunday due 2026-03-08 seller
        first due 2026-03-06 seller
        second due 2026-03-05 seller after first
        window start 2026-03-12 due 2026-03-10 seller
        golive go-live due 2026-05-28 all after second
        care due 2026-06-04 seller after golive
    ",
    );
    plan.goal = "Buy the Acme licenses".into();
    plan.milestones[0].done_when = "Report is in, ASAP".into();
    expect![[r#"
        {"rule":"seller_centric_goal","word":"buy"}
        {"rule":"no_buyer_step"}
        {"rule":"vague_word","milestone":"vague","word":"asap"}
        {"rule":"no_owner","milestone":"nobody"}
        {"rule":"quarter_end","milestone":"quarter","date":"2026-03-31"}
        {"rule":"after_go_live","milestone":"pinned","date":"2026-06-30"}
        {"rule":"day_off","milestone":"sunday","date":"2026-03-08","next":"2026-03-09"}
        {"rule":"start_after_due","milestone":"window"}
        {"rule":"no_common_day","milestone":"golive"}
        {"rule":"two_go_lives","milestone":"golive","due":"2026-05-28","go_live":"2026-05-29"}
        {"rule":"before_predecessor","dependency":{"predecessor":"first","successor":"second","kind":"finish_to_start","lag_days":0,"policy":"consume"},"days":2,"pinned":false}
        {"rule":"silent_stretch","from":"2026-03-31","to":"2026-05-28","days":41}
        {"rule":"silent_stretch","from":"2026-06-04","to":"2026-06-30","days":17}
        {"rule":"one_owner","person":"sam","percent":100}
    "#]].assert_eq(&lines(&lint(&plan, today)));
}

#[test]
fn size_and_owners_are_linted() {
    let named = |drawing: &str| lines(&lint(&plan(drawing).0, date("2026-03-02")));
    assert!(named("a buyer").contains("too_few"));
    let rows: String = (0..31).map(|at| format!("m{at} buyer\n")).collect();
    let many = named(&rows);
    for rule in [
        "too_many",
        "more_than_one_page",
        "one_owner",
        "no_seller_step",
    ] {
        assert!(many.contains(rule), "{rule} in {many}");
    }
    let fair: String = (0..24)
        .map(|at| format!("m{at} {}\n", ["buyer", "seller"][at % 2]))
        .collect();
    let fine = named(&fair);
    for rule in ["too_many", "more_than_one_page", "one_owner", "too_few"] {
        assert!(!fine.contains(rule), "{rule} in {fine}");
    }
}

/// The finding as (introduced, percent), if there is one.
fn introduced_late(plan: &Plan, today: &str) -> Option<(String, usize)> {
    let found = lint(plan, date(today)).into_iter();
    let mut late = found.filter_map(|one| match one {
        Lint::IntroducedLate {
            introduced,
            percent,
            ..
        } => Some((introduced.to_string(), percent)),
        _ => None,
    });
    late.next()
}

/// The way takes a hundred days: from 2026-01-01 to 2026-04-11.
fn on_the_way() -> Plan {
    plan(
        "
        target 2026-04-11
        call seller done 2026-01-01
        demo seller done 2026-01-20
        legal buyer
        golive go-live due 2026-04-11 all
    ",
    )
    .0
}

#[test]
fn a_plan_that_comes_after_half_the_way_comes_late() {
    let mut plan = on_the_way();
    assert_eq!(
        introduced_late(&plan, "2026-02-20"),
        None,
        "half is in time"
    );
    let today = "2026-02-21";
    let late = |day: &str, percent| Some((day.to_owned(), percent));
    assert_eq!(introduced_late(&plan, today), late(today, 51));
    let facts = r#"{"rule":"introduced_late","began":"2026-01-01","introduced":"2026-02-21","end":"2026-04-11","percent":51}"#;
    assert!(lines(&lint(&plan, date(today))).contains(facts));
    // What counts is the day on which it came, not today; and what an agreed start says of a step that has not begun
    // is no fact.
    plan.milestones[2].start = Some(date("2025-06-01"));
    plan.start = Some(date("2026-01-12"));
    assert_eq!(introduced_late(&plan, "2026-04-01"), None);
    plan.start = Some(date("2026-03-02"));
    assert_eq!(introduced_late(&plan, "2026-04-01"), late("2026-03-02", 60));
    // A step under way, begun earlier: the way is longer.
    plan.milestones[2].status = Status::InProgress;
    assert_eq!(introduced_late(&plan, "2026-04-01"), late("2026-03-02", 87));
    // The last day still counts, after it there is nothing to do about it.
    assert!(introduced_late(&plan, "2026-04-11").is_some());
    assert_eq!(introduced_late(&plan, "2026-04-12"), None);
}

#[test]
fn a_plan_came_with_the_buyers_first_word_and_steers_to_the_decision() {
    let mut plan = on_the_way();
    let said = |person: &str, day: &str| Agreement {
        milestone: id("legal"),
        person: person.parse().expect("an id"),
        terms: String::new(),
        at: date(day)
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
            .timestamp(),
    };
    // The seller's own yes does not bring it to the buyer.
    plan.agreements = vec![said("sam", "2026-01-10")];
    assert!(introduced_late(&plan, "2026-03-20").is_some());
    plan.agreements.push(said("bea", "2026-02-01"));
    assert_eq!(introduced_late(&plan, "2026-03-20"), None);
    // A sign-off is as good as a yes.
    let approval = Approval {
        id: "first".parse().expect("an id"),
        person: plan.agreements[1].person,
        terms: String::new(),
        at: plan.agreements.remove(1).at,
    };
    assert!(introduced_late(&plan, "2026-03-20").is_some());
    plan.approvals.push(approval);
    assert_eq!(introduced_late(&plan, "2026-03-20"), None);
    // The decision comes first: three quarters of the way to it had passed.
    let reason = String::new();
    let day = date("2026-02-11");
    plan.decision = Some(Decision { date: day, reason });
    let late = Some(("2026-02-01".to_owned(), 75));
    assert_eq!(introduced_late(&plan, "2026-02-10"), late);
    // It came after the decision: what is left leads to the go-live.
    plan.approvals.clear();
    plan.start = Some(date("2026-02-12"));
    assert_eq!(introduced_late(&plan, "2026-02-12"), None);
}

#[test]
fn nothing_is_said_of_a_plan_whose_way_or_coming_is_unknown() {
    let today = "2026-03-20";
    let mut plan = on_the_way();
    assert!(introduced_late(&plan, today).is_some());
    // The buyer has written in it, on a day that nobody noted.
    let session = |side| Session {
        person: None,
        side: Some(side),
        name: String::new(),
    };
    plan.sessions.insert(1, session(Side::Seller));
    assert!(introduced_late(&plan, today).is_some());
    plan.sessions.insert(2, session(Side::Buyer));
    assert_eq!(introduced_late(&plan, today), None);
    plan.sessions.clear();
    // No day to steer to: that is another finding.
    let mut without_end = plan.clone();
    (without_end.go_live, without_end.milestones[3].due) = (None, None);
    assert_eq!(introduced_late(&without_end, today), None);
    // The due date of the go-live is one.
    plan.go_live = None;
    assert!(introduced_late(&plan, today).is_some());
    // Nothing has begun, and a plan without anything.
    plan.milestones[0].status = Status::NotStarted;
    plan.milestones[1].status = Status::NotStarted;
    assert_eq!(introduced_late(&plan, today), None);
    assert_eq!(introduced_late(&Plan::default(), today), None);
}

#[test]
fn one_function_has_not_started_although_the_plan_looks_complete() {
    let (mut plan, today) = plan(
        "
        a seller done 2026-03-01
        b buyer done 2026-03-01
        c buyer
        d buyer
    ",
    );
    let track = |name: &str| Track {
        id: name.parse::<TrackId>().expect("an id"),
        name: name.into(),
        kind: TrackKind::Function,
        lead: None,
        archived: false,
    };
    plan.tracks = vec![track("it"), track("legal"), track("empty")];
    for (at, name) in ["it", "it", "it", "legal"].into_iter().enumerate() {
        plan.milestones[at].function = Some(name.parse().expect("an id"));
    }
    let found = lines(&lint(&plan, today));
    assert!(
        found.contains(r#"{"rule":"not_started","track":"legal"}"#),
        "{found}"
    );
    assert_eq!(found.matches("not_started").count(), 1);
    plan.milestones[1].status = Status::NotStarted;
    assert!(
        !lines(&lint(&plan, today)).contains("not_started"),
        "a quarter has started"
    );
}

#[test]
fn tracks_roll_up() {
    let (mut plan, today) = plan(
        "
        target 2026-04-30
        demo 1d due 2026-03-02 done 2026-03-02 seller
        test 3d due 2026-03-06 buyer after demo
        legal 4d due 2026-03-16 buyer after test
        golive go-live 1d due 2026-04-30 all after legal
    ",
    );
    for (name, members) in [("evaluate", &[0, 1][..]), ("close", &[2][..])] {
        let id: TrackId = name.parse().expect("an id");
        plan.tracks.push(Track {
            id,
            name: name.into(),
            kind: TrackKind::Phase,
            lead: None,
            archived: false,
        });
        for at in members {
            plan.milestones[*at].phase = Some(id);
        }
    }
    let schedule = schedule(&plan, today);
    let health = health::health(&plan, &schedule);
    expect![[r#"
        {"track":"evaluate","milestones":["demo","test"],"done":1,"progress_percent":25,"started":true,"start":"2026-03-02","finish":"2026-03-05","due":"2026-03-06","colour":"green","after":[]}
        {"track":"close","milestones":["legal"],"done":0,"progress_percent":0,"started":false,"start":"2026-03-06","finish":"2026-03-11","due":"2026-03-16","colour":"green","after":["evaluate"]}
        {"track":null,"milestones":["golive"],"done":0,"progress_percent":0,"started":false,"start":"2026-03-12","finish":"2026-03-12","due":"2026-04-30","colour":"green","after":[]}
    "#]].assert_eq(&lines(&tracks::roll_ups(
        &plan,
        &schedule,
        &health,
        TrackKind::Phase,
    )));
}

#[test]
fn each_side_puts_something_in() {
    let (mut plan, _) = plan(
        "
        a buyer
        b seller
        c joint
        d
    ",
    );
    let session = |side| Session {
        person: None,
        side,
        name: String::new(),
    };
    plan.sessions = [
        (1, session(Some(Side::Buyer))),
        (2, session(Some(Side::Seller))),
    ]
    .into();
    for (at, client) in [1, 2, 2, 9].into_iter().enumerate() {
        plan.milestones[at].created_by = Some(client);
    }
    let terms = Terms::of(&plan, &plan.milestones[2]).to_json();
    plan.agreements.push(Agreement {
        milestone: id("c"),
        person: person(Side::Seller),
        terms,
        at: 0,
    });
    expect![[r#"
        {"authored":{"buyer":1,"seller":2},"owned":{"buyer":2,"seller":1},"involved":{"buyer":2,"seller":2},"agreed":{"seller":1},"milestones":4}
    "#]].assert_eq(&lines(&[mutuality::mutuality(&plan)]));
    let authored = mutuality::mutuality(&plan).authored;
    assert_eq!(
        mutuality::Mutuality::share_percent(&authored, Side::Buyer),
        Some(33)
    );
    assert_eq!(
        mutuality::Mutuality::share_percent(&authored, Side::Partner),
        Some(0)
    );
    assert_eq!(
        mutuality::Mutuality::share_percent(&[].into(), Side::Buyer),
        None
    );
}

#[test]
fn two_weeks_of_silence_are_stale() {
    let (mut plan, _) = plan("a done 2026-03-02");
    let at = |today: &str| mutuality::staleness(&plan, None, None, date(today));
    assert_eq!(
        (at("2026-03-15").days, at("2026-03-15").stale),
        (Some(13), false)
    );
    assert_eq!(
        (at("2026-03-16").days, at("2026-03-16").stale),
        (Some(14), true)
    );
    let review = Review {
        id: "r".parse().expect("an id"),
        date: date("2026-03-10"),
        present: vec![],
        seen: [].into(),
        note: String::new(),
    };
    let talk = Talk {
        reviews: vec![review],
        ..Talk::default()
    };
    assert_eq!(
        mutuality::staleness(&plan, Some(&talk), None, date("2026-03-16")).days,
        Some(6)
    );
    let known = mutuality::staleness(
        &plan,
        Some(&talk),
        Some(date("2026-03-15")),
        date("2026-03-16"),
    );
    assert_eq!(known.days, Some(1));
    plan.milestones[0].status = Status::Done {
        on: date("2026-04-01"),
    };
    let nothing = mutuality::staleness(&plan, None, None, date("2026-03-16"));
    assert_eq!(
        (nothing.last, nothing.stale),
        (None, false),
        "the future does not count"
    );
}

#[test]
fn weak_commitment_is_a_signal_with_a_question() {
    let (mut plan, today) = september::plan();
    let declined = SideDocument {
        declined: Some(Declined {
            cause: DeclineCause::StakeholdersUnknown,
            reason: "ask later".into(),
            on: today,
            decision: String::new(),
        }),
        ..SideDocument::default()
    };
    let shown = |plan: &Plan| {
        let signals =
            mutuality::signals(plan, None, Some(&declined), Some(date("2025-06-01")), today);
        let asked: String = signals
            .iter()
            .map(|one| format!("{}\n", one.question))
            .collect();
        lines(&signals) + &asked
    };
    expect![[r#"
        {"signal":{"signal":"buyer_names_missing","people":["1000000000000","2000000000000","3000000000000","4000000000000"]},"question":"who_by_name"}
        {"signal":{"signal":"no_reason"},"question":"what_if_it_passes"}
        {"signal":{"signal":"declined","cause":"stakeholders_unknown","decided":false},"question":"who_else"}
        Who will do this, by name?
        What happens if that day passes without it?
        Who else would have to be part of this?
    "#]].assert_eq(&shown(&plan));
    for person in &mut plan.people {
        person.side = Side::Seller;
        person.role = None;
    }
    plan.go_live = None;
    expect![[r#"
        {"signal":{"signal":"buyer_owns_nothing"},"question":"which_step_is_yours"}
        {"signal":{"signal":"nobody_decides"},"question":"who_decides"}
        {"signal":{"signal":"seller_overdue","milestones":["case"]},"question":"settle_our_own"}
        {"signal":{"signal":"no_target"},"question":"when_must_it_work"}
        {"signal":{"signal":"declined","cause":"stakeholders_unknown","decided":false},"question":"who_else"}
        Which of these steps would you like to take on yourselves?
        Who gives the final yes, and who advises them?
        What do we owe them first?
        By which day do you need this to work?
        Who else would have to be part of this?
    "#]].assert_eq(&shown(&plan));
}

#[test]
fn every_date_can_say_why() {
    let (plan, today) = september::plan();
    let schedule = schedule(&plan, today);
    let chain = |reasons: &[why::Reason]| -> Vec<String> {
        reasons
            .iter()
            .map(|one| {
                format!(
                    "{} {} {:?} {:?}",
                    one.milestone, one.finish, one.rule, one.cause
                )
            })
            .collect()
    };
    let go_live = why::go_live(&schedule);
    assert_eq!(go_live, why::projected(&schedule, id("golive")));
    expect![[r#"
        golive 2025-08-28 Event After(Dependency { predecessor: MilestoneId(uat), successor: MilestoneId(golive), kind: FinishToStart, lag_days: 0, policy: Consume })
        uat 2025-08-27 BetweenPromises After(Dependency { predecessor: MilestoneId(migration), successor: MilestoneId(uat), kind: FinishToStart, lag_days: 0, policy: Consume })
        migration 2025-08-20 BetweenPromises After(Dependency { predecessor: MilestoneId(onboarding), successor: MilestoneId(migration), kind: FinishToStart, lag_days: 0, policy: Consume })
        onboarding 2025-07-24 BetweenPromises After(Dependency { predecessor: MilestoneId(signed), successor: MilestoneId(onboarding), kind: FinishToStart, lag_days: 0, policy: Consume })
        signed 2025-07-22 BetweenPromises After(Dependency { predecessor: MilestoneId(redlines), successor: MilestoneId(signed), kind: FinishToStart, lag_days: 0, policy: Consume })
        redlines 2025-07-15 BetweenPromises After(Dependency { predecessor: MilestoneId(review), successor: MilestoneId(redlines), kind: FinishToStart, lag_days: 0, policy: Consume })
        review 2025-07-08 BetweenPromises Today"#]].assert_eq(&chain(&go_live).join("\n"));
    let latest = why::latest(&schedule, id("case"));
    expect![[r#"
        {"milestone":"case","finish":"2025-07-03","held_by":{"before":{"predecessor":"case","successor":"budget","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"budget","finish":"2025-07-10","held_by":{"before":{"predecessor":"budget","successor":"redlines","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"redlines","finish":"2025-07-17","held_by":{"before":{"predecessor":"redlines","successor":"signed","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"signed","finish":"2025-07-24","held_by":{"before":{"predecessor":"signed","successor":"onboarding","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"onboarding","finish":"2025-07-28","held_by":{"before":{"predecessor":"onboarding","successor":"migration","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"migration","finish":"2025-08-22","held_by":{"before":{"predecessor":"migration","successor":"uat","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"uat","finish":"2025-08-29","held_by":{"before":{"predecessor":"uat","successor":"golive","kind":"finish_to_start","lag_days":0,"policy":"consume"}}}
        {"milestone":"golive","finish":"2025-09-01","held_by":{"fixed":"go_live"}}
    "#]].assert_eq(&lines(&latest));
    assert_eq!(why::anchor(&latest).map(|(id, _)| id), Some(id("golive")));
    assert_eq!(why::projected(&schedule, id("unknown")), []);
}

#[test]
fn what_could_be_accelerated() {
    let (plan, today) = september::plan();
    expect![[r#"
        {"lever":{"overlap":{"predecessor":"migration","successor":"uat","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":19,"projected":"2025-08-01"}
        {"lever":{"shorten":{"milestone":"migration","days":19}},"gain_days":18,"projected":"2025-08-04"}
        {"lever":{"shorten":{"milestone":"review","days":14}},"gain_days":8,"projected":"2025-08-18"}
        {"lever":{"overlap":{"predecessor":"review","successor":"redlines","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":8,"projected":"2025-08-18"}
        {"lever":{"overlap":{"predecessor":"redlines","successor":"signed","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":5,"projected":"2025-08-21"}
        {"lever":{"overlap":{"predecessor":"signed","successor":"onboarding","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":5,"projected":"2025-08-21"}
        {"lever":{"overlap":{"predecessor":"uat","successor":"golive","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":5,"projected":"2025-08-21"}
        {"lever":{"shorten":{"milestone":"redlines","days":5}},"gain_days":4,"projected":"2025-08-22"}
        {"lever":{"shorten":{"milestone":"signed","days":5}},"gain_days":4,"projected":"2025-08-22"}
        {"lever":{"shorten":{"milestone":"uat","days":5}},"gain_days":4,"projected":"2025-08-22"}
        {"lever":{"overlap":{"predecessor":"onboarding","successor":"migration","kind":"finish_to_start","lag_days":0,"policy":"consume"}},"gain_days":2,"projected":"2025-08-26"}
        {"lever":{"shorten":{"milestone":"onboarding","days":2}},"gain_days":1,"projected":"2025-08-27"}
    "#]].assert_eq(&lines(&accelerations(&plan, today)));
}

#[test]
fn a_difference_is_grouped_and_stable() {
    let (before, today) = plan(
        "
        target 2026-04-30
        a due 2026-03-04 buyer
        b due 2026-03-06 seller after a
        c due 2026-03-10 seller after b
        old seller
        gone seller
        golive go-live due 2026-04-30 all after c
    ",
    );
    assert!(diff::diff(&before, &before).is_empty());
    let mut after = before.clone();
    let proposal = slip::propose(
        &after,
        today,
        &[slip::Ask::Later {
            milestone: id("b"),
            days: 3,
        }],
    );
    slip::apply(&mut after, &proposal.changes);
    after.milestones[0].accountable = Some(person(Side::Seller));
    after.milestones[0].helpers = vec![person(Side::Buyer)];
    after.milestones[3].archived = true;
    after.milestones.remove(4);
    after.milestones.push(milestone("new"));
    let first = after.milestones.remove(0);
    after.milestones.insert(2, first);
    after.dependencies.pop();
    after.goal = "Live before the fiscal year".into();
    after.people[0].title = "CIO".into();
    after.agreements.push(Agreement {
        milestone: id("c"),
        person: person(Side::Seller),
        terms: "x".into(),
        at: 0,
    });
    let difference = diff::diff(&before, &after);
    expect![[r#"
        {"changed":"goal","was":"","is":"Live before the fiscal year"}
        {"milestone":"b","title":"b","changes":[{"changed":"due","was":{"date":"2026-03-06","pinned":false,"weeks":null},"is":{"date":"2026-03-11","pinned":false,"weeks":null}}]}
        {"milestone":"c","title":"c","changes":[{"changed":"due","was":{"date":"2026-03-10","pinned":false,"weeks":null},"is":{"date":"2026-03-13","pinned":false,"weeks":null}},{"changed":"agreements","added":["sam"],"removed":[]}]}
        {"milestone":"a","title":"a","changes":[{"changed":"accountable","was":"bea","is":"sam"},{"changed":"helpers","added":["bea"],"removed":[]},{"changed":"place","was":0,"is":2}]}
        {"milestone":"old","title":"old","changes":[{"changed":"archived"}]}
        {"milestone":"golive","title":"golive","changes":[{"changed":"dependencies","added":[],"removed":[{"predecessor":"c","successor":"golive","kind":"finish_to_start","lag_days":0,"policy":"consume"}]}]}
        {"milestone":"new","title":"new","changes":[{"changed":"added"}]}
        {"milestone":"gone","title":"gone","changes":[{"changed":"gone"}]}
        {"changed":"changed","person":"bea"}
    "#]].assert_eq(
        &(lines(&difference.plan) + &lines(&difference.milestones) + &lines(&difference.people)),
    );
}

#[test]
fn gates_the_crm_and_what_really_happened() {
    let (plan, today) = plan(
        "
        target 2026-04-30
        test due 2026-03-04 done 2026-03-06 buyer
        legal 5d due 2026-03-13 buyer
        choice decision 1d due 2026-03-16 buyer after legal
        dropped dropped
        golive go-live 1d due 2026-04-30 all after choice
    ",
    );
    let gate = |name: &str, milestones: &[&str]| StageGate {
        id: name.parse().expect("an id"),
        stage: name.into(),
        milestones: milestones.iter().map(|name| id(name)).collect(),
    };
    let side = SideDocument {
        crm_date: Some(date("2026-03-01")),
        gates: vec![
            gate("evaluate", &["test", "dropped"]),
            gate("negotiate", &["test", "legal"]),
            gate("empty", &[]),
        ],
        ..SideDocument::default()
    };
    let open: Vec<_> = deal::gates(&plan, &side)
        .into_iter()
        .map(|one| (one.open, one.waits_for))
        .collect();
    assert_eq!(
        open,
        [(true, vec![]), (false, vec![id("legal")]), (false, vec![])]
    );
    let compared = deal::compare_crm(&plan, &side, &schedule(&plan, today)).expect("both known");
    assert_eq!(
        (compared.projected, compared.too_early_days),
        (date("2026-03-09"), 8)
    );
    let actual = &deal::actuals(&plan)[..];
    assert_eq!((actual.len(), actual[0].days), (1, 2));
}
