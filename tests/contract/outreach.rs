//! What the team did about accounts for an item: kept with what was seen of it, taken back, refused.

use churnroom::domain::change::{Change, Field, Record, Subject};
use churnroom::domain::day::Day;
use churnroom::domain::failure::Code;
use churnroom::domain::ids::{AccountId, OutreachId, RoadmapId};
use churnroom::domain::outreach::{Outreach, OutreachStatus};

use super::room::{Room, both};

fn contacted(item: RoadmapId, account: AccountId) -> Outreach {
    Outreach {
        item,
        account,
        status: OutreachStatus::Contacted,
        day: Day::ymd(2026, 10, 12).unwrap(),
        said_by: "Dana".to_owned(),
        said_on: Day::ymd(2026, 11, 3).unwrap(),
        ..Outreach::default()
    }
}

fn add(room: &mut Room, person: &str, outreach: Outreach) -> OutreachId {
    let Subject::Outreach(id) = room
        .by(person, Change::add(Record::Outreach(outreach)))
        .subject
    else {
        panic!("it is something else");
    };
    id
}

#[test]
fn who_was_contacted_is_kept_taken_back_and_done_again() {
    both(|room| {
        let (item, account) = (room.item("RPT-12"), room.account("A1"));
        let id = add(room, "Dana", contacted(item, account));
        let own = Outreach {
            id,
            ..contacted(item, account)
        };
        let drop = || Change::remove(Record::Outreach(own.clone()));
        room.try_as("Dana", &Change::Undo).unwrap();
        assert_eq!(
            room.try_as("Dana", &drop()).unwrap_err().code,
            Code::NotFound
        );
        room.try_as("Dana", &Change::Redo).unwrap();
        room.reopen();
        room.try_as("Dana", &drop()).unwrap();
    });
}

#[test]
fn whoever_was_slower_is_told_what_the_other_said() {
    both(|room| {
        let (item, account) = (room.item("RPT-12"), room.account("A1"));
        let other = room.account("A2");
        let id = add(room, "Dana", contacted(item, account));
        // Omar saw nothing said of it yet.
        let again = Change::add(Record::Outreach(contacted(item, account)));
        let failure = room.try_as("Omar", &again).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        assert!(failure.message.contains("Dana"), "{failure:?}");
        assert!(failure.message.contains("contacted"), "{failure:?}");
        // He saw that it was contacted, and it is not wanted by now.
        let subject = Subject::Outreach(id);
        let set = |was: &str, now: &str| Change::set(subject, Field::Status, was, now);
        room.by("Dana", set("contacted", "not_wanted"));
        let late = room
            .try_as("Omar", &set("contacted", "returned"))
            .unwrap_err();
        assert_eq!(late.code, Code::Conflict);
        assert!(late.message.contains("Dana"), "{late:?}");
        add(room, "Omar", contacted(item, other));
    });
}

#[test]
fn an_item_and_an_account_stay_while_somebody_was_contacted() {
    both(|room| {
        let (item, account) = (room.item("RPT-12"), room.account("A1"));
        add(room, "Dana", contacted(item, account));
        let failure = room.try_as("Priya", &Change::Undo).unwrap_err();
        assert!(failure.message.contains("contacted"), "{failure:?}");
        let nobody = contacted(item, AccountId(99));
        let change = Change::add(Record::Outreach(nobody));
        assert_eq!(
            room.try_as("Dana", &change).unwrap_err().code,
            Code::NotFound
        );
    });
}
