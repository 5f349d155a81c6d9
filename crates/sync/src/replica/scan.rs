//! An update read as a list of operations with their bytes (lib0 v1, as Yjs writes it).
//!
//! For two things that yrs 0.28.1 cannot do: refuse what would hurt before it is decoded (values
//! nested so deep that decoding overflows the stack, which no `catch_unwind` survives), and put
//! updates together without losing what is not integrated yet. In v1 the bytes of an operation do
//! not depend on their neighbours, so they can be moved as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::waiting::Covers;
use crate::wire::{Malformed, Reader, Writer};

/// Values may hold values this deep. Plans need two.
const VALUE_DEPTH_MAX: usize = 64;

const GC: u8 = 0;
const SKIP: u8 = 10;
const HAS_PARENT_SUB: u8 = 0x20;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_ORIGIN: u8 = 0x80;

/// An update, taken apart.
#[derive(Default)]
pub(super) struct Scan<'a> {
    /// By client id; in order of clocks as long as nothing was added.
    operations: BTreeMap<u64, Vec<Operation<'a>>>,
    deletions: BTreeMap<u64, Vec<Range<u64>>>,
    /// What its operations name: other operations that must be there first, as (client, clock).
    pub(super) needs: Vec<(u64, u64)>,
}

struct Operation<'a> {
    clocks: Range<u64>,
    bytes: &'a [u8],
}

impl<'a> Scan<'a> {
    /// Reads a whole update; strict, nothing may follow it.
    pub(super) fn read(update: &'a [u8]) -> Result<Self, Malformed> {
        let mut scan = Self::default();
        let mut reader = Reader::new(update);
        for _ in 0..reader.var_uint()? {
            scan.read_client(&mut reader)?;
        }
        for _ in 0..reader.var_uint()? {
            let client = reader.var_uint()?;
            for _ in 0..reader.var_uint()? {
                let start = reader.var_uint()?;
                let clocks = clocks(start, reader.var_uint()?)?;
                scan.deletions.entry(client).or_default().push(clocks);
            }
        }
        reader.end()?;
        Ok(scan)
    }

    fn read_client(&mut self, reader: &mut Reader<'a>) -> Result<(), Malformed> {
        let (count, client, mut clock) =
            (reader.var_uint()?, reader.var_uint()?, reader.var_uint()?);
        if self.operations.contains_key(&client) {
            return Err(Malformed("a client id twice in one update"));
        }
        if clock > 0 && count > 0 {
            self.needs.push((client, clock - 1));
        }
        let mut operations = Vec::new();
        for _ in 0..count {
            let before = reader.rest();
            let info = reader.byte()?;
            let length = match info {
                SKIP | GC => reader.var_uint()?,
                info => self.read_item(info, reader)?,
            };
            let bytes = &before[..before.len() - reader.rest().len()];
            let clocks = clocks(clock, length)?;
            clock = clocks.end;
            // yrs drops empty strings: Yjs of old wrote some.
            if info != SKIP && !clocks.is_empty() {
                operations.push(Operation { clocks, bytes });
            }
        }
        self.operations.insert(client, operations);
        Ok(())
    }

    /// Gives how many clocks the item covers.
    fn read_item(&mut self, info: u8, reader: &mut Reader<'a>) -> Result<u64, Malformed> {
        let origins = (info & HAS_ORIGIN != 0) as usize + (info & HAS_RIGHT_ORIGIN != 0) as usize;
        for _ in 0..origins {
            let id = (reader.var_uint()?, reader.var_uint()?);
            self.needs.push(id);
        }
        if origins == 0 {
            if reader.var_uint()? == 1 {
                reader.var_string()?;
            } else {
                let id = (reader.var_uint()?, reader.var_uint()?);
                self.needs.push(id);
            }
            if info & HAS_PARENT_SUB != 0 {
                reader.var_string()?;
            }
        }
        read_content(info & 0x0f, reader)
    }

    /// Each operation as an update of its own, then the deletions of one client id each: the parts
    /// of an update can be integrated one by one, in any order that their needs allow.
    pub(super) fn split(self) -> Vec<(Covers, Vec<u8>)> {
        let mut parts = Vec::new();
        for (client, operations) in self.operations {
            for Operation { clocks, bytes } in operations {
                let mut part = Writer::default();
                part.var_uint(1)
                    .var_uint(1)
                    .var_uint(client)
                    .var_uint(clocks.start);
                part.bytes(bytes).var_uint(0);
                parts.push(((false, client, clocks), part.into_bytes()));
            }
        }
        for (client, ranges) in self.deletions {
            for range in ranges {
                let part = deletion(client, &range);
                parts.push(((true, client, range), part));
            }
        }
        parts
    }

    /// What its operations cover, by client id, in order of clocks.
    pub(super) fn operation_ranges(&self) -> impl Iterator<Item = (u64, Range<u64>)> {
        let all = self.operations.iter();
        all.flat_map(|(client, operations)| {
            operations.iter().map(|it| (*client, it.clocks.clone()))
        })
    }

