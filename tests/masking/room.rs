//! A room in which everything that can be written names one customer: each text that the tables of fields have, the
//! columns of files, and what stands in a meeting. Must not ask it anything.

use churnroom::domain::account::Account;
use churnroom::domain::change::{Author, Change, Member, Record, Subject};
use churnroom::domain::day::{Day, Moment};
use churnroom::domain::effect::aim::{Aim, Listed};
use churnroom::domain::feedback::{Feedback, FeedbackView, Tag};
use churnroom::domain::field::{Field, Holds, Thing};
use churnroom::domain::ids::{AccountId, ActionId, FeedbackId, MeetingId, RoadmapId, TagId};
use churnroom::domain::marks::DayMark;
use churnroom::domain::meeting::Present;
use churnroom::domain::note::{Action, Note, NoteKind, Origin};
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::domain::roadmap::{Link, Owner, RoadmapItem, Stance};
use churnroom::domain::sought::kept::Keeping;
use churnroom::store::{OpenOptions, Store};

use crate::cli::room::Room;

/// The customer.
pub const NAME: &str = "Zyxwvu Kartoffel";
/// What must not be read while names are masked, in small letters.
const NAMES: [&str; 2] = ["zyxwvu", "kartoffel"];

/// Where a text names the customer.
pub fn found(text: &str) -> Option<String> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    let starts =
        |at: usize, name: &str| text[at..].iter().copied().take(name.len()).eq(name.chars());
    let at = (0..text.len()).find(|at| NAMES.iter().any(|name| starts(*at, name)))?;
    let around = at.saturating_sub(80)..(at + 60).min(text.len());
    Some(text[around].iter().collect())
}

/// The customer that left, whom the files name everywhere, one of its like that still pays, and one that came for a
/// while, twice.
const ACCOUNTS: &str = "\
id,name,plan,segment,channel,region,owner,signed_up,NAME head
zyxwvu-kartoffel,NAME GmbH,NAME plan,NAME segment,NAME channel,NAME region,NAME owner,2026-01-05,NAME value
kartoffel-nord,NAME Nord,NAME plan,NAME segment,NAME channel,NAME region,NAME owner,2026-01-05,NAME value
kartoffel-sued,NAME Süd,NAME plan,NAME segment,NAME channel,NAME region,NAME owner,2026-07-05,NAME value
";
const SUBSCRIPTIONS: &str = "\
id,account,start,end,amount,interval,plan,currency
s1,zyxwvu-kartoffel,2026-01-05,2026-10-12,400.00,month,NAME plan,EUR
s2,kartoffel-nord,2026-01-05,,900.00,month,NAME plan,EUR
s3,kartoffel-nord,2026-02-05,2026-12-01,100.00,month,NAME plan,EUR
s4,kartoffel-sued,2026-07-05,2026-08-20,70.00,month,NAME plan,EUR
s5,kartoffel-sued,2026-10-05,2026-10-20,80.00,month,NAME plan,EUR
";
const SURVEYS: &str = "\
id,account,received,reason,text
v1,zyxwvu-kartoffel,2026-10-12,NAME reason,NAME leaves
v2,kartoffel-nord,2026-10-20,,NAME stays
";
const USAGE: &str = "account,day,nps\nkartoffel-nord,2026-10-20,2\n";

/// A thing whose every text names the customer, the table of its fields saying which there are.
pub fn named<T: Thing>(mut thing: T) -> T {
    for row in T::FIELDS {
        let names = matches!(row.is.holds, Holds::Text | Holds::Name)
            && !matches!(row.is.field, Field::Alias | Field::Seed);
        for text in (row.get_mut)(&mut thing).texts() {
            if names {
                *text = match row.is.field {
                    // Only what is one is taken for an address.
                    Field::Url => format!("https://kartoffel.example/{}", row.is.column),
                    _ => format!("{NAME} {}", row.is.column),
                };
            }
        }
    }
    thing
}

pub fn author() -> Author {
    Author {
        person: "Priya".to_owned(),
        at: Moment(1_793_887_620),
    }
}

/// A room on disk and its store.
pub struct Planted {
    pub room: Room,
    pub store: Store,
}

fn origin() -> Origin {
    Origin {
        meeting: Some(MeetingId(1)),
        theme: Some(TagId(1)),
        account: Some(AccountId(1)),
        feedback: None,
        item: Some(RoadmapId(1)),
        segment: format!("segment={NAME} segment"),
        ..Origin::default()
    }
}

