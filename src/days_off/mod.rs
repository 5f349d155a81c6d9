//! When each side works: its weekdays and its days off. A date that is computed counts these days and no others.

mod form;

use chrono::{Days, NaiveDate, Weekday};
use leptos::prelude::*;
use plan::Command;
use plan::model::{Calendar, Side};

use self::form::DaysForm;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::panels;
use crate::parts::{Today, side_class, side_name};
use crate::ui::{Icon, IconButton};

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Days without work, with both ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Off {
    from: NaiveDate,
    to: NaiveDate,
    name: String,
}

/// The calendar of one side, and how it is changed.
#[derive(Clone, Copy)]
struct Working {
    plan: OpenPlan,
    side: Side,
    calendar: Memo<Calendar>,
}

impl Working {
    fn set(self, calendar: Calendar) -> bool {
        let side = self.side;
        self.plan.run(Command::SetCalendar {
            side,
            // What everybody has needs no entry.
            calendar: (calendar != Calendar::default()).then_some(calendar),
        })
    }

    fn change(self, change: impl FnOnce(&mut Calendar)) -> bool {
        let mut calendar = self.calendar.get_untracked();
        change(&mut calendar);
        self.set(calendar)
    }
}

/// The panel: a part for each side that has one.
#[component]
pub fn DaysOffPanel() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let has_partner = Memo::new(move |_| {
        plan.changes().track();
        plan.with_plan(|plan| {
            let mut people = plan.people.iter();
            let of_partner = people.any(|one| one.side == Side::Partner && !one.archived);
            of_partner || plan.calendars.contains_key(&Side::Partner)
        })
    });
    let label = Signal::derive(move || t_string!(i18n, days_off.label).to_owned());
    view! {
        <panels::Side label=label title=label fallback=Callback::new(|()| ())>
            <p>{t!(i18n, days_off.intro)}</p>
            <SidePart side=Side::Buyer />
            <SidePart side=Side::Seller />
            <Show when=move || has_partner.get()><SidePart side=Side::Partner /></Show>
        </panels::Side>
    }
}

#[component]
fn SidePart(side: Side) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let calendar = Memo::new(move |_| {
        plan.changes().track();
        plan.with_plan(|plan| plan.calendars.get(&side).cloned().unwrap_or_default())
    });
    let working = Working {
        plan,
        side,
        calendar,
    };
    let name = Signal::derive(move || company(plan, side, side_name(i18n, side)));
    let days = move || WEEK.map(|day| view! { <WeekdayTick working=working day=day /> });
    let lines = move || {
        let line = |off: Off| view! { <OffLine working=working off=off /> };
        let all = calendar.with(all_off).into_iter();
        all.map(line).collect_view()
    };
    view! {
        <section class=format!("days-off {}", side_class(Some(side)))>
            <h3 class="days-off__side" dir="auto"><i class="person__mark" aria-hidden="true"></i>{move || name.get()}</h3>
            <fieldset class="days-off__week">
                <legend>{t!(i18n, days_off.works_on)}</legend>
                {days}
            </fieldset>
            <ul class="days-off__list" aria-label=move || t_string!(i18n, days_off.list, side = name.get())>{lines}</ul>
            <Show when=move || plan.may_edit().get()>
                <DaysForm
                    label=Signal::derive(move || t_string!(i18n, days_off.form, side = name.get()))
                    on_add=Callback::new(move |off: Off| working.change(|calendar| add(calendar, off)))
                />
            </Show>
        </section>
    }
}

/// What a side is called: its company where the plan says it.
fn company(plan: OpenPlan, side: Side, usual: String) -> String {
    plan.changes().track();
    let name = plan.with_plan(|plan| plan.companies.get(&side).cloned().unwrap_or_default());
    match name.trim() {
        "" => usual,
        name => format!("{usual}: {name}"),
    }
}

#[component]
fn WeekdayTick(working: Working, day: Weekday) -> impl IntoView {
    let i18n = use_i18n();
    let works = Memo::new(move |_| working.calendar.with(|all| all.weekdays.contains(&day)));
    let change = move |event| {
        let is_set = event_target_checked(&event);
        if !working.change(|calendar| work_on(calendar, day, is_set)) {
            // Refused: somebody must work on some day.
            let input: web_sys::HtmlInputElement = event_target(&event);
            input.set_checked(works.get_untracked());
        }
    };
    view! {
        <label class="filter__tick">
            <input
                type="checkbox"
                prop:checked=move || works.get()
                disabled=move || !working.plan.may_edit().get()
                on:change=change
            />
            <span>{move || weekday(i18n.get_locale(), day)}</span>
        </label>
    }
}

