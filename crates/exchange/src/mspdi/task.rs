//! One task of a project becomes, or changes, one milestone.

use chrono::NaiveDate;
use plan::{
    id::MilestoneId,
    model::{Due, Link, Milestone, Status, TrackKind},
};

use super::{ID_FIELD, read::Project, tree::Element};
use crate::{
    limits::{DURATION_DAYS_MAX, LINE_LENGTH_MAX, PROSE_LENGTH_MAX, cut},
    report::{Outcome, Remark, RowReport, What},
    table::is_address,
    text::squeezed,
};

impl Project {
    pub(super) fn task(&mut self, task: &Element, row: u32) {
        let level: u32 = task.text_of("OutlineLevel").parse().unwrap_or(1);
        // The task of level 0 is the project itself.
        if task.text_of("IsNull") == "1" || level == 0 {
            return;
        }
        self.phases.retain(|(open, _)| *open < level);
        let title = line(task.text_of("Name"));
        if task.text_of("Summary") == "1" {
            let phase = self
                .names
                .track(&mut self.plan, &title, TrackKind::Phase, &mut self.ids);
            self.phases.push((level, phase));
            return;
        }
        if title.is_empty() {
            self.report.rows.push(RowReport {
                row,
                title,
                outcome: Outcome::Refused,
                remarks: vec![What::NoTitle.alone()],
            });
            return;
        }
        let known = our_id(task).filter(|id| self.uids.values().all(|(used, _)| used != id));
        let place = known.and_then(|id| self.plan.milestones.iter().position(|m| m.id == id));
        let mut milestone = match place {
            Some(at) => self.plan.milestones[at].clone(),
            None => Milestone {
                id: known.unwrap_or_else(|| self.ids.milestone()),
                ..crate::blank("")
            },
        };
        milestone.title = title.clone();
        milestone.phase = self
            .phases
            .last()
            .map(|(_, phase)| *phase)
            .or(milestone.phase);
        let remarks = self.fill(&mut milestone, task);
        let id = milestone.id;
        self.uids
            .insert(task.text_of("UID").to_owned(), (id, self.report.rows.len()));
        self.report.rows.push(RowReport {
            row,
            title,
            outcome: if place.is_some() {
                Outcome::Updated(id)
            } else {
                Outcome::Added(id)
            },
            remarks,
        });
        match place {
            Some(at) => self.plan.milestones[at] = milestone,
            None => self.plan.milestones.push(milestone),
        }
    }