    /// What it deletes.
    pub(super) fn deletion_ranges(&self) -> impl Iterator<Item = (u64, Range<u64>)> {
        let all = self.deletions.iter();
        all.flat_map(|(client, ranges)| ranges.iter().map(|range| (*client, range.clone())))
    }

    /// Adds what this does not hold yet.
    pub(super) fn add(&mut self, other: Scan<'a>) {
        for (client, operations) in other.operations {
            self.operations
                .entry(client)
                .or_default()
                .extend(operations);
        }
        for (client, deletions) in other.deletions {
            self.deletions.entry(client).or_default().extend(deletions);
        }
    }

    /// The update of all of it, gaps as skips. Of operations that overlap the one that begins
    /// first, and then the longer one, stays; `None` if one would have to be cut.
    pub(super) fn write(mut self) -> Option<Vec<u8>> {
        let mut writer = Writer::default();
        self.operations
            .retain(|_, operations| !operations.is_empty());
        writer.var_uint(self.operations.len() as u64);
        for (client, operations) in self.operations.iter_mut().rev() {
            operations.sort_by_key(|it| (it.clocks.start, u64::MAX - it.clocks.end));
            let first = operations.first().map_or(0, |it| it.clocks.start);
            let (mut body, mut count, mut end) = (Writer::default(), 0, first);
            for operation in operations.iter().filter(|it| !it.clocks.is_empty()) {
                if operation.clocks.end <= end {
                    continue;
                }
                if operation.clocks.start < end {
                    return None;
                }
                if operation.clocks.start > end {
                    body.byte(SKIP).var_uint(operation.clocks.start - end);
                    count += 1;
                }
                body.bytes(operation.bytes);
                count += 1;
                end = operation.clocks.end;
            }
            writer
                .var_uint(count)
                .var_uint(*client)
                .var_uint(first)
                .bytes(&body.into_bytes());
        }
        write_deletions(&mut writer, &mut self.deletions);
        Some(writer.into_bytes())
    }
}

/// An update that deletes a range of one client id.
pub(super) fn deletion(client: u64, range: &Range<u64>) -> Vec<u8> {
    let mut part = Writer::default();
    part.var_uint(0).var_uint(1).var_uint(client).var_uint(1);
    part.var_uint(range.start).var_uint(range.end - range.start);
    part.into_bytes()
}

fn write_deletions(writer: &mut Writer, deletions: &mut BTreeMap<u64, Vec<Range<u64>>>) {
    deletions.retain(|_, ranges| !ranges.is_empty());
    writer.var_uint(deletions.len() as u64);
    for (client, ranges) in deletions.iter_mut().rev() {
        ranges.sort_by_key(|range| range.start);
        ranges.dedup_by(|next, range| {
            let touches = next.start <= range.end;
            if touches {
                range.end = range.end.max(next.end);
            }
            touches
        });
        writer.var_uint(*client).var_uint(ranges.len() as u64);
        for range in ranges {
            writer
                .var_uint(range.start)
                .var_uint(range.end - range.start);
        }
    }
}

fn clocks(start: u64, length: u64) -> Result<Range<u64>, Malformed> {
    let end = start.saturating_add(length);
    if end > u64::from(u32::MAX) {
        Err(Malformed("clock too large"))
    } else {
        Ok(start..end)
    }
}

/// Gives how many clocks the content covers. Not read: kind 2, JSON of the first Yjs versions,
/// which yrs 0.28.1 reads wrongly.
fn read_content(kind: u8, reader: &mut Reader<'_>) -> Result<u64, Malformed> {
    match kind {
        1 => return reader.var_uint(),
        3 => drop(reader.var_bytes()?),
        4 => return Ok(reader.var_string()?.encode_utf16().count() as u64),
        5 => drop(reader.var_string()?),
        6 => drop((reader.var_string()?, reader.var_string()?)),
        7 => {
            if reader.byte()? == 3 {
                reader.var_string()?; // the name of an XML element
            }
        }
        8 => {
            let count = reader.var_uint()?;
            for _ in 0..count {
                read_value(reader, 0)?;
            }
            return Ok(count);
        }
        9 => {
            reader.var_string()?;
            read_value(reader, 0)?;
        }
        _ => return Err(Malformed("unknown kind of content")),
    }
    Ok(1)
}

fn read_value(reader: &mut Reader<'_>, depth: usize) -> Result<(), Malformed> {
    if depth > VALUE_DEPTH_MAX {
        return Err(Malformed("value nested too deep"));
    }
    match reader.byte()? {
        120 | 121 | 126 | 127 => {}
        125 => while reader.byte()? >= 0x80 {},
        124 => drop(reader.take(4)?),
        122 | 123 => drop(reader.take(8)?),
        119 => drop(reader.var_string()?),
        116 => drop(reader.var_bytes()?),
        kind @ (117 | 118) => {
            for _ in 0..reader.var_uint()? {
                if kind == 118 {
                    reader.var_string()?;
                }
                read_value(reader, depth + 1)?;
            }
        }
        _ => return Err(Malformed("unknown kind of value")),
    }
    Ok(())
}
