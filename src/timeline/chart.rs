//! What all parts of the timeline share: signals, each named once.

use std::ops::Range;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use leptos::{html, prelude::*};
use plan::id::MilestoneId;

use super::lines::{LINE_PX, Lines};
use super::scale::{Scale, Zoom};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::{Announcer, Today};
use crate::schedule::{Computed, Scheduled, Slips};
use crate::tracks::Scope;

/// Lines beyond the window that are drawn too, so that scrolling shows no gap.
const BEYOND: usize = 8;
/// Width for which "fit" fits while the page is printed, in CSS pixels.
const PRINT_PX: f64 = 520.0;
/// Days that are drawn at most; a date far away must not make a scale that no browser can draw.
const DAYS_MAX: u64 = 6_000;

/// The timeline of the page's plan.
#[derive(Clone, Copy)]
pub struct Chart {
    /// Where intentions go.
    pub plan: OpenPlan,
    /// Computed dates.
    pub scheduled: Scheduled,
    /// Changes that ask first.
    pub slips: Slips,
    /// The reader's day.
    pub today: Today,
    /// The reader's language.
    pub i18n: I18n,
    /// The page's polite voice.
    pub announcer: Announcer,
    /// How wide a day is.
    pub zoom: RwSignal<Zoom>,
    /// Width of the window onto the days, in CSS pixels; 0 until it was measured.
    pub width: RwSignal<f64>,
    /// The page is being printed.
    pub printing: RwSignal<bool>,
    /// What scrolls.
    pub window: NodeRef<html::Div>,
    /// Says what a drag would do, beside the pointer.
    pub tip: NodeRef<html::Div>,
    /// The outlines over the bars; the names at the left cover the bars, and not them.
    pub ghosts: NodeRef<html::Div>,
    /// What stands on which line.
    pub lines: Memo<Arc<Lines>>,
    /// Where a day is.
    pub scale: Memo<Arc<Scale>>,
    /// Lines in sight, and some beyond.
    pub seen: RwSignal<Range<usize>>,
    /// The bar that Tab leads to.
    pub current: RwSignal<Option<MilestoneId>>,
}

impl Chart {
    /// Made by the timeline, once.
    pub fn new() -> Self {
        let scheduled = Scheduled::expect();
        let scope = Scope::expect();
        let today = Today::expect();
        let zoom = RwSignal::new(Zoom::Fit);
        let width = RwSignal::new(0.0);
        let printing = RwSignal::new(false);
        let lines = Memo::new(move |_| {
            let all = scheduled.all();
            Arc::new(all.map_or_else(Lines::default, |all| Lines::of(&all.plan, scope.track())))
        });
        let scale = Memo::new(move |_| {
            let today = today.get();
            let all = scheduled.all();
            let (zoom, width) = match printing.get() {
                true => (Zoom::Fit, PRINT_PX),
                false => (zoom.get(), width.get()),
            };
            let nothing = plan::model::Plan::default();
            let plan = all.as_ref().map_or(&nothing, |all| &all.plan);
            let range = range(all.as_deref(), today);
            Arc::new(Scale::of(plan, range, zoom, width.max(120.0)))
        });
        Self {
            plan: expect_context(),
            scheduled,
            slips: Slips::expect(),
            today,
            i18n: use_i18n(),
            announcer: Announcer::expect(),
            zoom,
            width,
            printing,
            window: NodeRef::new(),
            tip: NodeRef::new(),
            ghosts: NodeRef::new(),
            lines,
            scale,
            seen: RwSignal::new(0..60),
            current: RwSignal::new(None),
        }
    }

    /// The window was scrolled, or has another size.
    pub fn look(self) {
        let Some(window) = self.window.get_untracked() else {
            return;
        };
        if let Some(ghosts) = self.ghosts.get_untracked() {
            let clip = format!("inset(0 -100vw 0 {}px)", window.scroll_left());
            // Refused only for a property that does not exist.
            let _ = web_sys::HtmlElement::style(&ghosts).set_property("clip-path", &clip);
        }
        let first = (f64::from(window.scroll_top()) / LINE_PX) as usize;
        let count = (f64::from(window.client_height()) / LINE_PX) as usize + 1;
        let seen = first.saturating_sub(BEYOND)..first + count + BEYOND;
        if self.seen.get_untracked() != seen {
            self.seen.set(seen);
        }
    }

    /// The lines to draw.
    pub fn drawn(self) -> Range<usize> {
        if self.printing.get() {
            0..usize::MAX
        } else {
            self.seen.get()
        }
    }

    /// The bar that Tab leads to: the one last used, else the first.
    pub fn tab_stop(self) -> Option<MilestoneId> {
        let lines = self.lines.get();
        let current = self.current.get();
        current
            .filter(|id| lines.place(*id).is_some())
            .or_else(|| lines.end(false))
    }

    /// Brings a day into sight, a third from the left.
    pub fn show(self, day: NaiveDate) {
        if let Some(window) = self.window.get_untracked() {
            let x = self.scale.get_untracked().x(day) - self.width.get_untracked() / 3.0;
            window.set_scroll_left(x.max(0.0) as i32);
        }
    }
}

/// All that is drawn, and room to move things later.
fn range(all: Option<&Computed>, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (mut first, mut last) = (today, today);
    let mut hold = |day: NaiveDate| {
        first = first.min(day);
        last = last.max(day);
    };
    if let Some(all) = all {
        for dates in all.dates.values() {
            let (start, finish) = dates.drawn();
            [start, finish, dates.row.start, dates.row.finish]
                .into_iter()
                .for_each(&mut hold);
        }
        [all.schedule.target, all.schedule.projected]
            .into_iter()
            .flatten()
            .for_each(&mut hold);
    }
    let room = Days::new(((last - first).num_days().max(0) as u64 / 8).clamp(24, 60));
    let first = first - Days::new(3);
    let last = (last + room).min(first + Days::new(DAYS_MAX));
    (first, last)
}
