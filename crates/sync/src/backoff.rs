//! How long to wait before the next attempt: exponential, with full jitter.
//!
//! Full jitter spreads a thousand clients of a restarted relay over the whole interval, instead of
//! letting them come back in waves. Seeded, so that a simulation repeats.

/// The first wait is somewhere below this.
pub const FIRST_MS: u64 = 1_000;
/// No wait is longer than this.
pub const LONGEST_MS: u64 = 30_000;

/// Waits, one after the other.
#[derive(Clone, Debug)]
pub struct Backoff {
    failures: u32,
    random: u64,
}

impl Backoff {
    /// `seed`: different for every client, or they all come back at once.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            failures: 0,
            random: seed,
        }
    }

    /// How many waits since the last success.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// The next wait in milliseconds, drawn evenly from zero to a ceiling that doubles.
    pub fn next_ms(&mut self) -> u64 {
        let ceiling = FIRST_MS
            .saturating_mul(1 << self.failures.min(16))
            .min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        self.draw() % (ceiling + 1)
    }

    /// The connection worked: begin again with short waits.
    pub fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// SplitMix64: small, and good enough to spread clients.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ceiling_doubles_and_stops_at_the_longest() {
        let mut waits = vec![0u64; 12];
        for seed in 0..500 {
            let mut backoff = Backoff::new(seed);
            for longest in &mut waits {
                *longest = (*longest).max(backoff.next_ms());
            }
        }
        for (attempt, &longest) in waits.iter().enumerate() {
            let ceiling = (FIRST_MS << attempt).min(LONGEST_MS);
            assert!(
                longest <= ceiling && longest > ceiling * 9 / 10,
                "{attempt}: {longest}"
            );
        }
    }

    #[test]
    fn the_same_seed_waits_the_same() {
        let waits = |seed| {
            let mut backoff = Backoff::new(seed);
            (0..8).map(|_| backoff.next_ms()).collect::<Vec<_>>()
        };
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }

    #[test]
    fn after_a_success_waits_are_short_again() {
        let mut backoff = Backoff::new(1);
        for _ in 0..10 {
            backoff.next_ms();
        }
        backoff.succeeded();
        assert!(backoff.next_ms() <= FIRST_MS);
    }
}
