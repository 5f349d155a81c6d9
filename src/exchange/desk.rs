//! The worker that reads and writes files (`crates/exchange-worker`): started when it is first asked, once a page.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    time::Duration,
};

use js_sys::{Array, Function, Promise, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::i18n::*;
use crate::language::I18n;

/// As Trunk names it: the name of a worker has no hash.
const SCRIPT: &str = "/coplan-exchange-worker_loader.js";
/// A module that does not compile says nothing; by then it has not come.
const START_WITHIN: Duration = Duration::from_secs(30);

/// An answer; its JSON depends on the question (`crates/exchange-worker/src/lib.rs`).
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What it says.
    pub json: Value,
    /// A file, where one was asked for.
    pub bytes: Vec<u8>,
}

/// There is no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The worker did not come: no network, or the relay has another build by now.
    #[error("the worker does not start")]
    NotStarted,
    /// What was asked cannot be done, in words.
    #[error("{0}")]
    Refused(String),
}

impl Trouble {
    /// For the reader.
    pub fn words(&self, i18n: I18n) -> String {
        match self {
            Self::NotStarted => t_string!(i18n, exchange.not_started).to_owned(),
            Self::Refused(reason) => {
                t_string!(i18n, exchange.refused, reason = reason.as_str())
            }
        }
    }
}

/// Asks. `kind`: the question without what every question says.
///
/// # Errors
/// See [`Trouble`].
pub async fn ask(i18n: I18n, kind: Value, bytes: &[u8]) -> Result<Answer, Trouble> {
    let locale = leptos_i18n::Locale::as_str(i18n.get_locale_untracked());
    let mut question = json!({
        "today": crate::clock::today(), "seed": crate::random::bits(), "language": locale,
    });
    if let (Some(question), Value::Object(kind)) = (question.as_object_mut(), kind) {
        question.extend(kind);
    }
    send(&question.to_string(), bytes).await
}

async fn send(question: &str, bytes: &[u8]) -> Result<Answer, Trouble> {
    let lost = |_: JsValue| Trouble::NotStarted;
    let desk = desk().map_err(lost)?;
    JsFuture::from(desk.ready.clone()).await.map_err(lost)?;
    let id = desk.next.get();
    desk.next.set(id.wrapping_add(1));
    let answer = Promise::new(&mut |resolve, reject| {
        desk.waiting.borrow_mut().insert(id, [resolve, reject]);
    });
    let message = Array::of3(&id.into(), &question.into(), &Uint8Array::from(bytes));
    desk.worker.post_message(&message).map_err(lost)?;
    let answer: Array = JsFuture::from(answer).await.map_err(lost)?.unchecked_into();
    let text = answer.get(2).as_string().unwrap_or_default();
    if !answer.get(1).is_truthy() {
        return Err(Trouble::Refused(text));
    }
    let json = serde_json::from_str(&text).map_err(|error| Trouble::Refused(error.to_string()))?;
    let bytes = answer.get(3).unchecked_into::<Uint8Array>().to_vec();
    Ok(Answer { json, bytes })
}

/// Who waits for which answer: what to call with it, and what without one.
type Waiting = Rc<RefCell<HashMap<u32, [Function; 2]>>>;

struct Desk {
    worker: Worker,
    waiting: Waiting,
    next: Cell<u32>,
    ready: Promise,
}

/// The worker's first word stands under this number.
const READY: u32 = 0;

thread_local! {
    static DESK: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
}

fn desk() -> Result<Rc<Desk>, JsValue> {
    if let Some(desk) = DESK.with_borrow(Clone::clone) {
        return Ok(desk);
    }
    let worker = Worker::new(SCRIPT)?;
    let waiting = Waiting::default();
    let ready = Promise::new(&mut |resolve, reject| {
        waiting.borrow_mut().insert(READY, [resolve, reject]);
    });
    listen(&worker, &waiting);
    let desk = Rc::new(Desk {
        worker,
        waiting,
        next: Cell::new(READY + 1),
        ready,
    });
    DESK.set(Some(desk.clone()));
    Ok(desk)
}

/// The listeners live as long as the page: there is one worker.
fn listen(worker: &Worker, waiting: &Waiting) {
    let heard = waiting.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let id = match data.dyn_ref::<Array>() {
            Some(answer) => answer.get(0).as_f64().unwrap_or_default() as u32,
            None => READY,
        };
        let entry = heard.borrow_mut().remove(&id);
        if let Some([resolve, _]) = entry {
            let _ = resolve.call1(&JsValue::NULL, &data);
        }
    });
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let failed = waiting.clone();
    let fail = Closure::<dyn FnMut(JsValue)>::new(move |_: JsValue| give_up(&failed));
    worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
    fail.forget();
    let late = waiting.clone();
    leptos::prelude::set_timeout(
        move || {
            if late.borrow().contains_key(&READY) {
                give_up(&late);
            }
        },
        START_WITHIN,
    );
}

/// Nobody waits any longer; the next question starts another worker.
fn give_up(waiting: &Waiting) {
    if let Some(desk) = DESK.take() {
        desk.worker.terminate();
    }
    let all: Vec<_> = waiting.borrow_mut().drain().collect();
    for (_, [_, reject]) in all {
        let _ = reject.call0(&JsValue::NULL);
    }
}
