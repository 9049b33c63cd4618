//! Lists of contacts, which read like a team's own people or like their usage. Must not decide.

use crate::domain::import::ImportKind;
use crate::domain::signs::names::LAST_SEEN;
use crate::domain::word::Word;
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::shell;

use super::{Question, Way};

/// What says for whom a person works.
const COMPANY: [&str; 8] = [
    "company",
    "companyname",
    "business",
    "businessname",
    "organization",
    "organisation",
    "customer",
    "customername",
];

/// What says who somebody is.
const PERSON: [&str; 8] = [
    "firstname",
    "lastname",
    "fullname",
    "phone",
    "phonenumber",
    "mobile",
    "email",
    "emailaddress",
];

/// Whether it is one; `None` where its columns are of something else.
pub(super) fn question(source: &Source) -> Option<Question> {
    let has = |list: &[&str]| {
        let names = source.names.iter().map(|name| squeeze(name));
        names.filter(|name| list.contains(&name.as_str())).count()
    };
    let column = |field: &str| source.mapping.column(field);
    if source.kind == ImportKind::Feedback
        && has(&COMPANY) > 0
        && is_first_contact(source, has(&PERSON))
    {
        return Some(leads(source));
    }
    let id = match source.kind {
        ImportKind::Owners if has(&COMPANY) > 0 => column("email").or(column("name"))?,
        ImportKind::Usage if has(&PERSON) > 1 && only_seen(source) => column("account")?,
        _ => return None,
    };
    let (id, word) = (shell(&source.names[id]), source.kind.word());
    let open = format!("its columns are those of a list of contacts, and it reads as {word}");
    let ways = vec![
        Way::when(
            format!("--as-kind accounts --map id={id}"),
            "if each row is a customer",
        ),
        Way::when(format!("--as-kind {word}"), "if it is that all the same"),
    ];
    Some(Question::new(&source.file, open, ways))
}

/// Whether people left who they are and for whom they work with a message, and nothing else: such forms are filled in by
/// those who are no customers yet.
fn is_first_contact(source: &Source, of_person: usize) -> bool {
    let column = |field: &str| source.mapping.column(field);
    let given = |at: usize| source.given.contains(&at);
    let message = column("text").filter(|at| {
        let name = squeeze(&source.names[*at]);
        !given(*at) && MESSAGE.contains(&name.as_str())
    });
    let of_product = ["id", "score", "title", "tags"];
    of_person > 0 && message.is_some() && of_product.iter().all(|field| column(field).is_none())
}

/// How what somebody writes to a company is called.
const MESSAGE: [&str; 4] = ["message", "yourmessage", "nachricht", "inquiry"];

fn leads(source: &Source) -> Question {
    let open = "its columns are those of a form by which people get in touch (who, for which company, a message), and it \
                reads as feedback: leads are no customers";
    let way = Way::when(
        format!("--as-kind {}", source.kind.word()),
        "if it is what customers said",
    );
    Question::new(&source.file, open.to_owned(), vec![way]).proposing(0)
}

/// Whether all it says of usage is when somebody was seen last.
fn only_seen(source: &Source) -> bool {
    let mut fields = source.mapping.fields().map(|(field, _)| field.name);
    fields.all(|field| field == "account" || field == LAST_SEEN.plain)
}
