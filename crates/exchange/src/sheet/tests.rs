use std::io::Write;

use proptest::prelude::*;

use super::*;

fn rows(text: &str) -> Vec<Vec<String>> {
    let sheets = read(text.as_bytes()).expect("readable");
    sheets[0].rows.iter().map(|row| row.cells.clone()).collect()
}

const TWO: [[&str; 2]; 2] = [["Step", "Owner"], ["Demo; part 1, really", "Sarah"]];

#[test]
fn every_way_to_separate_gives_the_same_rows() {
    for text in [
        "Step,Owner\n\"Demo; part 1, really\",Sarah\n",
        "\u{feff}Step;Owner\r\n\"Demo; part 1, really\";Sarah\r\n",
        "sep=;\r\nStep;Owner\r\n\"Demo; part 1, really\";Sarah",
        "Step\tOwner\nDemo; part 1, really\tSarah",
        "| Step | Owner |\n|---|:--:|\n| **Demo; part 1, really** | Sarah |\n\nand more text",
        "Step | Owner\n--- | ---\nDemo; part 1, really | Sarah",
    ] {
        assert_eq!(rows(text), TWO, "{text:?}");
    }
}

#[test]
fn encodings_of_spreadsheets_are_understood() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "Stap\tEigenaar\nCafé\tZoë"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(
        read(&utf16).expect("readable")[0].rows[1].cells,
        ["Café", "Zoë"]
    );
    let latin = b"Stap;Bedrag\nCaf\xe9;\x80 5";
    assert_eq!(
        read(latin).expect("readable")[0].rows[1].cells,
        ["Café", "€ 5"]
    );
}

#[test]
fn row_numbers_are_those_of_the_source() {
    let sheets = read(b"a,b\n\n\"two\nlines\",c\nd,e").expect("readable");
    let numbers: Vec<_> = sheets[0].rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 3, 5]);
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a new file");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn a_zip_bomb_is_refused_before_it_unpacks() {
    let zeros = vec![b' '; 20 * 1024 * 1024];
    let bomb = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/big.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(
        read(&bomb),
        Err(Unreadable::UnpacksTooLarge { .. })
    ));
}

/// A workbook of one sheet whose XML is given.
pub(crate) fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

const NO_STRINGS: &str =
    r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>"#;

#[test]
fn a_sheet_that_claims_seventeen_billion_cells_costs_two() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Step</t></is></c></row><row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Demo</t></is></c><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>"#;
    let sheets = read(&workbook(sheet, NO_STRINGS)).expect("readable");
    assert_eq!(sheets[0].rows.len(), 2);
    assert_eq!(sheets[0].rows[1].number, 1_048_576);
    assert_eq!(sheets[0].rows[1].cells, ["Demo"]);
}

#[test]
fn a_long_text_used_ten_thousand_times_is_refused() {
    let long = "x".repeat(100_000);
    let strings = format!(
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{long}</t></si></sst>"#
    );
    let cells: String = (1..10_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    );
    let read = read(&workbook(&sheet, &strings));
    assert!(
        matches!(read, Err(Unreadable::TooMuchText { .. })),
        "{:?}",
        read.map(|s| s.len())
    );
}

#[test]
fn a_cell_name_beyond_all_columns_is_an_error_and_no_panic() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="aAAaaAAA1"><v>1</v></c></row></sheetData></worksheet>"#;
    // Where overflow is not checked the cell lies far right and is not read.
    let read = read(&workbook(sheet, NO_STRINGS));
    assert!(read.is_err(), "{read:?}");
}

#[test]
fn other_spreadsheets_name_the_remedy() {
    let ods = archive(&[("content.xml", b"<x/>")]);
    let error = read(&ods).expect_err("not ours").to_string();
    assert!(error.contains("save it as .xlsx"), "{error}");
    let xls = [0xd0, 0xcf, 0x11, 0xe0, 0, 0];
    assert!(matches!(
        read(&xls),
        Err(Unreadable::OtherSpreadsheet { .. })
    ));
    assert_eq!(read(b"\n\n"), Err(Unreadable::Empty));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_workbook_never_panics(at in 0usize..2000, byte in any::<u8>(), length in 0usize..2000) {
        let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1.5</v></c></row></sheetData></worksheet>"#;
        let mut bytes = workbook(sheet, NO_STRINGS);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes);
        bytes.truncate(length.max(4));
        let _ = read(&bytes);
    }

    #[test]
    fn damaged_sheet_xml_never_panics(noise in "[<>/=\" a-zA-Z0-9&;]{0,80}") {
        let sheet = format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="{noise}" t="s"><v>{noise}</v></c>{noise}</row></sheetData></worksheet>"#);
        let _ = read(&workbook(&sheet, NO_STRINGS));
    }
}
