//! Why is this date where it is? The chain of causes in words.

use chrono::NaiveDate;
use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::{Dependency, DependencyKind};
use plan::schedule::{Cause, DurationRule, Fixed, HeldBy, Schedule};
use plan::why::{self, LatestReason, Reason};

use super::words::{day, title};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::Today;
use crate::ui::PopoverButton;

/// Longer chains are cut: what matters is near the date.
const LINKS_MAX: usize = 12;

/// "Why?": opens the reasons.
#[component]
pub fn WhyButton(
    /// Accessible name: of which date.
    #[prop(into)]
    label: Signal<String>,
    /// The reasons, made when it opens.
    #[prop(into)]
    reasons: ViewFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        <PopoverButton open=open label=label class="why-button" panel=reasons>
            {t!(i18n, why.ask)}
        </PopoverButton>
    }
}

/// Words for dates and titles.
#[derive(Clone, Copy)]
pub struct Teller {
    i18n: I18n,
    plan: OpenPlan,
    today: NaiveDate,
}

impl Teller {
    /// In the reader's language.
    pub fn new(i18n: I18n, plan: OpenPlan, today: Today) -> Self {
        let today = today.get_untracked();
        Self { i18n, plan, today }
    }

    /// Why a milestone is projected where it is, and by when it must be done at the latest.
    pub fn of_milestone(self, schedule: &Schedule, milestone: MilestoneId) -> AnyView {
        let i18n = self.i18n;
        let earliest = why::projected(schedule, milestone);
        let latest = why::latest(schedule, milestone);
        let name = title(i18n, self.plan, milestone);
        let latest = (!latest.is_empty()).then(|| {
            view! {
                <h3>{t_string!(i18n, why.latest)}</h3>
                {self.latest(&latest)}
            }
        });
        view! {
            <div class="why">
                <p class="why__title" dir="auto">{name}</p>
                <h3>{t_string!(i18n, why.projected)}</h3>
                {self.earliest(&earliest)}
                {latest}
            </div>
        }
        .into_any()
    }

    /// Why the go-live is projected where it is, and what makes the promised day impossible. `held`: the promise that
    /// is later than what follows from all that is linked.
    pub fn of_go_live(
        self,
        schedule: &Schedule,
        held: Option<(MilestoneId, NaiveDate)>,
    ) -> AnyView {
        let i18n = self.i18n;
        let reasons = why::go_live(schedule);
        let held = held.map(|(id, date)| {
            let title = title(i18n, self.plan, id);
            let words = t_string!(
                i18n,
                why.still_promised,
                title = title,
                date = self.day(date)
            );
            view! { <p dir="auto">{words}</p> }
        });
        view! {
            <div class="why">
                <h3>{t_string!(i18n, why.projected)}</h3>
                {held}
                {self.earliest(&reasons)}
            </div>
        }
        .into_any()
    }

    fn earliest(self, reasons: &[Reason]) -> AnyView {
        let lines = reasons
            .iter()
            .take(LINKS_MAX)
            .map(|one| {
                let dates = if one.start == one.finish {
                    self.day(one.finish)
                } else {
                    t_string!(
                        self.i18n,
                        why.from_to,
                        from = self.day(one.start),
                        to = self.day(one.finish)
                    )
                };
                let takes = t_string!(self.i18n, why.takes, count = one.days.unsigned_abs());
                let details = format!("{takes} ({})", self.rule(one.rule));
                let cause = self.cause(one.cause);
                let details = if matches!(one.cause, Cause::Done) {
                    cause
                } else {
                    format!("{details}; {cause}")
                };
                self.line(one.milestone, dates, details)
            })
            .collect_view();
        view! { <ol class="why__chain">{lines}</ol> }.into_any()
    }

    fn latest(self, reasons: &[LatestReason]) -> AnyView {
        let lines = reasons
            .iter()
            .take(LINKS_MAX)
            .map(|one| {
                let date = t_string!(self.i18n, why.by, date = self.day(one.finish));
                self.line(one.milestone, date, self.held(one.held_by))
            })
            .collect_view();
        view! { <ol class="why__chain">{lines}</ol> }.into_any()
    }

    fn line(self, milestone: MilestoneId, dates: String, details: String) -> impl IntoView {
        let name = title(self.i18n, self.plan, milestone);
        view! {
            <li>
                <span class="why__name" dir="auto">{name}</span>
                " "
                <span class="why__dates">{dates}</span>
                <span class="why__details" dir="auto">{details}</span>
            </li>
        }
    }

    fn rule(self, rule: DurationRule) -> &'static str {
        match rule {
            DurationRule::Given => t_string!(self.i18n, why.given),
            DurationRule::StartToDue => t_string!(self.i18n, why.start_to_due),
            DurationRule::Event => t_string!(self.i18n, why.event),
            DurationRule::BetweenPromises => t_string!(self.i18n, why.between),
            DurationRule::OneDay => t_string!(self.i18n, why.one_day),
        }
    }

    fn cause(self, cause: Cause) -> String {
        let i18n = self.i18n;
        match cause {
            Cause::Today => t_string!(i18n, why.today).to_owned(),
            Cause::AgreedStart { on } => t_string!(i18n, why.agreed_start, date = self.day(on)),
            Cause::Remaining { days } => t_string!(i18n, why.remaining, count = days),
            Cause::StartedThen { on } => t_string!(i18n, why.started, date = self.day(on)),
            Cause::Promised { on } => t_string!(i18n, why.promised, date = self.day(on)),
            Cause::Pinned { on } => t_string!(i18n, why.pinned, date = self.day(on)),
            Cause::Done => t_string!(i18n, why.done).to_owned(),
            Cause::After(dependency) => self.after(dependency),
        }
    }

    fn after(self, dependency: Dependency) -> String {
        let i18n = self.i18n;
        let title = title(i18n, self.plan, dependency.predecessor);
        match dependency.kind {
            DependencyKind::FinishToStart => t_string!(i18n, why.after, title = title),
            DependencyKind::StartToStart => t_string!(i18n, why.after_start, title = title),
            DependencyKind::FinishToFinish => t_string!(i18n, why.ends_after, title = title),
            DependencyKind::StartToFinish => t_string!(i18n, why.ends_after_start, title = title),
        }
    }

    fn held(self, held: HeldBy) -> String {
        let i18n = self.i18n;
        match held {
            HeldBy::Fixed(Fixed::GoLive) => t_string!(i18n, why.go_live).to_owned(),
            HeldBy::Fixed(Fixed::Decision) => t_string!(i18n, why.decision).to_owned(),
            HeldBy::Fixed(Fixed::Pinned) => t_string!(i18n, why.fixed).to_owned(),
            HeldBy::Before(dependency) => {
                let title = title(i18n, self.plan, dependency.successor);
                t_string!(i18n, why.before, title = title)
            }
        }
    }

    fn day(self, date: NaiveDate) -> String {
        day(self.i18n, date, self.today)
    }
}
