//! What others have changed: since this device last had the plan before somebody's eyes, and while the page is open.

mod bursts;
mod fresh;
mod looked;
mod looking;
mod lost;
mod panel;
mod taken;
mod watch;
mod words;

use std::collections::HashSet;
use std::time::Duration;
use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::diff::Difference;

use self::lost::Lost;
pub use self::lost::LostEdits;
pub use self::panel::{ChangesLine, ChangesPanel};
use self::watch::Watch;
use self::words::Telling;
use crate::clock::now_ms;
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::{OpenPlan, Saving};
use crate::panels::{Panel, Panels};
use crate::parts::Today;
use crate::ui::{Toast, ToastAction, Toasts};

/// Changes are collected for so long before they are told: one sentence, not one a letter.
const COLLECTED: Duration = Duration::from_millis(1_500);
/// More changes than this in one telling are a number.
const TOLD_MAX: usize = 1;
/// The plan counts as looked at so long after its last change, while the page is visible.
const LOOKED_AT: Duration = Duration::from_secs(3);
/// Who was apart as well may arrive so much later.
const APART_TOO: Duration = Duration::from_secs(60);
const ENTRIES_MAX: usize = 200; // the oldest go first

/// Changes that came together.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    who: String,
    at_ms: u64,
    difference: Difference,
    /// It came while nobody looked at the page.
    is_unseen: bool,
}

/// The list of changes and what watches for them, in context of the panels.
#[derive(Clone, Copy)]
pub struct News {
    i18n: I18n,
    plan: OpenPlan,
    today: Today,
    toasts: Toasts,
    panels: Panels,
    watch: StoredValue<Rc<Watch>, LocalStorage>,
    log: RwSignal<Vec<Entry>>,
    lost: RwSignal<Vec<Lost>>,
    /// A telling is due.
    collects: StoredValue<bool>,
    /// What has faded in since the last telling.
    faded: StoredValue<HashSet<String>>,
    keeps: StoredValue<Option<TimeoutHandle>>,
}

impl News {
    /// Watches the open plan from now on.
    pub fn provide() -> Self {
        let plan = expect_context::<OpenPlan>();
        let watch = Rc::new(Watch::default());
        plan.observe(watch.clone());
        let news = Self {
            i18n: use_i18n(),
            plan,
            today: Today::expect(),
            toasts: Toasts::expect(),
            panels: Panels::expect(),
            watch: StoredValue::new_local(watch),
            log: RwSignal::new(Vec::new()),
            lost: RwSignal::new(Vec::new()),
            collects: StoredValue::new(false),
            faded: StoredValue::new(HashSet::new()),
            keeps: StoredValue::new(None),
        };
        provide_context(news);
        spawn_local(async move { news.look_back().await });
        news.follow();
        news.keep_place();
        news
    }

