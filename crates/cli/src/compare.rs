//! `diff` and `merge`.

use exchange::document;

use crate::{
    Done, FOUND, Failed, OK, Surroundings, args,
    files::{bytes, opened, plan, put, shown},
    print::{self, names, said},
};

pub(crate) fn diff(args: &args::Diff, around: &mut Surroundings<'_>) -> Done {
    let was = plan(&args.was, &args.common, around)?;
    let is = plan(&args.is, &args.common, around)?;
    let difference = plan::diff::diff(&was, &is);
    let mut names = names(&was);
    names.extend(self::names(&is));
    let text = if args.common.json {
        print::document(&print::json(&difference))
    } else {
        let mut out = String::new();
        for change in &difference.plan {
            out += &format!("plan: {}\n", said(&print::json(change), &names));
        }
        for one in &difference.milestones {
            for change in &one.changes {
                out += &format!(
                    "\"{}\": {}\n",
                    one.title,
                    said(&print::json(change), &names)
                );
            }
        }
        for change in &difference.people {
            out += &format!("people: {}\n", said(&print::json(change), &names));
        }
        print::plain(&out)
    };
    put(text.as_bytes(), &args.common, around)?;
    Ok(if difference.is_empty() { OK } else { FOUND })
}

/// Document files hold the history, so that both sides' edits survive; files of other formats do not.
pub(crate) fn merge(args: &args::Merge, around: &mut Surroundings<'_>) -> Done {
    let one = bytes(&args.one, around)?;
    let mut merged = opened(&args.one, &one)?;
    let other = bytes(&args.other, around)?;
    document::merge(&mut merged, &other)
        .map_err(|error| Failed(format!("{}: {error}", shown(&args.other))))?;
    put(&document::write(&merged), &args.common, around)?;
    Ok(OK)
}
