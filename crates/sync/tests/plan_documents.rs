//! The simulation with real plans: people run commands and undo them, connections break, tabs
//! crash, the relay is killed. All must read the same plan in the end, the relay's disk included.
//!
//! `SEED=n cargo test -p coplan-sync --test plan_documents` replays one run.

#[path = "simulation/random.rs"]
mod random;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use chrono::{Days, NaiveDate};
use plan::command::{Command, Place, TextField};
use plan::doc::PlanDoc;
use plan::id::MilestoneId;
use plan::model::Due;
use plan::text::Splice;
use random::Random;
use sync::{
    Access, Document, Frame, Input, Malformed, Output, PeerId, Replica, Room, RoomInput,
    RoomOutput, Saving, Session,
};

const SEEDS: u64 = 200;
const STEPS: usize = 250;

/// A plan with what its device has seen, in order.
struct Kept {
    plan: PlanDoc,
    device: Vec<Vec<u8>>,
}

impl Replica for Kept {
    fn state_vector(&self) -> Vec<u8> {
        self.plan.state_vector()
    }

    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        self.plan
            .diff(state_vector)
            .map_err(|_| Malformed("not a state vector"))
    }

    fn apply(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.device.push(update.to_vec());
        self.plan
            .merge(update)
            .map(drop)
            .map_err(|_| Malformed("not an update"))
    }
}

struct Person {
    kept: Kept,
    session: Session,
    undo: Vec<Command>,
    /// The connection of now; frames of older ones are gone.
    peer: Option<PeerId>,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Frame>,
}

