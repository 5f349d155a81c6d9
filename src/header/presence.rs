//! Who has this plan open now, the reader included.

use leptos::prelude::*;

use crate::i18n::*;
use crate::identity::{self, Identity};
use crate::open_plan::{OpenPlan, Present};
use crate::parts::{Avatar, side_class};
use crate::ui::{LineField, PopoverButton};

/// More discs than this become a number.
const SHOWN_MAX: usize = 5;

/// Discs with initials; the reader's own opens a field for their name.
#[component]
pub fn Presence() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let present = plan.present();
    let others = move || {
        let present = present.get();
        let surplus = present.len().saturating_sub(SHOWN_MAX);
        let disc = |one: Present| {
            let label = if one.name.is_empty() {
                t_string!(i18n, header.nobody).to_owned()
            } else {
                one.name.clone()
            };
            view! { <li><Avatar name=one.name side=one.side label=label /></li> }
        };
        let discs = present.into_iter().take(SHOWN_MAX).map(disc).collect_view();
        let more = (surplus > 0).then(|| view! { <li class="presence__more">"+"{surplus}</li> });
        view! { {discs} {more} }
    };
    view! {
        <div class="presence">
            <ul class="presence__others" aria-label=move || t_string!(i18n, header.here)>{others}</ul>
            <Myself />
        </div>
    }
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
                {move || crate::parts::initials(&me.read().name)}
            </span>
        </PopoverButton>
    }
}
