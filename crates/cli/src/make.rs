//! `template`, `import`, `export`, `draft`.

use std::path::Path;

use exchange::{
    document, json, mspdi, notes,
    out::{self, Feed},
    read,
    report::Report,
    sheet,
    table::{self, Field, Imported, Mapping, Options},
    template,
};
use plan::model::Plan;
use serde_json::json;

use crate::{
    Done, Failed, OK, Surroundings,
    args::{self, Format},
    files::{bytes, imported, plan, put, seed, shown, stem},
    print,
};

pub(crate) fn template(args: &args::Template, around: &mut Surroundings<'_>) -> Done {
    if let (Some(from), Some(name)) = (&args.save, &args.name) {
        let plan = plan(from, &args.common, around)?;
        let text = template::write(&template::save(&plan, name));
        put(text.as_bytes(), &args.common, around)?;
        return Ok(OK);
    }
    let (Some(name), Some(target)) = (&args.name, args.target) else {
        return list(args, around);
    };
    let ours = template::all_in(args.language.into())
        .into_iter()
        .find(|template| template.id == *name);
    let template = match ours {
        Some(template) => template,
        None if Path::new(name).exists() => {
            let text = String::from_utf8_lossy(&bytes(Path::new(name), around)?).into_owned();
            template::read(&text).map_err(|error| Failed(format!("{name}: {error}")))?
        }
        None => {
            return Err(Failed(format!(
                "there is no template \"{name}\" and no such file; `coplan template --list` names them"
            )));
        }
    };
    let today = args.common.today.unwrap_or(around.today);
    let made = template::make(&template, target, today, seed()?)
        .map_err(|error| Failed(format!("template {name}: {error}")))?;
    if let Some(first) = made.too_late {
        let _ = writeln!(
            around.errors,
            "coplan: {target} cannot be reached any more: work would have begun on {first}"
        );
    }
    put(json::write(&made.plan).as_bytes(), &args.common, around)?;
    Ok(OK)
}

fn list(args: &args::Template, around: &mut Surroundings<'_>) -> Done {
    let common = &args.common;
    let all = template::all_in(args.language.into());
    let text = if common.json {
        let one = |t: &template::Template| json!({"id": t.id, "title": t.title, "about": t.about, "steps": t.steps.len()});
        print::document(&all.iter().map(one).collect())
    } else {
        let row = |t: &template::Template| {
            vec![
                t.id.clone(),
                format!("{} steps", t.steps.len()),
                t.about.clone(),
            ]
        };
        print::table(&all.iter().map(row).collect::<Vec<_>>())
    };
    put(text.as_bytes(), common, around)?;
    Ok(OK)
}

pub(crate) fn import(args: &args::Import, around: &mut Surroundings<'_>) -> Done {
    let base = match &args.into {
        Some(path) => Some(plan(path, &args.common, around)?),
        None => None,
    };
    let content = bytes(&args.file, around)?;
    let mut options = Options {
        order: args.reading.dates.map(Into::into),
        weeks_from: args.reading.weeks_from,
        base: base.as_ref(),
        ..Options::new(args.common.today.unwrap_or(around.today), seed()?)
    };
    if !args.column.is_empty() {
        options.mapping = Some(corrected(&args.file, &content, &args.column)?);
    }
    let mut imported = imported(&args.file, &content, &options)?;
    if imported.plan.title.is_empty() {
        imported.plan.title = args.title.clone().unwrap_or_else(|| stem(&args.file));
    }
    tell(&args.file, &imported, args, around)
}

/// The report goes to standard error, the plan to standard output: they can be piped apart.
fn tell(
    file: &Path,
    imported: &Imported,
    args: &args::Import,
    around: &mut Surroundings<'_>,
) -> Done {
    let report = &imported.report;
    let all = json!({ "report": print::json(report), "mapping": print::json(&imported.mapping) });
    if args.report {
        let text = if args.common.json {
            print::document(&all)
        } else {
            told(file, report)
        };
        put(text.as_bytes(), &args.common, around)?;
        return Ok(OK);
    }
    let text = if args.common.json {
        print::document(&all)
    } else {
        told(file, report)
    };
    let _ = around.errors.write_all(text.as_bytes());
    put(json::write(&imported.plan).as_bytes(), &args.common, around)?;
    Ok(OK)
}