struct World {
    random: Random,
    now_ms: u64,
    people: Vec<Person>,
    room: Option<Room>,
    uncommitted: VecDeque<(u64, Frame)>,
    disk: Vec<Frame>,
    connections: u64,
    commands: usize,
    undone: usize,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let person = |random: &mut Random| {
            let client = random.client_id();
            let (plan, device) = (PlanDoc::new(client), Vec::new());
            Person {
                kept: Kept { plan, device },
                session: Session::new(0, random.next(), client, 0),
                undo: Vec::new(),
                peer: None,
                up: VecDeque::new(),
                down: VecDeque::new(),
            }
        };
        Self {
            people: (0..3).map(|_| person(&mut random)).collect(),
            room: Some(Room::new(Document::new(random.client_id()))),
            random,
            now_ms: 0,
            uncommitted: VecDeque::new(),
            disk: Vec::new(),
            connections: 0,
            commands: 0,
            undone: 0,
        }
    }

    fn run(&mut self) {
        for _ in 0..STEPS {
            let ms = self.random.below(200);
            self.tick(ms);
            let who = self.random.below(self.people.len());
            match self.random.below(100) {
                0..=44 => self.command(who),
                45..=84 => self.deliver(who),
                85..=91 => self.commit(),
                92..=95 => self.person(who, Input::Closed { code: 1006 }),
                96 | 97 => self.crash(who),
                _ => self.kill_or_start(),
            }
        }
        self.come_to_rest();
        self.agree();
    }

    fn command(&mut self, who: usize) {
        let undo = if self.random.chance(20) {
            self.people[who].undo.pop()
        } else {
            None
        };
        let undoes = undo.is_some();
        let command = undo.or_else(|| self.draw_command(who));
        let (Some(command), person) = (command, &mut self.people[who]) else {
            return;
        };
        // Refused is fine: the other side has changed what this stands on.
        let Ok(applied) = person.kept.plan.apply(&command) else {
            return;
        };
        if applied.update.is_empty() {
            return;
        }
        self.commands += 1;
        self.undone += usize::from(undoes);
        if !undoes {
            person.undo.push(applied.undo);
        }
        person.kept.device.push(applied.update.clone());
        self.person(who, Input::Edited(&applied.update));
    }

    fn draw_command(&mut self, who: usize) -> Option<Command> {
        let milestones: Vec<MilestoneId> = self.people[who]
            .kept
            .plan
            .plan()
            .milestones
            .iter()
            .map(|it| it.id)
            .collect();
        let kind = if milestones.is_empty() {
            0
        } else {
            self.random.below(8)
        };
        if kind == 0 {
            let id = MilestoneId::from_bits(self.random.next());
            return Some(Command::AddMilestone {
                id,
                place: Place::First,
                title: "New".into(),
            });
        }
        let milestone = milestones[self.random.below(milestones.len())];
        let date = NaiveDate::from_ymd_opt(2026, 1, 5)?
            .checked_add_days(Days::new(self.random.next() % 90))?;
        Some(match kind {
            1 => Command::ArchiveMilestones(vec![milestone]),
            2 => Command::RestoreMilestones(vec![milestone]),
            3 => Command::MoveMilestones {
                ids: vec![milestone],
                place: Place::Last,
            },
            4 => Command::SetDue {
                milestone,
                due: Some(Due {
                    date,
                    pinned: false,
                    weeks: None,
                }),
            },
            5 => Command::SetGoLive(Some(date)),
            6 => self.splice(TextField::Goal),
            _ => self.splice(TextField::MilestoneTitle(milestone)),
        })
    }

    fn splice(&mut self, field: TextField) -> Command {
        let insert = if self.random.chance(70) {
            "ab".to_owned()
        } else {
            String::new()
        };
        let delete = u32::from(insert.is_empty());
        Command::EditText {
            field,
            splice: Splice {
                at: 0,
                delete,
                insert,
            },
        }
    }

    fn person(&mut self, who: usize, input: Input<'_>) {
        if matches!(input, Input::Closed { .. }) {
            self.hang_up(who);
        }
        let person = &mut self.people[who];
        for output in person.session.step(self.now_ms, input, &mut person.kept) {
            match output {
                Output::Connect => return self.connect(who),
                Output::Send(frame) => self.people[who].up.push_back(frame),
                Output::Close { .. } => self.hang_up(who),
                _ => {}
            }
        }
    }

    fn connect(&mut self, who: usize) {
        if self.room.is_none() {
            return self.person(who, Input::Closed { code: 1006 });
        }
        self.connections += 1;
        let peer = PeerId(self.connections);
        self.people[who].peer = Some(peer);
        let link = if who == 0 { "seller" } else { "buyer" }.into();
        let access = Access {
            may_write: true,
            link,
            side: None,
            name: None,
            counts: true,
        };
        self.room(RoomInput::Joined { peer, access });
        self.person(who, Input::Opened);
    }

    fn hang_up(&mut self, who: usize) {
        let person = &mut self.people[who];
        person.up.clear();
        person.down.clear();
        if let Some(peer) = person.peer.take() {
            self.room(RoomInput::Left { peer });
        }
    }

    fn deliver(&mut self, who: usize) {
        if let (Some(peer), Some(frame)) = (self.people[who].peer, self.people[who].up.pop_front())
        {
            self.room(RoomInput::Received {
                peer,
                frame: frame.into(),
            });
        }
        if let Some(frame) = self.people[who].down.pop_front() {
            self.person(who, Input::Received(&frame));
        }
    }

    fn room(&mut self, input: RoomInput) {
        let Some(room) = &mut self.room else { return };
        for output in room.step(self.now_ms, input) {
            match output {
                RoomOutput::Send { peer, frame } => self.queue(peer, &frame),
                RoomOutput::Broadcast { peers, frame } => {
                    peers.into_iter().for_each(|peer| self.queue(peer, &frame));
                }
                RoomOutput::Persist { seq, bytes, .. } => self.uncommitted.push_back((seq, bytes)),
                RoomOutput::Close { code, reason, .. } => panic!("closed with {code}: {reason}"),
                RoomOutput::Broken => panic!("nothing here is hostile"),
            }
        }
    }

    fn queue(&mut self, peer: PeerId, frame: &Frame) {
        let person = self.people.iter_mut().find(|it| it.peer == Some(peer));
        person
            .into_iter()
            .for_each(|it| it.down.push_back(frame.clone()));
    }

    fn commit(&mut self) {
        if let Some((seq, bytes)) = self.uncommitted.pop_front() {
            self.disk.push(bytes);
            self.room(RoomInput::Committed { seq });
        }
    }

    fn crash(&mut self, who: usize) {
        self.hang_up(who);
        let (client, seed) = (self.random.client_id(), self.random.next());
        let person = &mut self.people[who];
        person.kept.plan = PlanDoc::new(client);
        for update in &person.kept.device {
            person.kept.plan.merge(update).expect("seen before");
        }
        person.session = Session::new(self.now_ms, seed, client, person.session.unsaved());
        person.undo.clear();
    }

    fn kill_or_start(&mut self) {
        if self.room.take().is_some() {
            self.uncommitted.clear();
            for who in 0..self.people.len() {
                self.person(who, Input::Closed { code: 1006 });
            }
        } else {
            let mut document = Document::new(self.random.client_id());
            self.disk
                .iter()
                .for_each(|update| document.apply(update).expect("validated"));
            self.room = Some(Room::new(document));
        }
    }

    fn tick(&mut self, ms: usize) {
        self.now_ms += ms as u64;
        for who in 0..self.people.len() {
            if self.people[who]
                .session
                .next_wake_ms()
                .is_some_and(|at| at <= self.now_ms)
            {
                self.person(who, Input::Tick);
            }
        }
    }

    fn come_to_rest(&mut self) {
        if self.room.is_none() {
            self.kill_or_start();
        }
        for _ in 0..5_000 {
            self.tick(100);
            (0..self.people.len()).for_each(|who| self.deliver(who));
            self.commit();
            let quiet = |it: &Person| {
                it.up.is_empty() && it.down.is_empty() && it.session.saving() == Saving::Saved
            };
            if self.uncommitted.is_empty() && self.people.iter().all(quiet) {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    fn agree(&self) {
        let mut disk = PlanDoc::new(1);
        self.disk
            .iter()
            .for_each(|update| drop(disk.merge(update).expect("validated")));
        for person in &self.people {
            let plan = &person.kept.plan;
            assert_eq!(plan.plan(), disk.plan());
            assert_eq!(
                *plan.plan(),
                plan.read_afresh(),
                "what is kept up to date is what is there"
            );
            let mut copy = Document::new(2);
            copy.apply(&plan.encode()).expect("own state");
            let mut stored = Document::new(3);
            stored.apply(&disk.encode()).expect("own state");
            assert_eq!(copy.content(), stored.content());
        }
    }
}

#[test]
fn people_with_plans_and_the_relays_disk_end_equal() {
    let replayed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seeds = replayed.map_or(0..SEEDS, |seed: u64| seed..seed + 1);
    let (mut commands, mut undone) = (0, 0);
    for seed in seeds {
        let mut world = World::new(seed);
        if let Err(failure) = catch_unwind(AssertUnwindSafe(|| world.run())) {
            eprintln!("SEED={seed} failed");
            resume_unwind(failure);
        }
        commands += world.commands;
        undone += world.undone;
    }
    let enough = commands > 10_000 && undone > 1_000;
    assert!(
        replayed.is_some() || enough,
        "{commands} commands, {undone} undone"
    );
}
