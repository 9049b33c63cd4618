//! What one person made of the texts on a laptop, brought into the team's room as a file: it adds, takes nothing away,
//! and tells where the two differ.

use std::path::Path;

use churnroom::domain::carried::{Carried, CarriedGift, CarriedTag, CarriedText, Settled};
use churnroom::domain::change::{Author, Change, Field, Member, Record, Subject};
use churnroom::domain::day::Moment;
use churnroom::domain::feedback::{FeedbackView, Mark, Tag, TagView};
use churnroom::domain::field::FieldValue;
use churnroom::domain::page::Page;
use churnroom::domain::query::{FeedbackFilter, Query};
use churnroom::exchange::tags_file::gather;
use churnroom::store::Store;
use proptest::prelude::*;

use super::rooms::{files, options, take};
use super::tags_file::through_a_file;
use super::usd;

const SAID: [(&str, &str); 3] = [
    (
        "tickets.csv",
        "id,account,received,source,text,tags\nT1,elm,2026-08-01,ticket,slow,speed\nT2,fir,2026-08-02,ticket,dear,\n",
    ),
    // Without ids, and one of them without a day.
    (
        "calls.csv",
        "account,received,text,score\nelm,2026-08-03,too slow,3\n,,-5 of ten,0.1\nfir,2026-08-04,\"a;b\n\"\"c\"\"\",\n",
    ),
    (
        "surveys.csv",
        "account,received,reason,text\nelm,2026-08-09,Price,\"Nein, =1+1\"\n",
    ),
];

const NAMES: [&str; 5] = ["speed", "price", "=cmd", "a;b, c/d", "Ünïcode"];
const KEYS: [&str; 4] = ["", "s", "p", "1"];

#[derive(Clone, Copy, Debug)]
enum Step {
    Put(usize, usize, usize),
    Off(usize),
    Mark(usize, usize),
    Pin(usize),
    Tag(usize, usize, usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..8_usize, 0..5_usize, 0..3_usize).prop_map(|(text, tag, who)| Step::Put(text, tag, who)),
        1 => (0..20_usize).prop_map(Step::Off),
        1 => (0..8_usize, 0..3_usize).prop_map(|(text, mark)| Step::Mark(text, mark)),
        1 => (0..8_usize).prop_map(Step::Pin),
        2 => (0..5_usize, 0..4_usize, 0..5_usize, any::<bool>())
            .prop_map(|(name, key, theme, told)| Step::Tag(name, key, theme, told)),
    ]
}

/// A room, and what time it is in it.
struct Room {
    store: Store,
    now: i64,
}

impl Room {
    fn new(folder: &Path) -> Room {
        let mut store = Store::in_memory().unwrap();
        take(&mut store, &files(folder, &SAID), &options(usd())).unwrap();
        Room {
            store,
            now: 1_790_000_000,
        }
    }

    fn author(&mut self, person: &str) -> Author {
        self.now += 60;
        Author {
            person: person.to_owned(),
            at: Moment(self.now),
        }
    }

    fn by(&mut self, person: &str, change: &Change) {
        let author = self.author(person);
        // What cannot be is not what is tested here.
        drop(self.store.apply(&author, change));
    }

    fn texts(&mut self) -> Vec<FeedbackView> {
        let query = Query::Feedback {
            filter: FeedbackFilter::default(),
            after: None,
            limit: 50,
        };
        let page: Page<FeedbackView> = self.store.answer(&query).unwrap().try_into().unwrap();
        page.items
    }

    fn tags(&mut self) -> Vec<Tag> {
        let tags: Vec<TagView> = self.store.answer(&Query::Tags).unwrap().try_into().unwrap();
        tags.into_iter().map(|view| view.tag).collect()
    }

    fn tag(&mut self, name: &str) -> Option<Tag> {
        self.tags().into_iter().find(|tag| tag.name == name)
    }

