//! Handing the plan on: one link for each kind of reader, and what that reader can do with it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::model::Side;

use crate::api::{self, Access, ApiError, NewLink, Role};
use crate::device;
use crate::i18n::*;
use crate::known_plans::{self, KnownLink};
use crate::language::I18n;
use crate::later::{later, later_view};
use crate::navigation::Address;
use crate::open_plan::OpenPlan;
use crate::panels::Panels;
use crate::parts::{TokenField, side_class};
use crate::paths::{self, PlanId, Secret};
use crate::ui::{Icon, PopoverButton, Toasts, copy_text, icon};

/// A kind of link that can be handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Buyer,
    Seller,
    Viewer,
    /// A link like the reader's own: all that who is no admin can hand on.
    Own,
}

impl Kind {
    fn name(self, i18n: I18n) -> String {
        match self {
            Self::Buyer => t_string!(i18n, share.buyer),
            Self::Seller => t_string!(i18n, share.seller),
            Self::Viewer => t_string!(i18n, share.viewer),
            Self::Own => t_string!(i18n, share.own),
        }
        .to_owned()
    }

    fn text(self, i18n: I18n, may_edit: bool) -> String {
        match self {
            Self::Buyer => t_string!(i18n, share.buyer_text),
            Self::Seller => t_string!(i18n, share.seller_text),
            Self::Viewer => t_string!(i18n, share.viewer_text),
            Self::Own if may_edit => t_string!(i18n, share.own_edit),
            Self::Own => t_string!(i18n, share.own_read),
        }
        .to_owned()
    }

    /// Role and side of the link; the reader's own has them already.
    fn opens(self) -> Option<(Role, Side)> {
        match self {
            Self::Buyer => Some((Role::Editor, Side::Buyer)),
            Self::Seller => Some((Role::Editor, Side::Seller)),
            Self::Viewer => Some((Role::Viewer, Side::Buyer)),
            Self::Own => None,
        }
    }

    fn side(self) -> Option<Side> {
        match self {
            Self::Buyer => Some(Side::Buyer),
            Self::Seller => Some(Side::Seller),
            Self::Viewer | Self::Own => None,
        }
    }
}

/// The button of the bar, with its panel.
#[component]
pub fn ShareButton() -> impl IntoView {
    let i18n = use_i18n();
    let open = Panels::expect().share();
    let label = Signal::derive(move || t_string!(i18n, header.share).to_owned());
    let panel = ViewFn::from(|| later_view(|| Box::pin(share_panel())));
    view! {
        <PopoverButton open=open label=label class="button is-primary" panel=panel>
            {t!(i18n, header.share)}
        </PopoverButton>
    }
}

later! { panels;
    fn share_panel() { SharePanel() }
}

#[component]
fn SharePanel() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let access = plan.access();
    let by_hand = RwSignal::new(None::<String>);
    let kinds = move || match access.get() {
        Some(access) if access.may_share() => vec![Kind::Buyer, Kind::Seller, Kind::Viewer],
        _ => vec![Kind::Own],
    };
    let may_edit = move || access.get().is_none_or(|access| access.may_edit());
    let line =
        move |kind: Kind| view! { <ShareLine kind=kind may_edit=may_edit() by_hand=by_hand /> };
    view! {
        <div class="panel share">
            <p class="panel__title">{t!(i18n, share.heading)}</p>
            <p class="share__intro">{t!(i18n, share.intro)}</p>
            <ul class="share__kinds" hidden=plan.is_only_here()>{move || kinds().into_iter().map(line).collect_view()}</ul>
            <Show when=move || plan.is_only_here()><Register /></Show>
            {move || by_hand.get().map(|link| view! {
                <label class="share__by-hand">
                    <span>{t!(i18n, share.by_hand)}</span>
                    <input class="picker__input" type="text" readonly=true prop:value=link />
                </label>
            })}
        </div>
    }
}

/// For a plan that was made without the relay: there is no link before the relay knows it.
#[component]
fn Register() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let toasts = Toasts::expect();
    let address = Address::expect();
    let busy = RwSignal::new(false);
    let asks_token = RwSignal::new(false);
    let token = RwSignal::new(String::new());
    let register = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = plan.id();
        spawn_local(async move {
            let token = token.get_untracked();
            let token = Some(token.trim()).filter(|token| !token.is_empty());
            match device::register(&id, token).await {
                Ok(id) => address.go(&paths::plan(&id)),
                Err(ApiError::Forbidden | ApiError::Denied) => drop(asks_token.try_set(true)),
                Err(_) => toasts.say(t_string!(i18n, share.unreachable)),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <p>{t!(i18n, share.only_here)}</p>
        <Show when=move || asks_token.get()>
            <p role="status">{t!(i18n, home.token_needed)}</p>
            <TokenField token=token />
        </Show>
        <button type="button" class="button" aria-busy=move || busy.get().to_string() on:click=register>
            {t!(i18n, share.register)}
        </button>
    }
}

#[component]
fn ShareLine(kind: Kind, may_edit: bool, by_hand: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let toasts = Toasts::expect();
    let busy = RwSignal::new(false);
    let copy = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = plan.id();
        spawn_local(async move {
            match link(&id, kind).await {
                Ok(link) if copy_text(&link).await => toasts.say(t_string!(i18n, share.copied)),
                Ok(link) => drop(by_hand.try_set(Some(link))),
                Err(ApiError::Forbidden | ApiError::Denied) => {
                    toasts.say(t_string!(i18n, share.forbidden));
                }
                Err(ApiError::Unreachable | ApiError::Unexpected(_)) => {
                    toasts.say(t_string!(i18n, share.unreachable));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <li class=format!("share__kind {}", side_class(kind.side()))>
            <div class="share__words">
                <strong>{move || kind.name(i18n)}</strong>
                <p>{move || kind.text(i18n, may_edit)}</p>
            </div>
            <button
                type="button"
                class="button"
                aria-label=move || t_string!(i18n, share.copy_label, name = kind.name(i18n))
                aria-busy=move || busy.get().to_string()
                on:click=copy
            >
                {icon(Icon::Link)}
                {t!(i18n, share.copy)}
            </button>
        </li>
    }
}

/// A link of this kind: one that was made with the plan, or a new one, remembered so that it is handed out again.
async fn link(plan: &PlanId, kind: Kind) -> Result<String, ApiError> {
    let own = known_plans::secret(plan).ok_or(ApiError::Denied)?;
    let secret = match kind.opens() {
        None => own,
        Some((role, side)) => match known(plan, role, side) {
            Some(secret) => secret,
            None => make(plan, &own, role, side).await?,
        },
    };
    Ok(paths::link(&paths::origin(), plan, &secret))
}

fn known(plan: &PlanId, role: Role, side: Side) -> Option<Secret> {
    let opens = |access: &Access| access.role == role && access.side == side;
    let links = known_plans::get(plan)?.links;
    links
        .into_iter()
        .find(|link| opens(&link.access))
        .map(|link| link.secret)
}

async fn make(plan: &PlanId, own: &Secret, role: Role, side: Side) -> Result<Secret, ApiError> {
    let label = String::new();
    let made: KnownLink = api::create_link(plan, own, &NewLink { role, side, label }).await?;
    let secret = made.secret.clone();
    known_plans::update(plan, |known| known.links.push(made));
    Ok(secret)
}
