//! What the ids in files are of, by their names: customers, people at them, or something else. Must not know files.

use crate::domain::import::ImportKind::{self, Feedback, Movements, Subscriptions, Surveys, Usage};

use super::columns::squeeze;

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
pub(super) const PEOPLE: [&str; 5] = ["lead", "contact", "kontakt", "user", "member"];

/// Further things that ids are of, of which none is a customer.
const THINGS: &str = "appointment item product plan price campaign channel agent owner survey question interaction visit \
    booking job form template coupon batch currency country region category source card session";

/// Whether a column is the id of something that is no customer, nor a person at one: `serviceappointment_id`.
pub(super) fn is_of_another(name: &str) -> bool {
    let squeezed = squeeze(name);
    let stem = ID.into_iter().filter(|end| !end.is_empty());
    let mut stem = stem.filter_map(|end| squeezed.strip_suffix(end));
    let objects = || OBJECTS.iter().map(|(object, _)| *object);
    let other = |stem: &str| {
        let objects = objects().filter(|object| !PEOPLE.contains(object));
        let mut all = objects.chain(THINGS.split_whitespace());
        all.any(|object| stem.ends_with(object))
    };
    stem.any(other)
}

/// Objects of which a customer has several, none of them its words: of whom a row is one is no account.
fn sold() -> impl Iterator<Item = &'static str> {
    let objects = OBJECTS.iter().filter(|(_, fits)| fits.is_empty());
    let objects = objects.map(|(object, _)| *object);
    objects.filter(|object| !PEOPLE.contains(object))
}

/// Whether a column is the id of such an object, or called as one is: `charge`, `order_id`.
pub(super) fn is_of_sales(name: &str) -> bool {
    named(name, true).is_some_and(|(object, _)| sold().any(|sold| sold == object))
}

/// Whether a column says of such an object what it is called, or how far it is: `deal name`, `order number`.
pub(super) fn of_sales(name: &str) -> bool {
    const OF_ONE: [&str; 6] = ["name", "title", "number", "no", "stage", "status"];
    let squeezed = squeeze(name);
    let mut rests = sold().filter_map(|object| squeezed.strip_prefix(object));
    rests.any(|rest| OF_ONE.contains(&rest))
}

/// Whether a day of this name is one of such an object: `refunded_at`, `Invoice date`.
pub(super) fn of_sales_by_day(name: &str) -> bool {
    let squeezed = squeeze(name);
    sold().any(|object| squeezed.starts_with(object))
}

/// What ends the name of an id.
const ID: [&str; 10] = [
    "", "id", "uuid", "oid", "number", "nummer", "nr", "no", "key", "ref",
];

/// The object an id column names: `ticket_id`, `Ticket ID`, `TicketId`, `ticket number`; the `first` column of a file
/// also by its bare name.
pub(super) fn named(column: &str, first: bool) -> Option<(&'static str, &'static [ImportKind])> {
    let squeezed = squeeze(column);
    let whose = ID.into_iter().filter(|end| first || !end.is_empty());
    let mut whose = whose.filter_map(|end| squeezed.strip_suffix(end));
    whose.find_map(|whose| OBJECTS.iter().copied().find(|(object, _)| whose == *object))
}
