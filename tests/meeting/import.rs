//! Files imported from the screen: seen, settled, held against finance's sum, and only then written.
//! Must not look closer at a screen than to know that a key did its work.

use churnroom::runtime::Ended;

use super::{START, Seat, room};

#[test]
fn nothing_is_written_before_it_was_seen_and_settled() {
    let (folder, file) = room();
    let paid = folder.path().join("paid today.csv");
    let rows = "subscription_id,customer,start,price,interval,Seats\n\
                s1,a,2026-09-30,10,month,3\ns2,b,2026-10-02,10,month,1\n";
    std::fs::write(&paid, rows).unwrap();
    let mut seat = Seat::at(&file, "Priya", START);
    seat.sees("> starts").press("i").sees("Import which files");
    seat.enter(&format!("'{}' --currency EUR", paid.display()))
        .sees("`Seats` (`3`, `1`) is not used")
        .sees("€20.00 a month");
    seat.press("enter").sees("something is open");
    seat.press("1")
        .sees("€40.00 a month")
        .press("f")
        .sees("Finance says");
    seat.enter("41")
        .sees("does not tie")
        .sees("Import which files");
    seat.press("ctrl-u");
    seat.enter(&format!(
        "'{}' --currency EUR --map quantity=Seats",
        paid.display()
    ))
    .sees("Enter imports");
    seat.press("f")
        .sees("Finance says")
        .enter("40")
        .sees("Enter imports")
        .press("down down")
        .sees("ties");
    seat.press("enter").sees("imported subscriptions: 2");
    seat.press("q");
    assert_eq!(seat.ends(), Ended::Left);
}
