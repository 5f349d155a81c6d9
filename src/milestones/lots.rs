//! The lines of the table in lots. A browser passes over a lot out of sight at once, where it would look at each of
//! thousands of rows with every key.
//!
//! A line that changes its lot is made anew and loses the focus, so it stays in it whatever comes, goes or moves around
//! it: lots grow and shrink, and only what is much too long is cut.

use crate::arrange::Line;

/// A line of the table; `None` is the one that adds below a row.
pub type Shown = Option<Line>;

/// Lines of a new lot. Twice as many are cut.
const LINES: usize = 100;

/// All lots, from top to bottom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lots {
    lots: Vec<Lot>,
    /// The id of the next new one.
    next: u32,
}

#[derive(Debug, Clone, PartialEq)]
struct Lot {
    id: u32,
    lines: Vec<Shown>,
}

impl Lots {
    /// Deals the lines, of which most were dealt before. There is always a lot, an empty one without lines.
    pub fn deal(&self, lines: Vec<Shown>) -> Self {
        let stays = stays(&self.was(&lines));
        let mut ends = vec![0; self.lots.len()];
        for (place, lot) in stays.iter().enumerate() {
            if let Some(lot) = lot {
                ends[*lot] = place;
            }
        }
        let mut dealt = Self {
            lots: Vec::new(),
            next: self.next,
        };
        // What comes before the first line that stays joins it.
        let mut now = stays.iter().find_map(|lot| *lot);
        for (place, line) in lines.into_iter().enumerate() {
            let is_full = dealt
                .lots
                .last()
                .is_some_and(|lot| lot.lines.len() >= LINES);
            if stays[place].is_some() {
                now = stays[place];
            } else if is_full && now.is_none_or(|now| ends[now] < place) {
                now = None;
                dealt.begin();
            }
            dealt.add(now.map(|now| self.lots[now].id), line);
        }
        dealt.cut();
        if dealt.lots.is_empty() {
            dealt.begin();
        }
        dealt
    }

    /// In which lot each line was. What stands as it stood is passed over; the rest, which is little unless all is
    /// sorted anew, is looked for from where the line before it was found.
    fn was(&self, lines: &[Shown]) -> Vec<Option<usize>> {
        let lots = self.lots.iter().enumerate();
        let of = lots.flat_map(|(at, lot)| lot.lines.iter().map(move |line| (at, *line)));
        let old: Vec<(usize, Shown)> = of.collect();
        let both = old.len().min(lines.len());
        let first = (0..both).take_while(|at| old[*at].1 == lines[*at]).count();
        let (old_end, end) = (old.len(), lines.len());
        let same = |back: &usize| old[old_end - 1 - back].1 == lines[end - 1 - back];
        let last = (0..both - first).take_while(same).count();
        let moved = &old[first..old_end - last];
        let mut from = 0;
        let found = lines[first..end - last].iter().map(|line| {
            let mut after = moved[from..].iter().chain(&moved[..from]);
            let by = after.position(|(_, other)| other == line)?;
            from = (from + by) % moved.len() + 1;
            Some(moved[from - 1].0)
        });
        let mut was: Vec<_> = old[..first].iter().map(|(at, _)| Some(*at)).collect();
        was.extend(found);
        was.extend(old[old_end - last..].iter().map(|(at, _)| Some(*at)));
        was
    }

    /// Which lots there are.
    pub fn ids(&self) -> Vec<u32> {
        self.lots.iter().map(|lot| lot.id).collect()
    }

    /// What is in one; nothing where it has gone.
    pub fn lines_of(&self, id: u32) -> Vec<Shown> {
        let lot = self.lots.iter().find(|lot| lot.id == id);
        lot.map(|lot| lot.lines.clone()).unwrap_or_default()
    }

    /// Begins a lot.
    fn begin(&mut self) {
        let id = self.next;
        self.next += 1;
        self.lots.push(Lot {
            id,
            lines: Vec::new(),
        });
    }

    /// Adds a line to a lot that is the last one or begins with it; without an id to the last one.
    fn add(&mut self, id: Option<u32>, line: Shown) {
        let last = self.lots.last().map(|lot| lot.id);
        match id {
            Some(id) if last != Some(id) => self.lots.push(Lot {
                id,
                lines: Vec::new(),
            }),
            None if last.is_none() => self.begin(),
            _ => {}
        }
        if let Some(lot) = self.lots.last_mut() {
            lot.lines.push(line);
        }
    }

