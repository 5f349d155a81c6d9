//! Who has this plan open now, the reader included.

use leptos::prelude::*;

use crate::follow::{FollowDisc, Whom};
use crate::i18n::*;
use crate::identity::{self, Identity};
use crate::language::I18n;
use crate::open_plan::{OpenPlan, Present};
use crate::parts::{Announcer, Avatar, initials, side_class};
use crate::ui::{LineField, PopoverButton};

/// More discs than this become a number.
const SHOWN_MAX: usize = 5;

/// Discs with initials; the reader's own opens a field for their name.
#[component]
pub fn Presence() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let present = plan.present();
    let shown = move || {
        let mut present = present.get();
        present.truncate(SHOWN_MAX);
        present
    };
    // A disc stays the same element while its person moves about: it may have the focus.
    let key = |one: &Present| (one.client, one.browser.clone(), one.side, one.name.clone());
    let disc = move |one: Present| match Whom::of(&one) {
        Some(whom) => view! { <li><FollowDisc whom=whom /></li> }.into_any(),
        None => {
            let label = name_of(i18n, &one);
            view! { <li><Avatar letters=initials(&one.name) side=one.side label=label /></li> }
                .into_any()
        }
    };
    let more = move || {
        let surplus = present.with(|all| all.len().saturating_sub(SHOWN_MAX));
        (surplus > 0).then(|| view! { <li class="presence__more">"+"{surplus}</li> })
    };
    announce_comings_and_goings(i18n, present);
    view! {
        <ul class="presence" aria-label=move || t_string!(i18n, header.here)>
            <For each=shown key=key children=disc />
            {more}
            <li><Myself /></li>
        </ul>
    }
}

fn name_of(i18n: I18n, present: &Present) -> String {
    match present.name.as_str() {
        "" => t_string!(i18n, header.nobody).to_owned(),
        name => name.to_owned(),
    }
}

/// Tells a screen reader who came and who left; who was here already is in the list.
fn announce_comings_and_goings(i18n: I18n, present: Signal<Vec<Present>>) {
    let announcer = Announcer::expect();
    Effect::new(move |before: Option<Vec<Present>>| {
        let now = present.get();
        if let Some(before) = before {
            let is_in =
                |all: &[Present], one: &Present| all.iter().any(|other| other.client == one.client);
            if let Some(one) = now.iter().find(|one| !is_in(&before, one)) {
                announcer.say(t_string!(i18n, header.joined, name = name_of(i18n, one)));
            } else if let Some(one) = before.iter().find(|one| !is_in(&now, one)) {
                announcer.say(t_string!(i18n, header.left, name = name_of(i18n, one)));
            }
        }
        now
    });
}

#[component]
fn Myself() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let me = RwSignal::new(identity::load());
    let open = RwSignal::new(false);
    let label = Signal::derive(move || match me.read().name.as_str() {
        "" => t_string!(i18n, header.say_name).to_owned(),
        name => t_string!(i18n, header.you, name = name.to_owned()),
    });
    let rename = Callback::new(move |name: String| {
        let identity = Identity {
            name: identity::clean_name(&name),
            ..me.get_untracked()
        };
        plan.set_identity(&identity);
        me.set(identity);
    });
    let panel = ViewFn::from(move || {
        view! {
            <div class="panel">
                <p class="panel__title">{t!(i18n, header.your_name)}</p>
                <LineField
                    label=Signal::derive(move || t_string!(i18n, header.your_name).to_owned())
                    value=Signal::derive(move || me.get().name)
                    on_commit=rename
                />
            </div>
        }
    });
    let side = move || plan.access().get().map(|access| access.side);
    view! {
        <PopoverButton open=open label=label class="presence__me" panel=panel>
            <span class=move || format!("avatar is-me {}", side_class(side()))>
                {move || initials(&me.read().name)}
            </span>
        </PopoverButton>
    }
}
