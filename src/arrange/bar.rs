//! The bar above the table: group, sort, filter, and what the filter keeps back.

use leptos::prelude::*;

use super::filter_panel::FilterPanel;
use super::{Arranged, Filter, Group, Sort, engine, words};
use crate::i18n::*;
use crate::ui::{MenuButton, MenuItem, PopoverButton};

/// Three buttons and a line.
#[component]
pub fn Bar() -> impl IntoView {
    let arranged = Arranged::expect();
    engine::run(arranged);
    view! {
        <div class="arrange__bar">
            <GroupButton arranged=arranged />
            <SortButton arranged=arranged />
            <FilterButton arranged=arranged />
        </div>
        <Hidden arranged=arranged />
    }
}

#[component]
fn GroupButton(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let now = Memo::new(move |_| arranged.choice().group);
    let items = Callback::new(move |()| {
        let now = now.get_untracked();
        let item = |group: Group| {
            let pick = move || arranged.choose(|chosen| chosen.group = group);
            radio(words::group(i18n, group), group == now, pick)
        };
        Group::ALL.map(item).to_vec()
    });
    let value = move || words::group(i18n, now.get());
    let shown = move || match now.get() {
        Group::Nothing => t_string!(i18n, arrange.group).to_owned(),
        _ => t_string!(i18n, arrange.group_label, by = value()),
    };
    // Whoever speaks to the page says what stands on the button.
    let name = move || match now.get() {
        Group::Nothing => format!("{}: {}", shown(), value()),
        _ => shown(),
    };
    view! {
        <MenuButton
            label=Signal::derive(name)
            class="arrange__button"
            items=items
        >
            <span class:is-set=move || now.get() != Group::Nothing>
                {shown}
            </span>
        </MenuButton>
    }
}

#[component]
fn SortButton(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let now = Memo::new(move |_| arranged.choice().sort);
    let items = Callback::new(move |()| {
        let now = now.get_untracked();
        let item = |sort: Sort| {
            let pick = move || arranged.choose(|chosen| chosen.sort = sort);
            radio(words::sort(i18n, sort), sort == now, pick)
        };
        Sort::ALL.map(item).to_vec()
    });
    let value = move || words::sort(i18n, now.get());
    let shown = move || match now.get() {
        Sort::Plan => t_string!(i18n, arrange.sort).to_owned(),
        _ => t_string!(i18n, arrange.sort_label, by = value()),
    };
    // Whoever speaks to the page says what stands on the button.
    let name = move || match now.get() {
        Sort::Plan => format!("{}: {}", shown(), value()),
        _ => shown(),
    };
    view! {
        <MenuButton
            label=Signal::derive(name)
            class="arrange__button"
            items=items
        >
            <span class:is-set=move || now.get() != Sort::Plan>
                {shown}
            </span>
        </MenuButton>
    }
}

fn radio(label: &str, checked: bool, pick: impl Fn() + Send + Sync + 'static) -> MenuItem {
    let mark = move || checked.then_some("✓");
    MenuItem {
        label: label.to_owned(),
        picture: ViewFn::from(mark),
        hint: "",
        checked: Some(checked),
        disabled: false,
        run: Callback::new(move |()| pick()),
    }
}

#[component]
fn FilterButton(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let set = Memo::new(move |_| arranged.choice().filter.count());
    let words = move || match set.get() {
        0 => t_string!(i18n, arrange.filter).to_owned(),
        count => t_string!(i18n, arrange.filter_set, count = count),
    };
    view! {
        <PopoverButton
            open=RwSignal::new(false)
            label=Signal::derive(words)
            named_by_content=true
            class="arrange__button"
            panel=ViewFn::from(move || view! { <FilterPanel arranged=arranged /> })
        >
            <span class:is-set=move || set.get().gt(&0)>{words}</span>
        </PopoverButton>
    }
}

/// Always in the page, so that a screen reader hears it come.
#[component]
fn Hidden(arranged: Arranged) -> impl IntoView {
    let i18n = use_i18n();
    let hidden = Memo::new(move |_| {
        let shown = arranged.shown.get();
        shown.map_or(0, |shown| shown.hidden)
    });
    let filters = Memo::new(move |_| arranged.choice().filter != Filter::default());
    let words = move || match hidden.get() {
        0 => t_string!(i18n, arrange.hides_nothing).to_owned(),
        count => t_string!(i18n, arrange.hidden, count = count),
    };
    view! {
        <div class="arrange__hidden" class:is-hidden=move || !filters.get()>
            <p role="status">{move || filters.get().then(words)}</p>
            <Show when=move || filters.get()>
                <button type="button" class="text-button" on:click=move |_| arranged.show_all()>
                    {t!(i18n, arrange.show_all)}
                </button>
            </Show>
        </div>
    }
}