    fn take(&mut self, step: Step) {
        let mut texts = self.texts();
        match step {
            Step::Put(text, tag, who) => {
                let feedback = texts.swap_remove(text % texts.len()).feedback.id;
                if let Some(tag) = self.tag(NAMES[tag]) {
                    let tagged = Member::Tagged {
                        feedback,
                        tag: tag.id,
                    };
                    self.by(["Dana", "Mo", "Erin"][who], &Change::Join(tagged));
                }
            }
            Step::Off(n) => {
                let on = texts
                    .iter()
                    .flat_map(|view| view.tags.iter().map(|t| (view.feedback.id, t.id)));
                let on: Vec<_> = on.collect();
                if let Some((feedback, tag)) = on.get(n % on.len().max(1)).copied() {
                    self.by("Erin", &Change::Leave(Member::Tagged { feedback, tag }));
                }
            }
            Step::Mark(text, mark) => {
                let view = texts.swap_remove(text % texts.len()).feedback;
                let mark = [None, Some(Mark::Praise), Some(Mark::NoReason)][mark];
                let subject = Subject::Feedback(view.id);
                self.by(
                    "Mo",
                    &Change::set(subject, Field::Mark, view.mark.value(), mark.value()),
                );
            }
            Step::Pin(text) => {
                let view = texts.swap_remove(text % texts.len()).feedback;
                let (was, now) = (view.pinned.value(), (!view.pinned).value());
                self.by(
                    "Mo",
                    &Change::set(Subject::Feedback(view.id), Field::Pinned, was, now),
                );
            }
            Step::Tag(name, key, theme, told) => {
                let parent = self.tag(NAMES[theme]).map(|tag| tag.id);
                let described = if told { "what belongs here" } else { "" };
                let tag = Tag {
                    name: NAMES[name].to_owned(),
                    parent: parent.filter(|_| theme != name && theme % 2 == 0),
                    description: described.to_owned(),
                    key: KEYS[key].to_owned(),
                    ..Tag::default()
                };
                self.by("Mo", &Change::add(Record::Tag(tag)));
            }
        }
    }

    /// Its tags as a file somewhere, read again.
    fn file(&mut self, folder: &Path) -> Carried {
        let store = &mut self.store;
        let carried = gather(&mut |query| store.answer(&query), false).unwrap();
        through_a_file(&carried, folder)
    }

    fn carry(&mut self, carried: &Carried) -> (i64, Settled) {
        let author = self.author("Kim");
        let (applied, settled) = self.store.carry(&author, carried, false).unwrap();
        (applied.change.0, settled)
    }

    /// Each text's tags by name with who gave them, its mark and its pin.
    fn made(&mut self) -> Vec<Made> {
        let made = self.texts().into_iter().map(|view| {
            let given = view.tags.iter().map(|tag| {
                let given = view.given(tag.id).unwrap();
                (tag.name.clone(), given.person.clone(), given.at)
            });
            (given.collect(), view.feedback.mark, view.feedback.pinned)
        });
        made.collect()
    }
}

type Made = (
    Vec<(String, Option<String>, Option<Moment>)>,
    Option<Mark>,
    bool,
);

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_file_of_tags_adds_and_takes_nothing_away(
        theirs in prop::collection::vec(step(), 0..24),
        ours in prop::collection::vec(step(), 0..24),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (mut laptop, mut team) = (Room::new(folder.path()), Room::new(folder.path()));
        theirs.iter().for_each(|step| laptop.take(*step));
        ours.iter().for_each(|step| team.take(*step));
        let file = laptop.file(folder.path());
        let before = (team.made(), team.tags());
        let author = team.author("Kim");
        let (_, foreseen) = team.store.carry(&author, &file, true).unwrap();
        prop_assert_eq!(&(team.made(), team.tags()), &before, "a dry run");
        let (change, settled) = team.carry(&file);
        prop_assert_eq!(&settled, &foreseen);
        prop_assert_eq!(settled.missing + settled.added, 0);
        let after = team.made();
        for ((was, is), there) in before.0.iter().zip(&after).zip(laptop.made()) {
            prop_assert!(was.0.iter().all(|one| is.0.contains(one)), "{was:?} became {is:?}");
            prop_assert!(was.1.is_none() || was.1 == is.1);
            prop_assert!(is.2 == (was.2 || there.2));
            let gets = there.1.is_some() && was.0.is_empty();
            prop_assert!(is.1.is_some() == (was.1.is_some() || gets));
            for (tag, by, at) in there.0 {
                let had = was.0.iter().any(|one| one.0.eq_ignore_ascii_case(&tag));
                let got = is.0.iter().find(|one| one.0.eq_ignore_ascii_case(&tag));
                let told = |words: &str| settled.differences.iter().any(|one| one.contains(words));
                let off = || told("was taken off here") || was.1.is_some() && told(" there, marked ");
                match got {
                    Some(_) if had => {}
                    Some((_, person, moment)) if by.is_some() => prop_assert_eq!((person, moment), (&by, &at)),
                    Some((_, person, _)) => prop_assert_eq!(person.as_deref(), Some("Kim")),
                    None => prop_assert!(off(), "{} is lost", tag),
                }
            }
        }
        for tag in laptop.tags() {
            prop_assert!(team.tag(&tag.name).is_some());
        }
        let (again, nothing) = team.carry(&file);
        prop_assert_eq!((again, nothing.given, nothing.book), (0, 0, 0));
        prop_assert_eq!(team.store.check().unwrap(), Vec::<String>::new());
        if change != 0 {
            team.by("Kim", &Change::Undo);
            prop_assert_eq!((team.made(), team.tags()), before);
        }
    }
}

