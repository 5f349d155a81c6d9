//! Files that the system opens with the installed app: what the manifest's `file_handlers` announce.
//! (`web-sys` has no launch queue, so it is called by its name.)

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::i18n::*;
use crate::language::I18n;
use crate::navigation::Address;
use crate::ui::Toasts;
use crate::{device, paths};

/// Opens each file that the system hands over, as if it had been chosen on the home page. Shows nothing itself.
#[component]
pub fn LaunchedFiles() -> impl IntoView {
    let i18n: I18n = use_i18n();
    let toasts = Toasts::expect();
    let address = Address::expect();
    // A browser without a launch queue opens no files with an app.
    let _ = on_launch(move |file| {
        spawn_local(async move {
            match device::open_file(&file).await {
                Some(plan) => address.go(&paths::plan(&plan)),
                None => toasts.say(t_string!(i18n, home.not_a_file)),
            }
        });
    });
}

fn on_launch(open: impl Fn(File) + Clone + 'static) -> Option<()> {
    let queue = Reflect::get(&window(), &"launchQueue".into()).ok()?;
    let set_consumer = Reflect::get(&queue, &"setConsumer".into()).ok()?;
    let set_consumer: Function = set_consumer.dyn_into().ok()?;
    let consumer = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let files = Reflect::get(&launch, &"files".into()).unwrap_or_default();
        for handle in files.dyn_into::<Array>().unwrap_or_default().iter() {
            let open = open.clone();
            spawn_local(async move {
                if let Some(file) = file_of(&handle).await {
                    open(file);
                }
            });
        }
    });
    set_consumer.call1(&queue, consumer.as_ref()).ok()?;
    // It is asked as long as the page lives.
    consumer.forget();
    Some(())
}

async fn file_of(handle: &JsValue) -> Option<File> {
    let get = Reflect::get(handle, &"getFile".into()).ok()?;
    let promise = get.dyn_into::<Function>().ok()?.call0(handle).ok()?;
    let file = JsFuture::from(promise.dyn_into::<Promise>().ok()?).await;
    file.ok()?.dyn_into().ok()
}
