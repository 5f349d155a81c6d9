//! The line: a question, its answers, and the way out.

use leptos::prelude::*;

use super::Beginning;
use super::step::{Answer, Outcome, Step};
use crate::i18n::*;
use crate::language::I18n;
use crate::later::later;
use crate::panels::Panels;
use crate::ui::{self, Icon, IconButton};

later! { panels;
    pub fn beginning_line() { Line() }
}

/// Where the focus goes with the button that had it.
const QUESTION: &str = ".beginning__question";
const TITLE: &str = ".masthead__title :is(textarea, input)";

#[component]
fn Line() -> impl IntoView {
    let i18n = use_i18n();
    let beginning = Beginning::expect();
    let panels = Panels::expect();
    let step = Memo::new(move |_| Step::read(&beginning.at()));
    let answer = move |outcome: Outcome| {
        let goes_on = matches!(outcome, Outcome::To(_));
        match outcome {
            Outcome::To(next) => beginning.go_to(next.name()),
            Outcome::Later => beginning.hide(),
            Outcome::End | Outcome::Share => beginning.go_to(""),
        }
        // The panel of the links takes the focus itself.
        if outcome == Outcome::Share {
            panels.share().set(true);
        } else {
            focus(if goes_on { QUESTION } else { TITLE });
        }
    };
    let button = move |(given, outcome): &(Answer, Outcome)| {
        let (given, outcome) = (*given, *outcome);
        view! {
            <button type="button" class="button is-quiet" on:click=move |_| answer(outcome)>
                {answer_words(i18n, given)}
            </button>
        }
    };
    let close = Callback::new(move |()| answer(Outcome::End));
    view! {
        <section class="beginning__line" aria-label=move || t_string!(i18n, beginning.label)>
            <p class="beginning__question" tabindex="-1" aria-live="polite">{move || question(i18n, step.get())}</p>
            <div class="beginning__answers">{move || step.get().answers().iter().map(button).collect_view()}</div>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, beginning.close).to_owned())
                shows=Icon::Close
                on_press=close
            />
        </section>
    }
}

/// After the change is on the page.
fn focus(selector: &'static str) {
    request_animation_frame(move || ui::focus(ui::find(selector)));
}

fn question(i18n: I18n, step: Step) -> &'static str {
    match step {
        Step::Interest => t_string!(i18n, beginning.interest),
        Step::Doubt => t_string!(i18n, beginning.doubt),
        Step::Moment => t_string!(i18n, beginning.moment),
        Step::FirstTalk => t_string!(i18n, beginning.first_talk),
        Step::AfterDemo => t_string!(i18n, beginning.after_demo),
        Step::Whose => t_string!(i18n, beginning.whose),
        Step::OneSide => t_string!(i18n, beginning.one_side),
    }
}

fn answer_words(i18n: I18n, answer: Answer) -> &'static str {
    match answer {
        Answer::BothWant => t_string!(i18n, beginning.both_want),
        Answer::NotSure => t_string!(i18n, beginning.not_sure),
        Answer::TheySaidYes => t_string!(i18n, beginning.they_said_yes),
        Answer::AskAgain => t_string!(i18n, beginning.ask_again),
        Answer::InFirstTalk => t_string!(i18n, beginning.in_first_talk),
        Answer::AfterDemo => t_string!(i18n, beginning.after_the_demo),
        Answer::GoOn => t_string!(i18n, beginning.go_on),
        Answer::HandOut => t_string!(i18n, beginning.hand_out),
        Answer::OneSideOnly => t_string!(i18n, beginning.only_one),
        Answer::Understood => t_string!(i18n, beginning.understood),
    }
}
