//! The map of all keys, and the switch for single letters.

use leptos::prelude::*;

use super::{Modal, Shortcuts};
use crate::i18n::*;

/// The dialog that `?` opens.
#[component]
pub fn KeyMap() -> impl IntoView {
    let i18n = use_i18n();
    let shortcuts = Shortcuts::expect();
    let closes = RwSignal::new(false);
    let lines = move || {
        let letters = [
            ("?", t_string!(i18n, commands.keys)),
            ("N", t_string!(i18n, milestones.add)),
            ("H", t_string!(i18n, health.label)),
        ];
        let always = [
            ("Ctrl K · ⌘ K", t_string!(i18n, commands.label)),
            ("Alt ↵", t_string!(i18n, commands.details_key)),
            ("Alt ↑ · Alt ↓", t_string!(i18n, commands.move_key)),
            ("↑ · ↓ · ↵", t_string!(i18n, commands.walk_key)),
            ("⇧ ↑ · ⇧ ↓", t_string!(i18n, commands.select_key)),
            ("Ctrl A · ⌘ A", t_string!(i18n, commands.select_all_key)),
            ("↵", t_string!(i18n, commands.act_key)),
            ("Ctrl Z · ⌘ Z", t_string!(i18n, header.undo)),
            ("Ctrl ⇧ Z · ⌘ ⇧ Z", t_string!(i18n, header.redo)),
            ("Esc", t_string!(i18n, commands.escape_key)),
        ];
        let line = |(keys, words)| view! { <div><dt><kbd>{keys}</kbd></dt><dd>{words}</dd></div> };
        let letters = shortcuts.are_on().then(|| letters.map(line).collect_view());
        view! { {letters} {always.map(line).collect_view()} }
    };
    view! {
        <Modal
            label=Signal::derive(move || t_string!(i18n, commands.keys).to_owned())
            on_closed=Callback::new(|()| ())
            closes=closes
        >
            <h2 class="modal__title">{t!(i18n, commands.keys)}</h2>
            <dl class="key-map">{lines}</dl>
            <label class="key-map__switch">
                <input
                    type="checkbox"
                    prop:checked=move || shortcuts.are_on()
                    on:change=move |event| shortcuts.set(event_target_checked(&event))
                />
                {t!(i18n, commands.letters)}
            </label>
            <button type="button" class="button" on:click=move |_| closes.set(true)>{t!(i18n, app.close)}</button>
        </Modal>
    }
}
