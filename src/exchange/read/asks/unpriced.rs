//! Rows that are subscriptions by all but a price, in a file that reads as a list of accounts or of usage.
//! Must not decide.

use crate::domain::import::ImportKind;
use crate::domain::word::Word;
use crate::exchange::read::Source;
use crate::exchange::read::by_name::is_status;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::fields::form;
use crate::exchange::read::guess::names_customer;
use crate::exchange::read::header::pairs;
use crate::exchange::safe::quoted;

use super::{Question, Way};

/// What a column of it was seen to hold.
#[derive(Clone, Default)]
pub(super) struct UnpricedSeen {
    pub(super) filled: u64,
    pub(super) days: u64,
    pub(super) amounts: u64,
    pub(super) states: u64,
    /// Those of which it can be told whether they say yes, or that somebody left.
    pub(super) told: u64,
}

/// The columns by whose names rows may be subscriptions.
pub(super) struct Unpriced {
    /// The id of a subscription.
    pub(super) id: Option<usize>,
    /// A first and a last day, of the whole or of what is paid for now.
    days: Option<(usize, usize)>,
}

impl Unpriced {
    /// Those of a file, if it has any.
    pub(super) fn of(source: &Source) -> Option<Unpriced> {
        let names = || source.names.iter().map(String::as_str).enumerate();
        let id = names().find(|(_, name)| is_subscription(&squeeze(name)));
        let pair = pairs::among(names()).filter(|pair| pair.sure);
        let mut of_now = names().filter(|(_, name)| is_of_now(&squeeze(name)));
        let of_now = of_now.next().zip(of_now.next());
        let of_now = of_now.map(|(first, last)| (first.0, last.0));
        let found = Unpriced {
            id: id.map(|(at, _)| at),
            days: pair.map(|pair| (pair.first, pair.last)).or(of_now),
        };
        let stated = || is_owned(source) && has_plan(source);
        (found.id.is_some() || found.days.is_some() || stated()).then_some(found)
    }

    /// What is open, where enough of a subscription is there by what the columns were `seen` to hold.
    pub(super) fn question(&self, source: &Source, seen: &[UnpricedSeen]) -> Option<Question> {
        let quote = |at: usize| quoted(&source.names[at], 40);
        let dated = |at: usize| seen[at].days * 10 >= seen[at].filled * 9;
        let days = self.days;
        let days = days.filter(|days| seen[days.0].days > 0 && dated(days.0) && dated(days.1));
        let mut columns = source.mapping.ours..source.names.len();
        let state = columns.find(|at| {
            let seen = &seen[*at];
            is_status(&source.names[*at]) && seen.states > 0 && seen.states * 2 >= seen.filled
        });
        let enough = match (self.id, days, state) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => true,
            (None, Some(_), Some(_)) => has_plan(source) || is_owned(source),
            (None, Some(_), None) => is_owned(source) || is_of_nobody(source),
            (None, None, Some(_)) => is_owned(source) && has_plan(source),
            (_, None, None) => false,
        };
        // Whoever left is asked why once it is over.
        let listed = matches!(source.kind, ImportKind::Accounts | ImportKind::Usage);
        let enough = enough && (listed || state.is_some());
        let has = [
            self.id
                .map(|at| format!("the id of a subscription ({})", quote(at))),
            days.map(|(first, last)| format!("two days ({}, {})", quote(first), quote(last))),
            state.map(|at| format!("a status ({})", quote(at))),
        ];
        let has: Vec<String> = has.into_iter().flatten().collect();
        let word = source.kind.word();
        let open = format!(
            "each row has {}, as subscriptions have, it reads as {word}, and no column says what is paid",
            has.join(" and ")
        );
        let ways = vec![
            Way::when(
                "--as-kind subscriptions --map amount=COLUMN".to_owned(),
                "(export it again with its prices, those of its plans in each row)",
            ),
            Way::when(
                format!("--as-kind {word}"),
                match listed {
                    true => "if each row is a customer",
                    false => "if it is that all the same",
                },
            ),
        ];
        enough.then(|| Question::new(&source.file, open, ways).proposing(0))
    }
}

/// Whether a column, squeezed, is called as ids of subscriptions are.
fn is_subscription(name: &str) -> bool {
    let known = form(ImportKind::Subscriptions);
    let known = known
        .place("id")
        .map_or("", |place| known.fields[place].known);
    let mut known = known
        .split_whitespace()
        .filter(|known| *known != "subscription");
    known.any(|known| known == name)
}

/// Whether a column, squeezed, is a day of what is paid for now.
fn is_of_now(name: &str) -> bool {
    ["currentperiod", "currentterm"]
        .iter()
        .any(|now| name.starts_with(now))
}

/// Whether its rows have a plan.
fn has_plan(source: &Source) -> bool {
    let mut names = source.names.iter();
    names.any(|name| words(name).any(|word| word == "plan" || word == "tier"))
}

/// Whether they have ids of their own beside customers.
fn is_owned(source: &Source) -> bool {
    let names = || source.names.iter().map(String::as_str);
    names().any(|name| squeeze(name) == "id") && names().any(names_customer)
}

/// Whether it says which plan somebody has, and not what whoever has it is called.
fn is_of_nobody(source: &Source) -> bool {
    let accounts = source.kind == ImportKind::Accounts;
    accounts && has_plan(source) && source.mapping.column("name").is_none()
}