    fn cut(&mut self) {
        for lot in std::mem::take(&mut self.lots) {
            if lot.lines.len() <= 2 * LINES {
                self.lots.push(lot);
                continue;
            }
            let mut id = Some(lot.id);
            for lines in lot.lines.chunks(LINES) {
                match id.take() {
                    Some(id) => self.lots.push(Lot {
                        id,
                        lines: Vec::new(),
                    }),
                    None => self.begin(),
                }
                if let Some(lot) = self.lots.last_mut() {
                    lot.lines.extend_from_slice(lines);
                }
            }
        }
    }
}

/// Which lines stay in their lot: the most of them whose lots still stand in their order (the longest rising
/// subsequence, by patience sorting).
fn stays(was: &[Option<usize>]) -> Vec<Option<usize>> {
    // For each length, the place where the sequence of that length ends that leaves the most room.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; was.len()];
    for (place, lot) in was.iter().enumerate() {
        if lot.is_some() {
            let length = ends.partition_point(|end| was[*end] <= *lot);
            before[place] = length.checked_sub(1).map(|length| ends[length]);
            if length == ends.len() {
                ends.push(place);
            } else {
                ends[length] = place;
            }
        }
    }
    let mut stays = vec![None; was.len()];
    let mut next = ends.last().copied();
    while let Some(place) = next {
        stays[place] = was[place];
        next = before[place];
    }
    stays
}

#[cfg(test)]
mod tests {
    use plan::id::MilestoneId;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn lines(bits: impl IntoIterator<Item = u64>) -> Vec<Shown> {
        let line = |bits| Some(Line::Milestone(MilestoneId::from_bits(bits)));
        bits.into_iter().map(line).collect()
    }

    /// Every line with its lot.
    fn places(lots: &Lots) -> Vec<(u32, Shown)> {
        let of = |lot: &Lot| {
            lot.lines
                .iter()
                .map(|line| (lot.id, *line))
                .collect::<Vec<_>>()
        };
        lots.lots.iter().flat_map(of).collect()
    }

    fn remade(before: &Lots, after: &Lots) -> usize {
        let before = places(before);
        let new = |place: &&(u32, Shown)| {
            !before.contains(place) && before.iter().any(|(_, line)| *line == place.1)
        };
        places(after).iter().filter(new).count()
    }

    #[wasm_bindgen_test]
    fn a_plan_that_comes_in_parts_makes_no_line_anew() {
        let mut lots = Lots::default();
        for count in [0, 60, 160, 260, 360] {
            let more = lots.deal(lines(0..count));
            assert_eq!(remade(&lots, &more), 0, "{count}");
            lots = more;
        }
        let lengths: Vec<usize> = lots.lots.iter().map(|lot| lot.lines.len()).collect();
        assert_eq!(lengths, [100, 100, 100, 60]);
        let none = lots.deal(Vec::new());
        assert_eq!((none.ids().len(), none.lots[0].lines.len()), (1, 0));
    }

    #[wasm_bindgen_test]
    fn what_comes_goes_and_moves_leaves_the_others_in_their_lots() {
        let before = Lots::default().deal(lines(0..500));
        let mut all = lines(0..500);
        all.insert(150, None);
        assert_eq!(remade(&before, &before.deal(all.clone())), 0);
        all.splice(0..0, lines(900..1_000));
        assert_eq!(remade(&before, &before.deal(all)), 0);
        let mut gone = lines(0..500);
        gone.drain(100..201);
        assert_eq!(remade(&before, &before.deal(gone)), 0);
        for (from, to) in [(430, 20), (20, 430), (99, 100), (100, 99), (499, 0)] {
            let mut moved = lines(0..500);
            let line = moved.remove(from);
            moved.insert(to, line);
            assert!(remade(&before, &before.deal(moved)) <= 1, "{from} to {to}");
        }
    }

    #[wasm_bindgen_test]
    fn whatever_happens_the_lines_are_all_there_in_their_order() {
        let mut seed = 20_261_130_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let (mut lots, mut all) = (Lots::default(), Vec::new());
        for turn in 0..400_u64 {
            match random(5) {
                0 => all.reverse(),
                1 => {
                    let by = random(all.len() + 1);
                    all.rotate_left(by);
                }
                2 => {
                    let length = all.len() / 2 + random(all.len() + 1);
                    all.truncate(length);
                }
                _ => {
                    let at = random(all.len() + 1);
                    let new = lines(turn * 1_000..turn * 1_000 + random(130) as u64);
                    all.splice(at..at, new);
                }
            }
            lots = lots.deal(all.clone());
            let shown: Vec<Shown> = places(&lots).into_iter().map(|(_, line)| line).collect();
            assert_eq!(shown, all, "turn {turn}");
            assert!(lots.lots.iter().all(|lot| lot.lines.len() <= 2 * LINES));
            let mut ids = lots.ids();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), lots.lots.len(), "turn {turn}");
        }
    }
}
