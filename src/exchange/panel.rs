//! The plan page's way out and in: downloads, the table for the clipboard, and a file that changes this plan.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

use super::desk::{Trouble, ask};
use super::file::{ENDINGS, chosen};
use super::preview::{Preview, Reading};
use crate::device;
use crate::i18n::*;
use crate::later::{later, later_view};
use crate::open_plan::OpenPlan;
use crate::panels::Panels;
use crate::ui::{PopoverButton, Toasts};

/// Format, ending and what people call it: names of formats are the same in every language.
const FORMATS: &[(&str, &str, &str)] = &[
    ("xlsx", "xlsx", "Excel"),
    ("csv", "csv", "CSV"),
    ("md", "md", "Markdown"),
    ("html", "html", "HTML"),
    ("ics", "ics", "iCalendar"),
    ("mspdi", "xml", "MS Project XML"),
    ("json", "json", "JSON"),
];

/// The button of the bar, with its panel.
#[component]
pub fn FilesButton() -> impl IntoView {
    let i18n = use_i18n();
    let open = Panels::expect().files();
    let label = Signal::derive(move || t_string!(i18n, exchange.files).to_owned());
    let panel = ViewFn::from(|| later_view(|| Box::pin(files_panel())));
    view! {
        <PopoverButton open=open label=label class="button" panel=panel>
            {t!(i18n, exchange.files)}
        </PopoverButton>
    }
}

later! { exchange;
    /// The panel of files.
    pub fn files_panel() { FilesPanel() }
}

#[component]
fn FilesPanel() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let trouble = RwSignal::new(None::<Trouble>);
    let download = move |(format, ending, name): (&'static str, &'static str, &'static str)| {
        let press = move |_| {
            spawn_local(async move {
                trouble.set(None);
                let question =
                    json!({"kind": "export", "format": format, "scope": plan.id().to_string()});
                match ask(i18n, question, &plan.document()).await {
                    Ok(answer) => device::hand_out_as(&plan.plan().title, ending, &answer.bytes),
                    Err(error) => drop(trouble.try_set(Some(error))),
                }
            });
        };
        view! { <button type="button" class="button" on:click=press>{name}</button> }
    };
    view! {
        <div class="panel files">
            <p class="panel__title">{t!(i18n, exchange.download)}</p>
            <div class="files__formats" role="group" aria-label=move || t_string!(i18n, exchange.download)>
                {FORMATS.iter().copied().map(download).collect_view()}
                <CopyTable trouble=trouble />
            </div>
            <p class="home__trouble" role="status">{move || trouble.get().map(|t| t.words(i18n))}</p>
            <Show when=move || plan.may_edit().get()><ImportHere /></Show>
        </div>
    }
}

/// The table for documents and mail, rich and plain.
#[component]
fn CopyTable(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let toasts = Toasts::expect();
    let copy = move |_| {
        spawn_local(async move {
            trouble.set(None);
            let question = json!({"kind": "export", "format": "table", "scope": ""});
            match ask(i18n, question, &plan.document()).await {
                Ok(answer) => {
                    let rich = String::from_utf8_lossy(&answer.bytes).into_owned();
                    let plain = answer.json.as_str().unwrap_or_default().to_owned();
                    match put_on_clipboard(&rich, &plain).await {
                        Ok(()) => toasts.say(t_string!(i18n, exchange.copied)),
                        Err(_) => toasts.say(t_string!(i18n, exchange.not_copied)),
                    }
                }
                Err(error) => drop(trouble.try_set(Some(error))),
            }
        });
    };
    view! { <button type="button" class="button" on:click=copy>{t!(i18n, exchange.copy_table)}</button> }
}

async fn put_on_clipboard(rich: &str, plain: &str) -> Result<(), JsValue> {
    let blob = |text: &str, kind: &str| -> Result<JsValue, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
        Ok(blob.into())
    };
    let forms = Object::new();
    Reflect::set(&forms, &"text/html".into(), &blob(rich, "text/html")?)?;
    Reflect::set(&forms, &"text/plain".into(), &blob(plain, "text/plain")?)?;
    // Absent where the page is not secure, and then an error like any other.
    let item: Function = Reflect::get(&window(), &"ClipboardItem".into())?.dyn_into()?;
    let item = Reflect::construct(&item, &Array::of1(&forms))?;
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    let written: Promise = write.call1(&clipboard, &Array::of1(&item))?.dyn_into()?;
    JsFuture::from(written).await.map(drop)
}

/// A file that changes this plan: first what it would do, then all of it as one step.
#[component]
fn ImportHere() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let toasts = Toasts::expect();
    let reading = Reading::new(i18n);
    let take = Callback::new(move |()| {
        if let Some(command) = reading.take()
            && plan.run(command)
        {
            toasts.say(t_string!(i18n, exchange.imported));
        }
    });
    let read = move |event| {
        chosen(&event, move |name, bytes| {
            reading.begin(&name, bytes, plan.document());
        });
    };
    view! {
        <label class="labelled">
            <span>{t!(i18n, exchange.into_this)}</span>
            <input type="file" accept=ENDINGS on:change=read />
        </label>
        <Preview
            reading=reading
            accept=Signal::derive(move || t_string!(i18n, exchange.apply).to_owned())
            on_accept=take
        />
    }
}
