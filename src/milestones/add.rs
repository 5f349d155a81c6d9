//! The lines that become milestones: at the foot of the table, and between rows.

use leptos::{ev, html, prelude::*};
use plan::id::MilestoneId;
use plan::{Command, Place};
use wasm_bindgen::JsCast;

use crate::arrange::Arranged;
use crate::exchange::understood;
use crate::i18n::*;
use crate::later::later_view_or_nothing;
use crate::open_plan::OpenPlan;
use crate::preferences;
use crate::ui::{self, Icon, icon};

/// Longest title in characters; what is longer belongs in "done when" or the notes.
const TITLE_LENGTH_MAX: usize = 500;

/// The field of the line between two rows.
pub(super) const BELOW: &str = "[data-add-below]";

/// A line that is being written, and where its milestone goes.
#[derive(Clone, Copy)]
pub struct Line {
    /// As it stands in the field.
    pub text: RwSignal<String>,
    /// The milestone above it; `None`: it stands at the foot of the table.
    pub below: RwSignal<Option<MilestoneId>>,
    /// What else a milestone gets that is added here, so that it stands in the group of the row above.
    joining: Callback<MilestoneId, Vec<Command>>,
    /// What makes more of a line than a title, once it is here (`exchange::understood`): it takes the text of the line.
    pub reader: RwSignal<Option<Callback<String>>>,
}

impl Line {
    pub(super) fn new(below: RwSignal<Option<MilestoneId>>, text: String) -> Self {
        let arranged = Arranged::expect();
        let joining = move |id| arranged.joining(id, below.try_get_untracked().flatten());
        Self {
            joining: Callback::new(joining),
            text: RwSignal::new(text),
            below,
            reader: RwSignal::new(None),
        }
    }

    /// Where its milestone goes.
    pub fn place(self) -> Place {
        let below = self.below.try_get_untracked().flatten();
        below.map_or(Place::Last, Place::After)
    }

    /// Carries out what was made of `text`; where the plan refuses it, the text comes back.
    pub fn run(self, plan: OpenPlan, text: &str, command: &Command) {
        let mut added = None;
        let mut steps = Vec::new();
        for command in command.flat() {
            steps.push(command.clone());
            if let Command::AddMilestone { id, .. } = command {
                added = Some(*id);
                // Before all that the line says: its own track counts.
                steps.extend(self.joining.try_run(*id).unwrap_or_default());
            }
        }
        let command = match steps.len() {
            1 => steps.remove(0),
            _ => Command::Batch(steps),
        };
        if !plan.run(command) {
            return self.give_back(text);
        }
        // The next line goes below this one. It moves in the document, and that takes the focus away.
        if let Some(below) = self.below.try_get_untracked().flatten() {
            self.below.set(Some(added.unwrap_or(below)));
            focus_soon(BELOW.to_owned());
        }
    }

    /// The text stands in the field again, unless another one does by now.
    pub fn give_back(self, text: &str) {
        let _ = self.text.try_maybe_update(|now| {
            let takes = now.is_empty();
            if takes {
                text.clone_into(now);
            }
            (takes, ())
        });
    }

    /// The text as titles, one a line.
    pub fn run_plain(self, plan: OpenPlan, text: &str) {
        if let Some(command) = add_command(text, self.place(), crate::random::bits) {
            self.run(plan, text, &command);
        }
    }
}

/// The line at the foot of the table.
#[component]
pub fn AddLine() -> impl IntoView {
    let i18n = use_i18n();
    // What was not entered yet outlives a look at another view, and a reload.
    let key = format!("coplan.line.{}", expect_context::<OpenPlan>().id());
    let line = Line::new(RwSignal::new(None), preferences::of_tab(&key));
    Effect::new(move || preferences::keep_for_tab(&key, &line.text.read()));
    let label = Signal::derive(move || t_string!(i18n, milestones.add).to_owned());
    let escape = Callback::new(move |()| line.text.set(String::new()));
    view! {
        <div class="add">
            <LineField line=line label=label on_escape=escape at_foot=true />
        </div>
    }
}