/// "Monday", in the reader's language.
fn weekday(locale: Locale, day: Weekday) -> String {
    // A Monday; which one does not show.
    let monday = NaiveDate::default() - Days::new(3);
    let date = monday + Days::new(u64::from(day.num_days_from_monday()));
    format::date(locale, DateStyle::Weekday, date, date)
}

#[component]
fn OffLine(working: Working, off: Off) -> impl IntoView {
    let i18n = use_i18n();
    let today = Today::expect();
    let off = StoredValue::new(off);
    let days = move || {
        let day = |day| format::date(i18n.get_locale(), DateStyle::Short, day, today.get());
        off.with_value(|off| match off.from == off.to {
            true => day(off.from),
            false => t_string!(i18n, days_off.range, from = day(off.from), to = day(off.to)),
        })
    };
    let label = Signal::derive(move || {
        let name = off.with_value(|off| off.name.clone());
        t_string!(
            i18n,
            days_off.remove,
            days = format!("{} {name}", days()).trim().to_owned()
        )
    });
    let remove = Callback::new(move |()| {
        working.change(|calendar| off.with_value(|off| take_out(calendar, off)));
    });
    view! {
        <li class="days-off__line">
            <span>{days}</span>
            <span class="days-off__name" dir="auto">{off.with_value(|off| off.name.clone())}</span>
            <Show when=move || working.plan.may_edit().get()>
                <IconButton label=label shows=Icon::Close on_press=remove />
            </Show>
        </li>
    }
}

/// All days off, in the order of time.
fn all_off(calendar: &Calendar) -> Vec<Off> {
    let days = calendar.holidays.iter();
    let days = days.map(|(day, name)| Off {
        from: *day,
        to: *day,
        name: name.clone(),
    });
    let ranges = calendar.blackouts.iter().map(|range| Off {
        from: range.from,
        to: range.to,
        name: range.reason.clone(),
    });
    let mut all: Vec<Off> = days.chain(ranges).collect();
    all.sort();
    all
}

fn work_on(calendar: &mut Calendar, day: Weekday, works: bool) {
    calendar.weekdays.retain(|one| *one != day);
    if works {
        calendar.weekdays.push(day);
        calendar.weekdays.sort_by_key(Weekday::num_days_from_monday);
    }
}

/// A single day is a holiday, several are a range.
fn add(calendar: &mut Calendar, off: Off) {
    take_out(calendar, &off);
    if off.from == off.to {
        calendar.holidays.insert(off.from, off.name);
    } else {
        calendar.blackouts.push(plan::model::Blackout {
            from: off.from,
            to: off.to,
            reason: off.name,
        });
    }
}

fn take_out(calendar: &mut Calendar, off: &Off) {
    if off.from == off.to {
        calendar.holidays.remove(&off.from);
    }
    calendar
        .blackouts
        .retain(|range| (range.from, range.to, &range.reason) != (off.from, off.to, &off.name));
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn off(from: &str, to: &str, name: &str) -> Off {
        Off {
            from: day(from),
            to: day(to),
            name: name.to_owned(),
        }
    }

    #[wasm_bindgen_test]
    fn days_and_ranges_are_one_list_in_the_order_of_time_and_go_one_by_one() {
        let mut calendar = Calendar::default();
        let (freeze, king) = (
            off("2025-06-27", "2025-07-04", "Quarter end"),
            off("2025-04-26", "2025-04-26", "King's day"),
        );
        add(&mut calendar, freeze.clone());
        add(&mut calendar, king.clone());
        add(&mut calendar, freeze.clone());
        assert_eq!(all_off(&calendar), [king.clone(), freeze.clone()], "once");
        assert!(calendar.holidays.contains_key(&day("2025-04-26")));
        take_out(&mut calendar, &king);
        assert_eq!(all_off(&calendar), [freeze]);
    }

    #[wasm_bindgen_test]
    fn weekdays_stay_in_the_order_of_the_week() {
        let mut calendar = Calendar::default();
        work_on(&mut calendar, Weekday::Wed, false);
        work_on(&mut calendar, Weekday::Sat, true);
        work_on(&mut calendar, Weekday::Wed, true);
        work_on(&mut calendar, Weekday::Wed, true);
        let names = calendar.weekdays.iter().map(ToString::to_string);
        assert_eq!(
            names.collect::<Vec<_>>().join(" "),
            "Mon Tue Wed Thu Fri Sat"
        );
        assert_eq!(weekday(Locale::en, Weekday::Mon), "Monday");
        assert_eq!(weekday(Locale::nl, Weekday::Sun), "zondag");
    }
}