fn told(file: &Path, report: &Report) -> String {
    let mut out = String::new();
    let file = shown(file);
    for remark in &report.remarks {
        out += &format!("{file}: {remark}\n");
    }
    for row in report.rows.iter().filter(|row| !row.remarks.is_empty()) {
        out += &format!("{file}: {row}\n");
    }
    for question in &report.questions {
        out += &format!("{file}: {question} (--dates, --weeks-from)\n");
    }
    out += &format!(
        "{file}: {} of {} rows taken\n",
        report.taken(),
        report.rows.len()
    );
    print::plain(&out)
}

/// The proposed mapping with a person's corrections.
fn corrected(file: &Path, content: &[u8], columns: &[String]) -> Result<Mapping, Failed> {
    let fail = |why: String| Failed(format!("{}: {why}", shown(file)));
    let sheets = sheet::read(content).map_err(|error| fail(error.to_string()))?;
    let main = read::main_sheet(&sheets);
    let mut mapping = table::mapping(&sheets[main]);
    for wish in columns {
        let (header, field) = wish
            .rsplit_once('=')
            .ok_or_else(|| fail(format!("--column {wish}: write HEADER=FIELD")))?;
        let at = mapping
            .columns
            .iter()
            .position(|c| c.header.eq_ignore_ascii_case(header))
            .ok_or_else(|| {
                let all: Vec<&str> = mapping.columns.iter().map(|c| c.header.as_str()).collect();
                fail(format!(
                    "--column {wish}: the columns are {}",
                    all.join(", ")
                ))
            })?;
        let field = match field {
            "" => None,
            name => {
                let field: Result<Field, _> =
                    serde_json::from_value(name.replace([' ', '-'], "_").into());
                Some(field.map_err(|error| fail(format!("--column {wish}: {error}")))?)
            }
        };
        mapping.set(at, field);
    }
    Ok(mapping)
}

pub(crate) fn export(args: &args::Export, around: &mut Surroundings<'_>) -> Done {
    let mut plan = plan(&args.file, &args.common, around)?;
    if plan.title.is_empty() {
        plan.title = stem(&args.file);
    }
    let content = exported(&plan, args, around)?;
    put(&content, &args.common, around)?;
    Ok(OK)
}

fn exported(
    plan: &Plan,
    args: &args::Export,
    around: &Surroundings<'_>,
) -> Result<Vec<u8>, Failed> {
    let today = args.common.today.unwrap_or(around.today);
    let language = args.language.into();
    Ok(match args.to {
        Format::Json => json::write(plan).into_bytes(),
        Format::Csv => out::csv(plan).into_bytes(),
        Format::Md => out::markdown(plan, language).into_bytes(),
        Format::Html => out::page(plan, today, language).into_bytes(),
        Format::Mspdi => mspdi::write(plan, today).into_bytes(),
        Format::Xlsx => out::workbook(plan, today).map_err(|error| Failed(error.to_string()))?,
        Format::Coplan => {
            let document =
                document::from(plan, seed()? >> 11).map_err(|error| Failed(error.to_string()))?;
            document::write(&document)
        }
        Format::Ics => {
            // Days since 1970: it grows from one export to the next, which is what calendars ask for.
            let days = (today - chrono::NaiveDate::default()).num_days();
            let feed = Feed {
                today,
                scope: "",
                revision: u32::try_from(days).unwrap_or(0),
                person: None,
                url: None,
                language,
            };
            out::calendar(plan, &feed).into_bytes()
        }
    })
}

pub(crate) fn draft(args: &args::Draft, around: &mut Surroundings<'_>) -> Done {
    let content = bytes(&args.notes, around)?;
    let text = String::from_utf8_lossy(&content).into_owned();
    let today = args.common.today.unwrap_or(around.today);
    let draft = notes::draft(&text, today);
    for step in &draft.steps {
        let from: Vec<&str> = step
            .sentences
            .iter()
            .filter_map(|span| text.get(span.clone()))
            .collect();
        let line = format!("{}: \"{}\"", step.value.title, from.join(" … "));
        let _ = writeln!(around.errors, "{}", print::plain(&line));
    }
    let plan = notes::plan(&draft, &text, today, seed()?);
    put(json::write(&plan).as_bytes(), &args.common, around)?;
    Ok(OK)
}
