//! Our templates in Dutch: every text has its translation in `templates/nl.json`, found by its English words.

use std::collections::BTreeMap;

use super::Template;
use crate::out::Language;

const DUTCH: &str = include_str!("../../templates/nl.json");

/// A template of ours in a language. A text without a translation stays as it is; a test holds that there is none.
pub(super) fn translated(template: Template, language: Language) -> Template {
    match language {
        Language::En => template,
        Language::Nl => in_words(template, &dutch()),
    }
}

fn dutch() -> BTreeMap<String, String> {
    serde_json::from_str(DUTCH).expect("a test reads it")
}

fn in_words(mut template: Template, words: &BTreeMap<String, String>) -> Template {
    let turn = |text: &mut String| {
        // "Trial [FF+2d]" is a title with its gap.
        let (plain, gap) = match text
            .find(" [")
            .filter(|_| !words.contains_key(text.as_str()))
        {
            Some(at) => text.split_at(at),
            None => (text.as_str(), ""),
        };
        if let Some(word) = words.get(plain) {
            *text = format!("{word}{gap}");
        }
    };
    for text in [&mut template.title, &mut template.about, &mut template.goal] {
        turn(text);
    }
    template.tracks.iter_mut().for_each(|t| turn(&mut t.name));
    template.roles.iter_mut().for_each(|r| turn(&mut r.name));
    template.criteria.iter_mut().for_each(turn);
    for step in &mut template.steps {
        turn(&mut step.title);
        turn(&mut step.done_when);
        for text in [&mut step.owner, &mut step.phase, &mut step.function] {
            text.iter_mut().for_each(turn);
        }
        for texts in [&mut step.helpers, &mut step.after, &mut step.checklist] {
            texts.iter_mut().for_each(turn);
        }
    }
    template
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::template::{all, all_in, make};

    #[test]
    fn every_text_of_every_template_has_its_dutch_and_makes_a_plan() {
        let target = NaiveDate::from_ymd_opt(2031, 12, 1).expect("a date");
        let today = NaiveDate::from_ymd_opt(2031, 1, 6).expect("a date");
        let words = dutch();
        for (english, dutch) in all().into_iter().zip(all_in(Language::Nl)) {
            for step in &english.steps {
                assert!(words.contains_key(&step.title), "{}", step.title);
                let told = step.done_when.is_empty() || words.contains_key(&step.done_when);
                assert!(told, "{}", step.done_when);
            }
            assert_ne!(english.about, dutch.about);
            let made = |template| make(template, target, today, 1).expect("a plan").plan;
            let (one, other) = (made(&english), made(&dutch));
            let dues = |plan: &plan::model::Plan| -> Vec<_> {
                plan.milestones.iter().map(|m| m.due).collect()
            };
            assert_eq!(dues(&one), dues(&other), "{}", english.id);
            assert_eq!(one.dependencies.len(), other.dependencies.len());
        }
    }
}
