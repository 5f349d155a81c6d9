//! `coplan new`: a plan with content, made before anybody has opened it. The one place of this package that
//! knows what a plan is.

use std::path::Path;

use anyhow::{Context, bail};
use plan::{doc::PlanDoc, snapshot};
use relay::{
    access::{Link, Secret, now_ms, random_plan_id},
    config::NewPlan,
    data_dir,
    http::{ShownLink, first_links, hashed},
    store::{Entry, Store, Write, sqlite::SqliteStore},
};

/// Makes the plan and prints its links, for the only time.
pub fn run(config: &NewPlan) -> anyhow::Result<()> {
    let (client, bytes) = content(config)?;
    data_dir::make(&config.data)?;
    let store = SqliteStore::open_or_create(&data_dir::data_file(&config.data)?)?;
    let plan = random_plan_id();
    let links = first_links(&plan);
    let entry = Entry {
        room: plan.clone(),
        seq: 1,
        at_ms: now_ms(),
        link: links[0].0.id.clone(),
        bytes: bytes.into(),
        clients: vec![client],
    };
    // Content first: a plan whose links exist is never found empty.
    store.commit(&[Write::Append(entry)])?;
    store.create_plan(&plan, &title(config), now_ms(), &hashed(&links))?;
    store.close();
    print(config, &plan, links);
    Ok(())
}

/// The document as one update, and the client id that wrote it.
#[allow(clippy::print_stderr, reason = "what was assumed goes to the terminal")]
fn content(config: &NewPlan) -> anyhow::Result<(u64, Vec<u8>)> {
    let file = config.from.display();
    let today = chrono::Local::now().date_naive();
    let (mut snapshot, told) = cli::plan_of_file(&config.from, today).context("--from")?;
    for line in told {
        eprintln!("coplan: --from {file}: {line}");
    }
    snapshot.title = title(config);
    let client = random_bits() >> 11; // below 2^53: JavaScript holds it exactly
    let mut document = PlanDoc::new(client);
    let command = snapshot::from_plan(&snapshot);
    if let Err(refused) = document.apply(&command) {
        bail!("--from {file}: {refused}");
    }
    Ok((client, document.encode()))
}

/// As given, or the name of the file.
fn title(config: &NewPlan) -> String {
    let stem = |path: &Path| {
        path.file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
    };
    let given = config.title.clone();
    given.or_else(|| stem(&config.from)).unwrap_or_default()
}

#[allow(clippy::print_stdout, reason = "the links are this command's result")]
fn print(config: &NewPlan, plan: &str, links: Vec<(Link, Secret)>) {
    let shown: Vec<_> = links
        .into_iter()
        .map(|(link, secret)| ShownLink::minted(link, &secret))
        .collect();
    if config.json {
        println!("{}", serde_json::json!({ "plan": plan, "links": shown }));
        return;
    }
    for link in &shown {
        println!(
            "{:8} {:8} {}",
            link.role,
            link.side,
            link.path.as_deref().unwrap_or_default()
        );
    }
}

fn random_bits() -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("the operating system has randomness");
    u64::from_le_bytes(bytes)
}
