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

/// Whether all it says of usage is when somebody was seen last.
fn only_seen(source: &Source) -> bool {
    let mut fields = source.mapping.fields().map(|(field, _)| field.name);
    fields.all(|field| field == "account" || field == LAST_SEEN.plain)
}
