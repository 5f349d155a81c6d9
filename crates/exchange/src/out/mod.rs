//! A plan as files of other programs.

mod delimited;
mod rows;

pub use delimited::csv;

#[cfg(test)]
mod tests;