    pub(super) fn fill(&mut self, milestone: &mut Milestone, task: &Element) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let constraint = task.text_of("ConstraintType");
        let is_point = task.text_of("Milestone") == "1";
        let due = promised(task, milestone.due.map(|due| due.date));
        let weeks = milestone
            .due
            .and_then(|old| old.weeks.filter(|_| Some(old.date) == due));
        milestone.due = due.map(|date| Due {
            date,
            pinned: matches!(constraint, "2" | "3"),
            weeks,
        });
        milestone.start = match constraint {
            "4" => date(task.text_of("ConstraintDate")),
            _ if task.text_of("Manual") == "1" => milestone
                .start
                .filter(|start| due.is_some_and(|due| *start <= due)),
            _ if is_point => None,
            _ => date(task.text_of("Start")).filter(|start| due.is_some_and(|due| *start < due)),
        };
        milestone.duration_days = days(task.text_of("Duration")).filter(|days| *days > 0);
        milestone.remaining_days = days(task.text_of("RemainingDuration"));
        milestone.status = self.status(task, milestone, &mut remarks);
        let mut notes = task.text_of("Notes").to_owned();
        if cut(&mut notes, PROSE_LENGTH_MAX) {
            remarks.push(
                What::TooLong {
                    characters_most: PROSE_LENGTH_MAX,
                }
                .at("Notes"),
            );
        }
        milestone.notes = notes;
        let url = task.text_of("HyperlinkAddress");
        if is_address(url) && milestone.links.iter().all(|link| link.url != url) {
            let label = line(task.text_of("Hyperlink"));
            milestone.links.push(Link {
                id: self.ids.link(),
                url: url.to_owned(),
                label: if label == url { String::new() } else { label },
            });
        }
        for (element, field) in [
            ("Recurring", "recurrence"),
            ("ExternalTask", "link to another project"),
        ] {
            if task.text_of(element) == "1" {
                remarks.push(
                    What::LostInFormat {
                        field: field.to_owned(),
                    }
                    .alone(),
                );
            }
        }
        remarks
    }

    pub(super) fn status(
        &self,
        task: &Element,
        milestone: &Milestone,
        remarks: &mut Vec<Remark>,
    ) -> Status {
        let percent: u32 = task.text_of("PercentComplete").parse().unwrap_or(0);
        match (&milestone.status, percent) {
            // What the format cannot say stays as it was.
            (Status::NotNeeded { .. }, _) if task.text_of("Active") == "0" => {
                milestone.status.clone()
            }
            _ if task.text_of("Active") == "0" => Status::NotNeeded {
                reason: String::new(),
            },
            (_, 100..) => {
                let on = date(task.text_of("ActualFinish")).unwrap_or_else(|| {
                    let date = milestone
                        .due
                        .map_or(self.today, |due| due.date.min(self.today));
                    remarks.push(What::DoneOnAssumed { date }.at("PercentComplete"));
                    date
                });
                Status::Done { on }
            }
            (_, 1..) => Status::InProgress,
            (waiting @ (Status::Waiting { .. } | Status::Blocked { .. }), _) => waiting.clone(),
            _ => Status::NotStarted,
        }
    }
}

/// The deadline, else the finish. Somebody who dragged the bar of a task that we wrote changed only the finish.
pub(super) fn promised(task: &Element, before: Option<NaiveDate>) -> Option<NaiveDate> {
    let (deadline, finish) = (date(task.text_of("Deadline")), date(task.text_of("Finish")));
    let dragged = before.is_some() && deadline == before && finish.is_some();
    if dragged { finish } else { deadline.or(finish) }
}

pub(super) fn our_id(task: &Element) -> Option<MilestoneId> {
    let field = task
        .all("ExtendedAttribute")
        .find(|field| field.text_of("FieldID") == ID_FIELD)?;
    field.text_of("Value").parse().ok()
}

/// The day of `2025-06-20T17:00:00`; "NA" and far years are none.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let date: NaiveDate = text.get(..10)?.parse().ok()?;
    (plan_years().contains(&chrono::Datelike::year(&date))).then_some(date)
}

pub(super) fn plan_years() -> std::ops::RangeInclusive<i32> {
    1900..=2199
}

/// Working days of `PT40H0M0S`, eight hours each, rounded up.
pub(super) fn days(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let minutes = rest.split_once('M').map_or("0", |(minutes, _)| minutes);
    let minutes = hours
        .parse::<u64>()
        .ok()?
        .checked_mul(60)?
        .checked_add(minutes.parse().ok()?)?;
    u32::try_from(minutes.div_ceil(480))
        .ok()
        .filter(|days| *days <= DURATION_DAYS_MAX)
}

pub(super) fn line(text: &str) -> String {
    let mut text = squeezed(text);
    cut(&mut text, LINE_LENGTH_MAX);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_dates_are_read_strictly() {
        assert_eq!(days("PT40H0M0S"), Some(5));
        assert_eq!(days("PT4H30M0S"), Some(1));
        assert_eq!(days("PT99999999999H0M0S"), None);
        assert_eq!(days("P5D"), None);
        assert_eq!(
            date("2025-06-20T17:00:00")
                .map(|d| d.to_string())
                .as_deref(),
            Some("2025-06-20")
        );
        assert_eq!(date("NA"), None);
    }
}