    fn follow(self) {
        let (plan, saving) = (self.plan, self.plan.saving());
        Effect::new(move || {
            plan.changes().track();
            self.noticed();
        });
        Effect::new(move || {
            let saving = saving.get();
            self.watch.with_value(|watch| {
                // Saving nothing is still comparing.
                let is_with = matches!(saving, Saving::Saved | Saving::Saving { changes: 1.. });
                let is_apart = !is_with;
                watch.set_apart(is_apart);
                if saving == Saving::Saved {
                    watch.settle(false);
                    set_timeout(move || self.settle(), APART_TOO);
                }
            });
        });
        let (log, changes) = (self.log, self.panels.changes());
        Effect::new(move || {
            let of = |entry: &Entry| entry.difference.count();
            changes.set(log.with(|log| {
                let unseen = log.iter().filter(|entry| entry.is_unseen);
                (!log.is_empty()).then(|| unseen.map(of).sum())
            }));
        });
        let leaving = window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                self.keep();
            }
        });
        on_cleanup(move || {
            leaving.remove();
            self.keeps
                .try_update_value(|keeps| keeps.take().inspect(TimeoutHandle::clear));
        });
    }

    fn settle(self) {
        if self.plan.saving().try_get_untracked() == Some(Saving::Saved) {
            let _ = self.watch.try_with_value(|watch| watch.settle(true));
        }
    }

    /// The document has changed.
    fn noticed(self) {
        let news = self
            .watch
            .try_with_value(|watch| (watch.has_news(), watch.lost()));
        let Some((has_news, lost)) = news else { return };
        if !lost.is_empty() {
            self.lose(lost);
        }
        self.keep_soon();
        if !has_news {
            return;
        }
        request_animation_frame(move || self.fade_in());
        if !self.collects.get_value() {
            self.collects.set_value(true);
            set_timeout(move || self.tell(), COLLECTED);
        }
    }

    fn fade_in(self) {
        let difference = self
            .watch
            .try_with_value(|watch| self.plan.with_plan(|plan| watch.so_far(plan)));
        for cell in difference.iter().flat_map(fresh::cells) {
            let is_new = self
                .faded
                .try_update_value(|faded| faded.insert(cell.clone()));
            if is_new == Some(true) {
                fresh::fade_in(&cell);
            }
        }
    }

    /// One message for all that came, and an entry in the list.
    fn tell(self) {
        let told = self
            .watch
            .try_with_value(|watch| self.plan.with_plan(|plan| watch.take(plan)));
        let Some(told) = told else { return };
        self.collects.set_value(false);
        self.faded.update_value(HashSet::clear);
        let is_hidden = document().hidden();
        let is_unseen = self.watch.with_value(|watch| watch.caught_up()) || is_hidden;
        let mut lines = Vec::new();
        let mut people = Vec::new();
        for (who, difference) in self.joined(told) {
            self.enter(who.clone(), difference.clone(), is_unseen);
            lines.extend(self.lines(&who, &difference));
            if !people.contains(&who) {
                people.push(who);
            }
        }
        let i18n = self.i18n;
        let text = match &lines[..] {
            [] => return,
            lines if lines.len() <= TOLD_MAX => {
                let words: Vec<&str> = lines.iter().map(|line| line.words.as_str()).collect();
                words.join(". ")
            }
            lines => {
                let who = people.join(", ");
                let who = match who.as_str() {
                    "" => t_string!(i18n, talk.somebody).to_owned(),
                    who => who.to_owned(),
                };
                t_string!(i18n, news.many, who = who, count = lines.len())
            }
        };
        let panels = self.panels;
        let show = ToastAction {
            label: t_string!(i18n, news.open).to_owned(),
            run: Arc::new(move || panels.show(Panel::Changes)),
        };
        if !is_hidden {
            self.toasts.show_in_turn(Toast {
                text,
                action: Some(show),
            });
        }
    }

    fn lines(self, who: &str, difference: &Difference) -> Vec<words::Line> {
        let (i18n, today) = (self.i18n, self.today.get_untracked());
        self.plan.with_plan(|plan| {
            let telling = Telling {
                i18n,
                plan,
                today,
                who,
            };
            telling.lines(difference)
        })
    }

    /// What was told together, with who it was: what somebody typed in parts is one.
    fn joined(self, told: Vec<(Difference, Vec<u8>)>) -> Vec<(String, Difference)> {
        let mut joined: Vec<(String, Difference)> = Vec::new();
        for (mut newer, vector) in told {
            let who = self.who_since(&vector);
            for (_, older) in joined.iter_mut().filter(|(one, _)| *one == who) {
                bursts::join((0, older), (0, &mut newer));
            }
            joined.push((who, newer));
        }
        joined.retain(|(_, difference)| !difference.is_empty());
        joined
    }

    /// Puts an entry on the list.
    fn enter(self, who: String, mut difference: Difference, is_unseen: bool) {
        if difference.is_empty() {
            return;
        }
        let at_ms = now_ms();
        let _ = self.log.try_update(|log| {
            for older in log.iter_mut().filter(|one| one.who == who) {
                let was = (older.at_ms, &mut older.difference);
                bursts::join(was, (at_ms, &mut difference));
            }
            log.retain(|entry| !entry.difference.is_empty());
            log.push(Entry {
                who,
                at_ms,
                difference,
                is_unseen,
            });
            let surplus = log.len().saturating_sub(ENTRIES_MAX);
            log.drain(..surplus);
        });
    }

    /// The one name of all who have written since; empty where they are several, or have none.
    fn who_since(self, vector: &[u8]) -> String {
        let writers = self.plan.writers_since(vector);
        self.plan.with_plan(|plan| {
            let names: HashSet<&str> = writers
                .iter()
                .map(|client| {
                    plan.sessions
                        .get(client)
                        .map_or("", |one| one.name.as_str())
                })
                .collect();
            let mut names = names.into_iter();
            match (names.next(), names.next()) {
                (Some(name), None) => name.to_owned(),
                _ => String::new(),
            }
        })
    }

    /// The reader has seen the list.
    fn seen(self) {
        self.log
            .update(|log| log.iter_mut().for_each(|entry| entry.is_unseen = false));
    }
}
