//! The line at the foot of the page that says who follows whom, and what follows from it.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Element;

use super::{Following, show::Guide};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::{OpenPlan, Present};
use crate::parts::{Announcer, side_class};

/// Where this page looks is said at most this often.
const PAUSE: Duration = Duration::from_millis(200);
/// Keys that go nowhere and change nothing.
const STILL_KEYS: &[&str] = &["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock"];
/// Where a press is not the reader's own way through the plan.
const NOT_OWN_WAY: &str = ".following, .presence";

/// Both sides of following.
#[component]
pub fn Place() -> impl IntoView {
    let i18n = use_i18n();
    let following = Following::expect();
    let plan = expect_context::<OpenPlan>();
    let guide = Guide::expect();
    let followers = Memo::new(move |_| following.followers());
    tell_whom(plan, following);
    tell_looks(
        plan,
        following,
        guide,
        Memo::new(move |_| !followers.read().is_empty()),
    );
    go_along(i18n, plan, following, guide);
    own_way(following);

    let stop = move |_| following.stop();
    let whom = move || {
        following.whom().map(|whom| {
            let class = format!("following {}", side_class(whom.side));
            let name = named(i18n, &whom.name);
            view! {
                <div class=class>
                    <p dir="auto">{move || t_string!(i18n, follow.following, name = name.clone())}</p>
                    <button type="button" class="button" on:click=stop>{t!(i18n, follow.stop)}</button>
                </div>
            }
        })
    };
    let by = move || {
        let names: Vec<String> = followers.with(|all| {
            let name = |one: &Present| named(i18n, &one.name);
            all.iter().map(name).collect()
        });
        let side = followers.with(|all| all.first().and_then(|one| one.side));
        (!names.is_empty()).then(|| {
            let class = format!("following {}", side_class(side));
            let words = move || t_string!(i18n, follow.followed, name = names.join(", "));
            view! { <div class=class><p dir="auto">{words}</p></div> }
        })
    };
    view! { <div class="follow" role="status" aria-live="polite">{whom} {by}</div> }
}

fn named(i18n: I18n, name: &str) -> String {
    match name {
        "" => t_string!(i18n, header.nobody).to_owned(),
        name => name.to_owned(),
    }
}

/// Following is never secret.
fn tell_whom(plan: OpenPlan, following: Following) {
    Effect::new(move || plan.tell_follows(following.whom().map(|whom| whom.browser)));
    on_cleanup(move || plan.tell_follows(None));
}

/// Says where this page looks while somebody follows it, and no longer.
fn tell_looks(plan: OpenPlan, following: Following, guide: Guide, is_followed: Memo<bool>) {
    let waits = StoredValue::new(false);
    let tell = move || {
        if !is_followed.get_untracked() || waits.get_value() {
            return;
        }
        waits.set_value(true);
        let say = move || {
            if waits.try_set_value(false).is_some() || is_followed.try_get_untracked() != Some(true)
            {
                return;
            }
            // Of several tabs, the one in front. Whoever goes along with somebody shows no way of their own: two who
            // follow each other would chase each other.
            let goes_own_way = !document().hidden() && following.goes_own_way();
            plan.tell_looks(goes_own_way.then(|| guide.looks()));
        };
        set_timeout(say, PAUSE);
    };
    Effect::new(move || {
        guide.track();
        following.whom();
        if is_followed.get() {
            tell();
        } else {
            plan.tell_looks(None);
        }
    });
    // In the capturing phase: the timeline scrolls in a box of its own.
    listen("scroll", move |_| tell());
    listen("resize", move |_| tell());
    listen("visibilitychange", move |_| tell());
}

/// Goes where they look; the end of it when they leave.
fn go_along(i18n: I18n, plan: OpenPlan, following: Following, guide: Guide) {
    let announcer = Announcer::expect();
    let present = plan.present();
    let there = Memo::new(move |_| {
        let whom = following.whom()?;
        let found = present.with(|all| all.iter().find(|one| whom.is(one)).map(|one| one.looks));
        Some((whom, found))
    });
    Effect::new(move || match there.get() {
        Some((_, Some(Some(looks)))) => guide.show(looks),
        Some((whom, None)) => {
            following.stop();
            let name = named(i18n, &whom.name);
            announcer.say(t_string!(i18n, follow.gone, name = name));
        }
        // They are here and have not said yet; or nobody is followed.
        Some((_, Some(None))) | None => {}
    });
}

/// Whoever scrolls, presses or types goes their own way from then on.
fn own_way(following: Following) {
    for name in ["wheel", "touchmove", "pointerdown"] {
        listen(name, move |event| {
            if !is_about_following(&event) {
                following.stop();
            }
        });
    }
    listen("keydown", move |event| {
        let Some(key) = event
            .dyn_ref::<ev::KeyboardEvent>()
            .map(ev::KeyboardEvent::key)
        else {
            return;
        };
        let moves = !STILL_KEYS.contains(&key.as_str()) && !is_about_following(&event);
        if key == "Escape" || moves {
            following.stop();
        }
    });
}

fn is_about_following(event: &web_sys::Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(NOT_OWN_WAY), Ok(Some(_))))
}

/// Hears an event of the window before anybody else does, also one that does not bubble, until the page goes.
fn listen(name: &'static str, hear: impl Fn(web_sys::Event) + 'static) {
    let hear = Closure::<dyn Fn(web_sys::Event)>::new(hear);
    let callback = hear.as_ref().unchecked_ref();
    // Refused only where there is no window.
    let _ = window().add_event_listener_with_callback_and_bool(name, callback, true);
    let hear = StoredValue::new_local(hear);
    on_cleanup(move || {
        hear.with_value(|hear| {
            let callback = hear.as_ref().unchecked_ref();
            let _ = window().remove_event_listener_with_callback_and_bool(name, callback, true);
        });
    });
}
