//! What a file's first id says that a row is: a ticket is no account and a refund no exit survey.
//! Must not know rows.

use crate::domain::import::ImportKind::{self, Feedback, Movements, Subscriptions, Surveys, Usage};
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;

/// An id that names another kind of object than the kind taken.
pub(super) struct Foreign {
    /// Its column.
    pub column: String,
    /// What it names.
    pub object: &'static str,
    /// The kinds of file that such objects are rows of.
    pub fits: &'static [ImportKind],
}

/// Objects by the words for them in headers, with the kinds of file they are rows of.
const OBJECTS: &[(&str, &[ImportKind])] = &[
    ("ticket", &[Feedback, Surveys]),
    ("case", &[Feedback, Surveys]),
    ("conversation", &[Feedback, Surveys]),
    ("message", &[Feedback]),
    ("comment", &[Feedback]),
    ("review", &[Feedback, Surveys]),
    ("response", &[Surveys, Feedback]),
    ("submission", &[Surveys, Feedback]),
    ("event", &[Surveys, Movements, Usage, Feedback]),
    ("session", &[Usage]),
    ("subscription", &[Subscriptions, Movements, Surveys, Usage]),
    ("contract", &[Subscriptions]),
    ("request", &[Feedback, Surveys]),
    ("incident", &[Feedback]),
    ("issue", &[Feedback, ImportKind::Roadmap]),
    ("anfrage", &[Feedback]),
    ("vorgang", &[Feedback]),
    ("call", &[Feedback]),
    ("complaint", &[Feedback, Surveys]),
    ("task", &[ImportKind::Roadmap]),
    ("project", &[ImportKind::Roadmap]),
    ("dispute", &[]),
    ("chargeback", &[]),
    ("creditnote", &[]),
    ("gutschrift", &[]),
    ("rechnung", &[]),
    ("adjustment", &[]),
    ("writeoff", &[]),
    ("member", &[]),
    ("kontakt", &[]),
    ("seat", &[]),
    ("device", &[]),
    ("license", &[]),
    ("refund", &[]),
    ("invoice", &[]),
    ("charge", &[]),
    ("payment", &[]),
    ("transaction", &[]),
    ("order", &[]),
    ("opportunity", &[]),
    ("deal", &[]),
    ("lead", &[]),
    ("contact", &[]),
    ("user", &[]),
    ("employee", &[ImportKind::Owners]),
];

/// People at a customer: where nothing else names the customer they are it.
const PEOPLE: [&str; 5] = ["lead", "contact", "kontakt", "user", "member"];

/// The first id of a file, where it names something that its kind has no rows of.
pub(super) fn foreign(source: &Source) -> Option<Foreign> {
    let columns = || source.names.iter().enumerate().skip(source.mapping.ours);
    let (at, object, fits) = columns().find_map(|(at, name)| {
        let (object, fits) = named(name, at == source.mapping.ours)?;
        Some((at, object, fits))
    })?;
    let is_first = columns()
        .take_while(|(other, _)| *other < at)
        .all(|(_, name)| !is_id(name));
    // That a subscription tells accounts apart is no word on what its rows are.
    let named_only = source.kind == ImportKind::Accounts && !PEOPLE.contains(&object);
    let said =
        source.given.contains(&at) && !(named_only && source.mapping.column("id") == Some(at));
    let alone = PEOPLE.contains(&object)
        && source.mapping.column("account") == Some(at)
        && source.mapping.column("id") != Some(at);
    let strange = is_first && !said && !alone && !fits.contains(&source.kind);
    strange.then(|| Foreign {
        column: source.names[at].clone(),
        object,
        fits,
    })
}

/// The object an id column names: `ticket_id`, `Ticket ID`, `TicketId`, `ticket number`; the `first` column of a file
/// also by its bare name.
fn named(column: &str, first: bool) -> Option<(&'static str, &'static [ImportKind])> {
    let squeezed = squeeze(column);
    let ends = [
        "", "id", "uuid", "oid", "number", "nummer", "nr", "no", "key", "ref",
    ];
    let whose = ends.into_iter().filter(|end| first || !end.is_empty());
    let mut whose = whose.filter_map(|end| squeezed.strip_suffix(end));
    whose.find_map(|whose| OBJECTS.iter().copied().find(|(object, _)| whose == *object))
}

fn is_id(column: &str) -> bool {
    let squeezed = squeeze(column);
    ["id", "uuid", "oid"]
        .iter()
        .any(|end| squeezed.ends_with(end))
        && squeezed != "paid"
}