/// What is there before the meeting.
fn before(store: &mut Store) {
    let said = |feedback: Feedback| Record::Feedback(named(feedback));
    let link = Link {
        theme: TagId(1),
        item: Some(RoadmapId(1)),
        stance: Stance::Aligns,
        ..Link::default()
    };
    let mut other = named(Account::default());
    other.external = "a2".to_owned();
    let heads = (format!("{NAME} head"), format!("{NAME} value"));
    other.attributes.extend([heads]);
    let theme = Tag {
        key: String::new(),
        ..named(Tag::default())
    };
    for record in [
        Record::Account(other),
        Record::Tag(theme),
        Record::Owner(named(Owner::default())),
        Record::Item(RoadmapItem {
            // It holds nothing but how easy it is.
            ease: "4".to_owned(),
            ..named(RoadmapItem::default())
        }),
        Record::Link(named(link)),
        Record::DayMark(named(DayMark {
            day: Day::ymd(2026, 10, 9).unwrap(),
            ..DayMark::default()
        })),
        said(Feedback {
            account: Some(AccountId(1)),
            received: Day::ymd(2026, 10, 5),
            ..Feedback::default()
        }),
    ] {
        add(store, record);
    }
    let names = ["name", "called"].map(|name| format!("{NAME} {name}"));
    for (was, now) in [(&names[0], &names[1]), (&names[1], &names[0])] {
        let renamed = Change::set(
            Subject::Tag(TagId(1)),
            Field::Name,
            was.as_str(),
            now.as_str(),
        );
        store.apply(&author(), &renamed).unwrap();
    }
    for feedback in feedback(store) {
        let tagged = Member::Tagged {
            feedback,
            tag: TagId(1),
        };
        store.apply(&author(), &Change::Join(tagged)).unwrap();
    }
    let kept = Keeping {
        name: "renewal".to_owned(),
        was: String::new(),
        now: format!("\"{NAME}\" -renewal"),
    };
    store
        .apply(&author(), &Change::Keep(Box::new(kept)))
        .unwrap();
    let untagged = Feedback {
        external: "f2".to_owned(),
        account: Some(AccountId(1)),
        received: Day::ymd(2026, 10, 6),
        // It reads like the last survey.
        text: format!("{NAME} stays"),
        ..named(Feedback::default())
    };
    add(store, Record::Feedback(untagged));
}

/// What is written in the meeting.
fn within(store: &mut Store) {
    let all = [NoteKind::Note, NoteKind::Question, NoteKind::Decision];
    for kind in all.into_iter().chain([NoteKind::NoAction]) {
        let note = Note {
            kind,
            origin: origin(),
            ..named(Note::default())
        };
        add(store, Record::Note(note));
    }
    let action = Action {
        origin: origin(),
        due: Day::ymd(2026, 11, 20),
        ..named(Action::default())
    };
    add(store, Record::Action(action));
    let aim = Aim {
        action: Some(ActionId(1)),
        day: Day::ymd(2026, 11, 3).unwrap(),
        theme: Some(TagId(1)),
        rest: true,
        members: vec![Listed {
            account: AccountId(2),
            touched: true,
        }],
        ..named(Aim::default())
    };
    add(store, Record::Aim(aim));
}

fn add(store: &mut Store, record: Record) {
    let words = format!("{record:?}");
    let applied = store.apply(&author(), &Change::add(record));
    applied.unwrap_or_else(|failure| panic!("{words}: {failure}"));
}

/// All feedback that there is.
fn feedback(store: &mut Store) -> Vec<FeedbackId> {
    let query = Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 100,
    };
    let page: Page<FeedbackView> = store.answer(&query).unwrap().try_into().unwrap();
    page.items.iter().map(|view| view.feedback.id).collect()
}

/// The room, with a meeting that was held.
pub fn planted() -> Planted {
    let room = Room::empty();
    let files = [
        ("accounts", ACCOUNTS),
        ("subscriptions", SUBSCRIPTIONS),
        ("surveys", SURVEYS),
        ("usage", USAGE),
    ];
    let files = files.map(|(kind, text)| {
        let file = format!("{NAME} {kind}.csv");
        room.write(&file, &text.replace("NAME", NAME));
        file
    });
    let args = ["import"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .chain(["--as-of", "2026-11-02"]);
    room.run(&args.collect::<Vec<_>>()).ok();
    let open = || Store::open(&room.path("room.db"), &OpenOptions::default()).unwrap();
    let mut store = open();
    before(&mut store);
    drop(store);
    let theme = format!("{NAME} name");
    room.run(&["shortlist", "add", &theme]).ok();
    room.run(&["accounts", "exclude", "a2", "--reason", &theme])
        .ok();
    room.run(&["meetings", "start", "--period", "2026-10"]).ok();
    room.run(&["meetings", "present", &theme]).ok();
    room.run(&["meetings", "discuss", &theme]).ok();
    let mut store = open();
    within(&mut store);
    drop(store);
    room.run(&["meetings", "end"]).ok();
    let mut store = open();
    store.set_today(Day::ymd(2026, 11, 6).unwrap());
    let beside = Present {
        process: 7,
        person: format!("{NAME} person"),
        seen: Moment(0),
        meeting: None,
        claim: None,
    };
    store.beat(&beside).unwrap();
    Planted { room, store }
}
