//! What was seen goes with what is set: over a value that no longer stands nothing is written, in any field.

use churnroom::domain::change::{Change, Field, Record, Value};
use churnroom::domain::failure::Code;
use churnroom::domain::feedback::Tag;
use churnroom::domain::field::{Holds, Thing};
use churnroom::domain::note::{Action, Note, Origin};
use churnroom::domain::query::{Answer, Query};
use churnroom::domain::roadmap::{Link, RoadmapItem, Stance};

use super::room::both;

/// Each field that can be set, of everything that people edit: what is set on a value that no longer stands is refused
/// whole, and who was faster is named.
#[test]
fn no_field_is_set_over_what_somebody_else_saved() {
    both(|room| {
        let theme = room.tag("speed", None);
        let item = Some(room.item("RPT-12"));
        room.apply(Change::add(Record::Link(Link {
            theme,
            item,
            stance: Stance::Aligns,
            ..Link::default()
        })));
        let action = room.action("Fix export", None, Origin::default());
        let note = room.note("Stop lookalikes", Origin::default());
        let Ok(Answer::Tags(tags)) = room.store.answer(&Query::Tags) else {
            panic!("no tags");
        };
        let Ok(Answer::Roadmap(items)) = room.store.answer(&Query::Roadmap) else {
            panic!("no roadmap");
        };
        let Ok(Answer::Links(links)) = room.store.answer(&Query::Links) else {
            panic!("no links");
        };
        let all = [
            (Record::Action(action), settable::<Action>()),
            (Record::Note(note), settable::<Note>()),
            (Record::Link(links[0].clone()), settable::<Link>()),
            (Record::Item(items[0].clone()), settable::<RoadmapItem>()),
            (Record::Tag(tags[0].tag.clone()), settable::<Tag>()),
        ];
        for (record, fields) in all {
            for (field, holds) in fields {
                let stale = match holds {
                    Holds::Text | Holds::Name | Holds::Key => Value::from("x"),
                    _ => Value::Int(4_711),
                };
                let change = Change::set(record.subject(), field, stale, record.value(field));
                let failure = room.try_as("Priya", &change).unwrap_err();
                assert_eq!(failure.code, Code::Conflict, "{field:?}: {failure}");
            }
        }
    });
}

fn settable<T: Thing>() -> Vec<(Field, Holds)> {
    let rows = T::FIELDS.iter().filter(|row| row.is.settable);
    rows.map(|row| (row.is.field, row.is.holds)).collect()
}
