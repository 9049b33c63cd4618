//! Customers that are erased although little is known of them: names of so few letters that they may stand anywhere, and
//! one whose import was taken back.

use super::room::Room;

fn made(accounts: &str) -> Room {
    let room = Room::empty();
    room.write("list.csv", accounts);
    room.run(&["import", "list.csv"]).ok();
    room
}

/// A backup of before is known by the account that it has, not by letters that may stand anywhere.
#[test]
fn backups_are_named_however_short_the_name_is() {
    for name in ["AEG", "Box", "3M", "X"] {
        let room = made(&format!("id,name\n{name}1,{name}\nC2,Other BV\n"));
        room.run(&["backup", "before.bak"]).ok();
        let unrelated = made("id,name\nC2,Other BV\n");
        let elsewhere = room.path("unrelated.bak");
        unrelated.run(&["backup", elsewhere.to_str().unwrap()]).ok();
        std::fs::write(room.path("broken.bak"), {
            let mut bytes = std::fs::read(room.path("before.bak")).unwrap();
            bytes.truncate(5_000);
            bytes
        })
        .unwrap();
        let told = room.run(&["accounts", "erase", name, "--yes"]).ok().out();
        assert!(told.contains("before.bak"), "{told}");
        assert!(told.contains("broken.bak"), "{told}");
        assert!(!told.contains("unrelated.bak"), "{told}");
        let unlooked = "files that are neither rooms nor plain texts were not looked through";
        assert!(told.contains(unlooked), "{told}");
        assert!(told.contains("and near the room"), "{told}");
    }
}

#[test]
fn a_customer_whose_import_was_taken_back_is_erased() {
    let room = made("id,name\nC2,Other BV\n");
    room.write("more.csv", "id,name\nzk77,Zyxwvu Kartoffel\n");
    room.run(&["import", "more.csv"]).ok();
    room.run(&["notes", "add", "ask Zyxwvu about it"]).ok();
    room.run(&["undo"]).ok();
    room.run(&["notes", "add", "we miss ZyxwvuKartoffel"]).ok();
    let import = room.json(&["imports"])["items"][0]["import"].to_string();
    room.run(&["imports", "revert", &import]).ok();
    let holds = || {
        let bytes = std::fs::read(room.path("room.db")).unwrap();
        ["Zyxwvu", "zyxwvu"]
            .iter()
            .any(|word| bytes.windows(6).any(|part| part == word.as_bytes()))
    };
    assert!(holds());
    room.run(&["accounts", "erase", "zyxwvu kartoffel", "--mask", "--yes"])
        .code(2);
    room.run(&["accounts", "erase", "zyxwvu kartoffel"]).code(2);
    let told = room.run(&["accounts", "erase", "zyxwvu kartoffel", "--yes"]);
    let told = told.ok().out();
    assert!(told.contains("its account was gone already"), "{told}");
    assert!(told.contains("brings it back"), "{told}");
    assert!(!holds());
    assert!(room.run(&["check"]).ok().out().contains("is sound"));
    room.run(&["accounts", "erase", "zyxwvu kartoffel", "--yes"])
        .code(2);
}
