//! The engine, seen from outside: plans drawn as text in, drawings out.

mod drawing;
mod judgement;
mod oracle;
mod schedule;
mod september;
mod slip;
mod slip_properties;
mod terms;
