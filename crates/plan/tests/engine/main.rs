//! The engine, seen from outside: plans drawn as text in, drawings out.

mod drawing;
mod schedule;
mod september;
mod slip;
