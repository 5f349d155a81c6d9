//! The worked examples of `docs/scheduling.md`. `UPDATE_EXPECT=1` rewrites the answers.

use plan::{
    schedule::schedule,
    slip::{Ask, propose},
};

use crate::{
    drawing::{draw, id, plan},
    slip::draw_proposal,
};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scheduling.md");

/// The page with every answer computed anew, and how many examples it has.
fn answered(page: &str) -> (String, usize) {
    let (mut out, mut examples) = (String::new(), 0);
    let (mut fence, mut example) = (None, String::new());
    for line in page.lines() {
        let closes = line == "```";
        match fence {
            Some("schedule" | "slip") if !closes => continue, // an old answer
            Some("plan") if !closes => {
                example.push_str(line);
                example.push('\n');
            }
            None if line == "```plan" => example.clear(),
            None if line == "```schedule" || line == "```slip" => {
                out = out + line + "\n" + &answer(&example);
                examples += 1;
                fence = line.strip_prefix("```");
                continue;
            }
            _ => {}
        }
        out = out + line + "\n";
        fence = match line.strip_prefix("```") {
            Some("") => None,
            Some(kind) => Some(kind),
            None => fence,
        };
    }
    (out, examples)
}

fn answer(example: &str) -> String {
    let (slips, lines): (Vec<&str>, Vec<&str>) =
        example.lines().partition(|line| line.starts_with("slip "));
    let (plan, today) = plan(&lines.join("\n"));
    let asks: Vec<Ask> = slips
        .iter()
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            Ask::Later {
                milestone: id(words[1]),
                days: words[2].parse().unwrap(),
            }
        })
        .collect();
    if asks.is_empty() {
        draw(&schedule(&plan, today))
    } else {
        draw_proposal(&propose(&plan, today, &asks))
    }
}

#[test]
fn the_examples_of_the_page_are_true() {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let (computed, examples) = answered(&page);
    assert!(examples >= 4, "the page has its examples");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(PAGE, &computed).expect("the page can be written");
        return;
    }
    assert_eq!(
        page, computed,
        "run with UPDATE_EXPECT=1 and look at the difference"
    );
}