/// A tag of the codebook of a file.
fn tag(name: &str, theme: &str, key: &str, description: &str) -> CarriedTag {
    CarriedTag {
        before: Vec::new(),
        theme: theme.to_owned(),
        tag: Tag {
            name: name.to_owned(),
            key: key.to_owned(),
            description: description.to_owned(),
            ..Tag::default()
        },
    }
}

#[test]
fn a_tag_that_became_part_of_another_here_is_that_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut team = Room::new(folder.path());
    let cost = Tag {
        name: "cost".to_owned(),
        also: "dear, Price".to_owned(),
        ..Tag::default()
    };
    team.by("Dana", &Change::add(Record::Tag(cost)));
    let mut texts = team.texts().into_iter();
    let text = texts
        .find(|view| !view.feedback.external.is_empty())
        .unwrap();
    let carried = Carried {
        book: vec![tag("price", "", "", "what it costs")],
        texts: vec![CarriedText {
            external: text.feedback.external.clone(),
            exit_survey: text.feedback.exit_survey,
            tags: vec![CarriedGift {
                taken: None,
                tag: "price".to_owned(),
                by: String::new(),
                at: None,
            }],
            ..CarriedText::default()
        }],
    };
    team.carry(&carried);
    assert_eq!(team.tag("price"), None);
    let mut now = team.texts().into_iter();
    let now = now
        .find(|view| view.feedback.id == text.feedback.id)
        .unwrap();
    let names: Vec<&str> = now.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert!(names.contains(&"cost"), "{names:?}");
    let given = now.given.iter().map(|given| given.by());
    assert!(
        given.eq([None]),
        "nobody here gave what a file brought there"
    );
}

#[test]
fn what_differs_is_told_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut team = Room::new(folder.path());
    for (name, key, told) in [
        ("price", "p", "what it costs"),
        ("area", "", ""),
        ("inner", "", ""),
    ] {
        let parent = (name == "inner").then(|| team.tag("area").unwrap().id);
        let tag = Tag {
            name: name.to_owned(),
            key: key.to_owned(),
            description: told.to_owned(),
            parent,
            ..Tag::default()
        };
        team.by("Mo", &Change::add(Record::Tag(tag)));
    }
    let texts = team.texts();
    let text = |id: &str| {
        texts
            .iter()
            .find(|view| view.feedback.external == id)
            .unwrap()
    };
    let (slow, speed) = (text("T1").feedback.id, team.tag("speed").unwrap().id);
    team.by(
        "Mo",
        &Change::Leave(Member::Tagged {
            feedback: slow,
            tag: speed,
        }),
    );
    let praise = (None::<Mark>.value(), Some(Mark::Praise).value());
    team.by(
        "Mo",
        &Change::set(Subject::Feedback(slow), Field::Mark, praise.0, praise.1),
    );
    let of = |external: &str, text: &str, mark, tags: &[&str]| CarriedText {
        external: external.to_owned(),
        account: "elm".to_owned(),
        received: Some("2026-08-01".parse().unwrap()),
        text: text.to_owned(),
        mark,
        tags: tags
            .iter()
            .map(|tag| CarriedGift {
                taken: None,
                tag: (*tag).to_owned(),
                by: "Dana".to_owned(),
                at: None,
            })
            .collect(),
        ..CarriedText::default()
    };
    let carried = Carried {
        book: vec![
            tag("Price", "area", "x", "dear"),
            tag("speed", "", "p", ""),
            tag("below", "inner", "B", "new"),
        ],
        texts: vec![
            of("T1", "slow", Some(Mark::NoReason), &["speed", "price"]),
            of("", "nobody has it", None, &["price"]),
            of("N1", "new here", None, &["price"]),
            of("N1", "new here", Some(Mark::Praise), &["speed"]),
        ],
    };
    let (_, settled) = team.carry(&carried);
    assert_eq!(
        settled.differences,
        [
            "tag speed: its key is `p` there, which is no free key here",
            "tag price: under area there, a theme here",
            "tag price: its key is \"x\" there, \"p\" here",
            "tag price: its description is \"dear\" there, \"what it costs\" here",
            "tag below: it is under inner there, which is no theme here",
            "tag below: its key is `B` there, which is no free key here",
            "2026-08-01, elm, \"slow\": marked as without a reason and tagged speed, price there, marked as praise here",
            "2026-08-01, elm, \"nobody has it\": this text is not in the room",
        ]
    );
    assert_eq!((settled.texts, settled.missing, settled.added), (4, 1, 1));
    let texts = team.texts();
    let new = texts
        .iter()
        .find(|view| view.feedback.external == "N1")
        .unwrap();
    let names: Vec<&str> = new.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["price", "speed"]);
    assert_eq!(team.tag("below").unwrap().description, "new");
}
