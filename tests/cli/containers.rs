//! Files that are no plain text through the real binary, and what comes by standard input.

use std::fs::{self, File};
use std::process::Command;

use super::room::Room;
use crate::intake::made::{Book, V};

const TEXT: &str = "id,account,start,mrr\nS8,A7,2026-09-01,50.00\nS9,A7,2026-13-01,9.00\n";

/// Has a command read these bytes.
fn given(room: &Room, bytes: &[u8]) -> impl FnOnce(&mut Command) {
    let path = room.path("given");
    fs::write(&path, bytes).unwrap();
    move |command| {
        command.stdin(File::open(path).unwrap());
    }
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let room = Room::small();
    let args = [
        "import",
        "-",
        "--as-kind",
        "subscriptions",
        "--format",
        "json",
        "--partial",
    ];
    let done = room.run_with(&args, given(&room, TEXT.as_bytes())).code(3);
    let file = &done.json()["files"][0];
    assert_eq!(file["file"], "standard input");
    assert_eq!(
        (file["new"].as_u64(), file["rejected"].as_u64()),
        (Some(1), Some(1))
    );
    assert!(room.read("stdin.rejects.csv").contains("2026-13-01"));
    let again = room.run_with(&args, given(&room, TEXT.as_bytes())).json();
    assert_eq!(again["files"][0]["unchanged"], 1);
    room.run_with(&["import", "-"], given(&room, b""))
        .code(1)
        .says(&["reading `standard input`: it is empty"]);
    room.run_with(&["import", "-"], given(&room, b"%PDF-1.4 1 0 obj"))
        .code(1)
        .says(&["reading `standard input`: it is a PDF; export the table as CSV"]);
    let book = Book::of(&[&[V::T("id"), V::T("name")], &[V::T("A9"), V::T("Nine")]]);
    let done = room.run_with(
        &["import", "-", "--format", "json"],
        given(&room, &book.xlsx()),
    );
    assert_eq!(done.ok().json()["files"][0]["new"], 1);
}

#[test]
fn a_sheet_is_asked_for_and_chosen() {
    let room = Room::empty();
    let sheet: &[&[V]] = &[&[V::T("id"), V::T("name")], &[V::T("a"), V::T("A")]];
    let book = Book::default()
        .sheet("North", "visible", sheet)
        .sheet("South", "visible", sheet);
    fs::write(room.path("accounts.xlsx"), book.xlsx()).unwrap();
    room.run(&["import", "accounts.xlsx"]).code(2).says(&[
        "2 of its sheets could be meant",
        "--sheet NAME: `North`, `South`",
    ]);
    room.run(&["import", "accounts.xlsx", "--sheet", "North"])
        .ok();
    room.run(&["import", "accounts.csv", "--sheet", "North"])
        .code(2)
        .says(&["no file is a workbook"]);
}
