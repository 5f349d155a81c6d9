//! A writer of elements, and the head of a project that all files share.

use chrono::NaiveDate;
use plan::model::Plan;
use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};

use super::ID_FIELD;

/// A writer into memory: it does not fail.
pub(super) struct Xml(pub Writer<Vec<u8>>);

impl Xml {
    pub fn event(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect("memory does not fail");
    }

    pub fn start(&mut self, name: &str) {
        self.event(Event::Start(BytesStart::new(name)));
    }

    pub fn end(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub fn inside(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.start(name);
        write(self);
        self.end(name);
    }

    pub fn put(&mut self, name: &str, text: &str) {
        // Control characters are not allowed in XML 1.0, not even as references.
        let allowed = |c: &char| {
            matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        let text: String = text.chars().filter(allowed).collect();
        self.start(name);
        self.event(Event::Text(BytesText::new(&text)));
        self.end(name);
    }
}

pub(super) fn head(xml: &mut Xml, plan: &Plan, today: NaiveDate) {
    xml.put("SaveVersion", "14");
    xml.put(
        "Name",
        if plan.title.is_empty() {
            "Mutual action plan"
        } else {
            &plan.title
        },
    );
    xml.put("Title", &plan.title);
    xml.put("CreationDate", &moment(today, 8));
    xml.put("ScheduleFromStart", "1");
    let first = plan
        .milestones
        .iter()
        .filter_map(|m| m.start.or(m.due.map(|due| due.date)))
        .min();
    xml.put(
        "StartDate",
        &moment(plan.start.or(first).unwrap_or(today), 8),
    );
    if let Some(date) = plan.go_live {
        xml.put("FinishDate", &moment(date, 17));
    }
    xml.put("CalendarUID", "1");
    xml.put("DefaultStartTime", "08:00:00");
    xml.put("DefaultFinishTime", "17:00:00");
    xml.put("MinutesPerDay", "480");
    xml.put("MinutesPerWeek", "2400");
    xml.put("DaysPerMonth", "20");
    xml.inside("ExtendedAttributes", |xml| {
        xml.inside("ExtendedAttribute", |xml| {
            xml.put("FieldID", ID_FIELD);
            xml.put("FieldName", "Text1");
            xml.put("Alias", "Coplan id");
        });
    });
    xml.inside("Calendars", |xml| {
        xml.inside("Calendar", |xml| {
            xml.put("UID", "1");
            xml.put("Name", "Standard");
            xml.put("IsBaseCalendar", "1");
            xml.inside("WeekDays", |xml| (1..=7).for_each(|day| weekday(xml, day)));
        });
    });
}

/// 1 is Sunday.
pub(super) fn weekday(xml: &mut Xml, day: u32) {
    let works = (2..=6).contains(&day);
    xml.inside("WeekDay", |xml| {
        xml.put("DayType", &day.to_string());
        xml.put("DayWorking", if works { "1" } else { "0" });
        if works {
            xml.inside("WorkingTimes", |xml| {
                for (from, to) in [("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")] {
                    xml.inside("WorkingTime", |xml| {
                        xml.put("FromTime", from);
                        xml.put("ToTime", to);
                    });
                }
            });
        }
    });
}

/// Days before year 1 or after 9999 have no place in the format.
pub(super) fn moment(date: NaiveDate, hour: u32) -> String {
    format!("{date}T{hour:02}:00:00")
}
