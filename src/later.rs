//! Parts of the page whose code is not in the first load: it comes when such a part is first shown, and once the
//! page rests, before anybody asks (`fetch_ahead`).
//!
//! A release build (feature `split`) cuts the WebAssembly at the functions made by `later!`; `cargo xtask build`
//! writes the pieces (`xtask/src/split.rs`). Without the feature they are ordinary functions, so that `trunk serve`
//! and the tests in the browser need no such step.

use std::{future::Future, pin::Pin, rc::Rc, time::Duration};

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;

use crate::i18n::*;
use crate::styles;

/// The piece did not come: no network, or the relay has another build by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// What a function made by `later!` gives.
pub type Coming = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// Makes functions whose code belongs to a later piece: `later! { piece; pub fn name(argument: Type) { view } }`.
/// All functions of one piece come together. Their arguments are owned values of no generic type.
macro_rules! later {
    ($piece:ident; $($(#[$doc:meta])* $vis:vis fn $name:ident($($argument:ident: $kind:ty),*) { $body:expr })+) => {$(
        $(#[$doc])*
        // What the cut makes of a function is a foreign one, which only the linker's own checks can see through.
        #[cfg(feature = "split")]
        #[allow(unsafe_code)]
        #[leptos::wasm_split::wasm_split($piece, wasm_split_path = leptos::wasm_split, fallible)]
        $vis fn $name($($argument: $kind),*) -> Result<leptos::prelude::AnyView, $crate::later::NotLoaded> {
            Ok(leptos::prelude::IntoAny::into_any($body))
        }

        $(#[$doc])*
        #[cfg(not(feature = "split"))]
        #[allow(clippy::unused_async)]
        $vis async fn $name($($argument: $kind),*) -> Result<leptos::prelude::AnyView, $crate::later::NotLoaded> {
            Ok(leptos::prelude::IntoAny::into_any($body))
        }
    )+};
}
pub(crate) use later;

later! { panels;
    fn panels() { () }
}

/// How long after the plan stands the page fetches what may be wanted next.
const REST: Duration = Duration::from_millis(300);

/// Whether they have come, in context of the page that fetches them.
#[derive(Clone, Copy)]
struct Fetched(RwSignal<bool>);

/// Fetches the panels of the plan's page before anybody opens one, and so that they are there without a network.
/// Where that fails, opening a panel tries again.
pub fn fetch_ahead() {
    let fetched = RwSignal::new(false);
    provide_context(Fetched(fetched));
    set_timeout(
        move || {
            spawn_local(async move {
                if panels().await.is_ok() {
                    let _ = fetched.try_set(true);
                }
            });
        },
        REST,
    );
}

/// Shows a part that nobody asks for once the page rests ([`fetch_ahead`]), or as soon as it is wanted: opening a plan
/// waits for nothing of it.
pub fn resting_view(
    is_wanted: impl Fn() -> bool + Send + Sync + 'static,
    load: fn() -> Coming,
) -> AnyView {
    let Fetched(fetched) = expect_context();
    let is_shown = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || fetched.get() || is_wanted()
    });
    view! { <Show when=move || is_shown.get()>{later_view(load)}</Show> }.into_any()
}

/// Shows a part as soon as its code is here, and says so where it does not come.
///
/// The focus of a panel that opened empty goes into what arrives (`ui::focus_arrived`).
pub fn later_view(load: impl Fn() -> Coming + 'static) -> AnyView {
    view_or(load, lost)
}

/// The same for a part that the page does without where it does not come.
pub fn later_view_or_nothing(load: impl Fn() -> Coming + 'static) -> AnyView {
    view_or(load, |_| ().into_any())
}

/// Asks for the part once more.
type Ask = StoredValue<Rc<dyn Fn()>, LocalStorage>;

fn view_or(load: impl Fn() -> Coming + 'static, lost: fn(Ask) -> AnyView) -> AnyView {
    let load: Rc<dyn Fn() -> Coming> = Rc::new(load);
    let arrived = RwSignal::new(0_u32);
    let part = StoredValue::new_local(None::<Result<AnyView, NotLoaded>>);
    let owner = Owner::current().unwrap_or_default();
    let ask: Rc<dyn Fn()> = Rc::new(move || {
        let (coming, styles) = (load(), styles::ask());
        let arrive = async move {
            let view = match (coming.await, styles.await) {
                (view, true) => view,
                (_, false) => Err(NotLoaded),
            };
            if part.try_set_value(Some(view)).is_none() {
                let _ = arrived.try_update(|count| *count += 1);
                request_animation_frame(crate::ui::focus_arrived);
            }
        };
        // Contexts and clean-up of what is made are those of the place where it is shown.
        spawn_local(owner.with(|| ScopedFuture::new_untracked(arrive)));
    });
    ask();
    let ask = StoredValue::new_local(ask);
    (move || {
        arrived.track();
        match part.try_update_value(Option::take).flatten() {
            None => ().into_any(),
            Some(Ok(view)) => view,
            Some(Err(NotLoaded)) => lost(ask),
        }
    })
    .into_any()
}

fn lost(ask: Ask) -> AnyView {
    let i18n = use_i18n();
    let again = move |_| {
        ask.try_with_value(|ask| ask());
    };
    view! {
        <div class="panel" role="alert">
            <p>{t!(i18n, later.lost)}</p>
            <button type="button" class="button" on:click=again>{t!(i18n, later.again)}</button>
        </div>
    }
    .into_any()
}
