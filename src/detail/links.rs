//! Addresses that belong to a milestone. Only `https:` ones are taken: others follow them on trust.

use leptos::{ev, prelude::*};
use plan::Command;
use plan::id::LinkId;
use plan::model::Link;
use web_sys::Url;

use crate::i18n::*;
use crate::milestones::Row;
use crate::ui::{Icon, IconButton};

/// Why a text is not taken as an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotALink {
    /// It is no address at all.
    Odd,
    /// It is one of another kind than `https:`.
    Unsafe,
}

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Form {
    url: RwSignal<String>,
    label: RwSignal<String>,
    /// The link that is being changed; without one a new one is made.
    changes: RwSignal<Option<LinkId>>,
    wrong: RwSignal<Option<NotALink>>,
}

impl Form {
    fn fill(self, url: String, label: String, changes: Option<LinkId>) {
        self.url.set(url);
        self.label.set(label);
        self.changes.set(changes);
        self.wrong.set(None);
    }
}

/// The links, and a form for a new one or a changed one.
#[component]
pub fn Links(
    /// The milestone.
    row: Row,
    /// Its links.
    links: Memo<Vec<Link>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form {
        url: RwSignal::new(String::new()),
        label: RwSignal::new(String::new()),
        changes: RwSignal::new(None),
        wrong: RwSignal::new(None),
    };
    let lines = move || {
        let line = |link| view! { <LinkLine row=row form=form link=link /> };
        links.get().into_iter().map(line).collect_view()
    };
    view! {
        <section class="detail__part">
            <h3>{t!(i18n, detail.links)}</h3>
            <ul class="links">{lines}</ul>
            <Show when=move || row.may_edit.get()><LinkForm row=row form=form /></Show>
        </section>
    }
}

#[component]
fn LinkLine(row: Row, form: Form, link: Link) -> impl IntoView {
    let i18n = use_i18n();
    let id = link.id;
    let name = StoredValue::new(name_of(&link));
    let href = link.url.clone();
    let change = move |_| form.fill(link.url.clone(), link.label.clone(), Some(id));
    let remove = Callback::new(move |()| {
        row.plan.run(Command::RemoveLink {
            milestone: row.id,
            link: id,
        });
    });
    view! {
        <li class="links__line">
            <a class="links__name" href=href target="_blank" rel="noopener noreferrer" dir="auto">
                {name.get_value()}
            </a>
            <Show when=move || row.may_edit.get()>
                <button
                    type="button"
                    class="text-button"
                    aria-label=move || t_string!(i18n, detail.link_change_label, name = name.get_value())
                    on:click=change.clone()
                >
                    {t!(i18n, detail.link_change)}
                </button>
                <IconButton
                    label=Signal::derive(move || t_string!(i18n, detail.link_remove, name = name.get_value()))
                    shows=Icon::Close
                    on_press=remove
                />
            </Show>
        </li>
    }
}

#[component]
fn LinkForm(row: Row, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match address(&form.url.get_untracked()) {
            Err(wrong) => form.wrong.set(Some(wrong)),
            Ok(url) => {
                let id = form.changes.get_untracked();
                let link = Link {
                    id: id.unwrap_or_else(|| LinkId::from_bits(crate::random::bits())),
                    url,
                    label: form.label.get_untracked().trim().to_owned(),
                };
                let milestone = row.id;
                if row.plan.run(Command::SetLink { milestone, link }) {
                    form.fill(String::new(), String::new(), None);
                }
            }
        }
    };
    let wrong = move || {
        form.wrong.get().map(|wrong| match wrong {
            NotALink::Odd => t_string!(i18n, detail.link_odd),
            NotALink::Unsafe => t_string!(i18n, detail.link_unsafe),
        })
    };
    let words = move || match form.changes.get() {
        Some(_) => t_string!(i18n, detail.link_save),
        None => t_string!(i18n, detail.link_add),
    };
    let typed = |value: RwSignal<String>| move |event| value.set(event_target_value(&event));
    view! {
        <form class="links__form" novalidate=true on:submit=submit>
            <input
                class="picker__input"
                type="url"
                autocomplete="off"
                maxlength="2000"
                aria-label=move || t_string!(i18n, detail.link_address)
                aria-invalid=move || form.wrong.get().map(|_| "true")
                placeholder=move || t_string!(i18n, detail.link_address)
                prop:value=move || form.url.get()
                on:input=typed(form.url)
            />
            <input
                class="picker__input"
                type="text"
                dir="auto"
                autocomplete="off"
                maxlength="500"
                aria-label=move || t_string!(i18n, detail.link_label)
                placeholder=move || t_string!(i18n, detail.link_label)
                prop:value=move || form.label.get()
                on:input=typed(form.label)
            />
            <button type="submit" class="button">{words}</button>
            <p class="links__wrong" role="alert">{wrong}</p>
        </form>
    }
}

/// What a link is called: its label, else its address.
fn name_of(link: &Link) -> String {
    match link.label.trim() {
        "" => link.url.clone(),
        label => label.to_owned(),
    }
}

/// The address in what was typed. Where the scheme is missing it is `https:`.
fn address(typed: &str) -> Result<String, NotALink> {
    let typed = typed.trim();
    let has_scheme =
        Url::new(typed).is_ok_and(|url| url.protocol() != "https:") && !is_host_with_port(typed);
    if has_scheme {
        return Err(NotALink::Unsafe);
    }
    let whole = if typed.to_ascii_lowercase().starts_with("https:") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let url = Url::new(&whole).map_err(|_| NotALink::Odd)?;
    let is_address = !typed.contains(char::is_whitespace) && url.hostname().contains('.');
    if is_address {
        Ok(whole)
    } else {
        Err(NotALink::Odd)
    }
}

/// "example.com:8443/x" reads as a scheme too.
fn is_host_with_port(typed: &str) -> bool {
    let Some((host, rest)) = typed.split_once(':') else {
        return false;
    };
    host.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn only_https_addresses_are_taken_and_the_scheme_may_be_missing() {
        for (typed, expected) in [
            (
                " https://example.com/a?b#c ",
                Ok("https://example.com/a?b#c"),
            ),
            ("example.com/form", Ok("https://example.com/form")),
            ("example.com:8443/x", Ok("https://example.com:8443/x")),
            ("http://example.com", Err(NotALink::Unsafe)),
            ("javascript:alert(1)", Err(NotALink::Unsafe)),
            ("mailto:jo@example.com", Err(NotALink::Unsafe)),
            ("the contract", Err(NotALink::Odd)),
            ("contract", Err(NotALink::Odd)),
            ("https://", Err(NotALink::Odd)),
            ("", Err(NotALink::Odd)),
        ] {
            let expected = expected.map(str::to_owned);
            assert_eq!(address(typed), expected, "{typed}");
        }
    }
}