/// Enter adds a milestone and keeps the line for the next one; a pasted list adds them all.
#[component]
pub(super) fn LineField(
    line: Line,
    label: Signal<String>,
    on_escape: Callback<()>,
    at_foot: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let element = NodeRef::<html::Input>::new();
    let wanted = RwSignal::new(false);
    let enter = move || {
        let text = line.text.get_untracked();
        line.text.set(String::new());
        let reader = line.reader.get_untracked();
        let is_read = reader.and_then(|reader| reader.try_run(text.clone()));
        if is_read.is_none() {
            line.run_plain(plan, &text);
        }
        let options = crate::ui::nearest();
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten() {
                element.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    };
    let key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            enter();
        }
        "Escape" => on_escape.run(()),
        "ArrowUp" if at_foot => focus_last_title(),
        _ => {}
    };
    let paste = move |event: ev::ClipboardEvent| {
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text").ok())
            .unwrap_or_default();
        if text.trim().contains('\n') {
            event.prevent_default();
            line.run_plain(plan, &text);
        }
    };
    // Where the reader did not come, the next focus asks again.
    // A field that is taken from the page loses the focus as well, after all that it knew has gone.
    let left = move |_| {
        let has_reader = line.reader.try_with_untracked(Option::is_some);
        wanted.try_set(has_reader.unwrap_or_default());
    };
    let hint = move || match line.reader.read().is_some() {
        true => t_string!(i18n, milestones.add_hint_read),
        false => t_string!(i18n, milestones.add_hint),
    };
    view! {
        <span class="add__icon" aria-hidden="true">{icon(Icon::Plus)}</span>
        <input
            class="add__input"
            type="text"
            dir="auto"
            autocomplete="off"
            enterkeyhint="done"
            data-add-milestone=at_foot.then_some("")
            data-add-below=(!at_foot).then_some("")
            node_ref=element
            aria-label=label
            placeholder=label
            prop:value=move || line.text.get()
            on:input=move |event| line.text.set(event_target_value(&event))
            on:focus=move |_| wanted.set(true)
            on:blur=left
            on:keydown=key
            on:paste=paste
        />
        <small class="add__hint">{hint}</small>
        <Show when=move || wanted.get()>{later_view_or_nothing(move || Box::pin(understood(line)))}</Show>
    }
}

/// One milestone a line, in one step. Marks of lists and empty lines go.
fn add_command(text: &str, place: Place, mut bits: impl FnMut() -> u64) -> Option<Command> {
    let mut place = place;
    let add = |title: String| {
        let id = MilestoneId::from_bits(bits());
        let here = place;
        if let Place::After(above) = &mut place {
            *above = id;
        }
        Command::AddMilestone {
            id,
            place: here,
            title,
        }
    };
    let mut commands: Vec<Command> = text.lines().filter_map(title_of).map(add).collect();
    match commands.len() {
        0 => None,
        1 => commands.pop(),
        _ => Some(Command::Batch(commands)),
    }
}

/// The title in a line such as "- Contract signed" or "3. Contract signed".
pub fn title_of(line: &str) -> Option<String> {
    let title: String = unmarked(line).chars().take(TITLE_LENGTH_MAX).collect();
    (!title.is_empty()).then_some(title)
}

/// A line of a list without its mark or number.
pub fn unmarked(line: &str) -> &str {
    let line = line.trim();
    let bare = line.trim_start_matches(['-', '*', '•', '–']).trim_start();
    let unnumbered = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = unnumbered.len() < bare.len() && unnumbered.starts_with(['.', ')']);
    match is_numbered {
        true => unnumbered[1..].trim_start(),
        false => bare,
    }
}

/// Puts the focus on a row's handle, or on the line that adds where there is no row.
pub fn focus_handle(id: Option<MilestoneId>) {
    focus_soon(match id {
        Some(id) => format!("[data-milestone='{id}'] .row__grip"),
        None => "[data-add-milestone]".to_owned(),
    });
}

/// After what was asked for has been drawn.
pub fn focus_soon(selector: String) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            ui::focus(ui::find(&selector));
        });
    });
}

fn focus_last_title() {
    if let Ok(rows) =
        document().query_selector_all(".row .row__title .row__words > .field .field__input")
    {
        let last = rows
            .length()
            .checked_sub(1)
            .and_then(|last| rows.item(last));
        ui::focus(last.and_then(|node| node.dyn_into().ok()));
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn titles(text: &str) -> Vec<String> {
        text.lines().filter_map(title_of).collect()
    }

    #[wasm_bindgen_test]
    fn a_pasted_list_loses_its_marks_and_empty_lines() {
        let text = "- Demo\n\n2. Trial\n  • 30 day review\n3) Signature\n2025 budget";
        assert_eq!(
            titles(text),
            ["Demo", "Trial", "30 day review", "Signature", "2025 budget"]
        );
    }

    #[wasm_bindgen_test]
    fn several_lines_are_one_step_and_none_is_nothing() {
        assert_eq!(add_command(" \n", Place::Last, || 1), None);
        assert!(matches!(
            add_command("a", Place::Last, || 1),
            Some(Command::AddMilestone { .. })
        ));
        let both = add_command("a\nb", Place::Last, || 1);
        assert!(matches!(both, Some(Command::Batch(two)) if two.len() == 2));
    }

    #[wasm_bindgen_test]
    fn a_list_between_rows_keeps_its_order() {
        let [above, first, second] = [1, 2, 3].map(MilestoneId::from_bits);
        let mut bits = 2..;
        let added = add_command("a\nb", Place::After(above), || bits.next().unwrap_or(0));
        let add = |id, above, title: &str| Command::AddMilestone {
            id,
            place: Place::After(above),
            title: title.to_owned(),
        };
        let expected = vec![add(first, above, "a"), add(second, first, "b")];
        assert_eq!(added, Some(Command::Batch(expected)));
    }
}
