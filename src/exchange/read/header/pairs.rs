//! Two columns that say from which day to which somebody paid, by their names.
//! Must not know values, nor which kind of file they are in.

use crate::domain::listed::is_listed;
use crate::exchange::read::columns::{squeeze, words};

/// First days, which with a last one beside them are those of what is paid for.
const FIRST: &str = "start started starts begin begins began begun beginning from since activesince activefrom \
    validfrom validsince effective effectivefrom commencement commenced commences activated activation subscribed \
    paidfrom livesince livefrom golive conversion converted beginn anfang ab von gültigab laufzeitab début debut datedébut datededébut \
    inicio início fechadeinicio inizio datainizio ingangsdatum";

/// The last ones.
const LAST: &str = "end ended ends finish finished finishes to until till through thru activeuntil activeto \
    validto validuntil validthrough effectiveto effectiveuntil expiry expires expired expiration termination \
    terminated terminates deactivated deactivation unsubscribed churned churn cancel canceled cancelled cancellation \
    paiduntil paidto liveuntil ende bis gültigbis laufzeitbis kündigung fin datedefin fim fechadefin fine datafine \
    einddatum";

/// The same in words that other things have, too: a ticket is created and closed, a member joins and leaves.
const MAYBE_FIRST: &str = "created opened joined signup signedup registered onboarded won added first firstbill \
    firstbilled firstbilling firstinvoice firstinvoiced firstpayment firstpaid firstcharge firstcharged";

/// The last of those.
const MAYBE_LAST: &str = "closed left lost removed deleted offboarded exit exited departed last lastbill lastbilled \
    lastbilling lastinvoice lastinvoiced lastpayment lastpaid lastcharge lastcharged";

/// What may stand before such a word.
const BEFORE: [&str; 10] = [
    "access",
    "licence",
    "license",
    "membership",
    "effective",
    "subscription",
    "contract",
    "customer",
    "service",
    "plan",
];
/// What may stand behind it.
const BEHIND: [&str; 9] = [
    "date", "datum", "day", "time", "at", "on", "utc", "month", "gmt",
];

/// A first and a last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPair {
    /// The column of the first.
    pub first: usize,
    /// That of the last.
    pub last: usize,
    /// Whether nothing else is called so.
    pub sure: bool,
}

/// The pair among columns, each with its place.
pub fn among<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Option<DayPair> {
    let stems: Vec<(usize, String)> = names.map(|(at, name)| (at, squeeze(name))).collect();
    let find = |list: &str, is_one: &dyn Fn(&str) -> bool| {
        let is = |(at, name): &(usize, String)| (is_one(name) && says(list, name)).then_some(*at);
        stems.iter().find_map(is)
    };
    let any = |_: &str| true;
    let (sure_first, sure_last) = (find(FIRST, &any), find(LAST, &any));
    let sure = sure_first.is_some() && sure_last.is_some();
    let first = sure_first.or_else(|| find(MAYBE_FIRST, &any))?;
    // What was paid last ended nothing, unless the other is what was paid first.
    let of_bills = stems
        .iter()
        .any(|(at, name)| *at == first && name.starts_with("first"));
    let maybe_last = |name: &str| of_bills || !name.starts_with("last");
    Some(DayPair {
        first,
        last: sure_last.or_else(|| find(MAYBE_LAST, &maybe_last))?,
        sure,
    })
}

/// Whether the days of a name are those of bills and visits, which end nothing.
pub fn is_of_bills(name: &str) -> bool {
    const BILLS: &str = "payment paid invoice invoiced charge charged billing billed login seen renewal renews next \
        updated modified created zahlung rechnung";
    words(name).any(|word| is_listed(BILLS, &word))
}

/// Whether a name is one of an end: what was paid last is none where somebody pays again.
pub fn is_end(name: &str) -> bool {
    is_last(name) && !words(name).any(|word| word == "last")
}

/// Whether a name is one of a last day, however sure.
pub fn is_last(name: &str) -> bool {
    let name = squeeze(name);
    says(LAST, &name) || says(MAYBE_LAST, &name)
}

/// Whether one of the words is a squeezed name, or what is left of it without what may stand around it.
fn says(list: &str, name: &str) -> bool {
    let is = |stem: &str| is_listed(list, stem);
    let without = |stem: &str| {
        BEHIND
            .iter()
            .any(|end| stem.strip_suffix(end).is_some_and(is))
    };
    let bare = |stem: &str| is(stem) || without(stem);
    let mut before = BEFORE.iter().filter_map(|begin| name.strip_prefix(begin));
    bare(name) || before.any(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("customer,started_on,ended_on,price", Some((1, 2, true)))]
    #[case("begin,finish", Some((0, 1, true)))]
    #[case("Active since,Active until", Some((0, 1, true)))]
    #[case("contract_start_date,contract_end_date", Some((0, 1, true)))]
    #[case("Termination date,Commencement date", Some((1, 0, true)))]
    #[case("activated_on,churned_on", Some((0, 1, true)))]
    #[case("joined,left", Some((0, 1, false)))]
    #[case("signup_date,churned", Some((0, 1, false)))]
    #[case("first_billed,last_billed", Some((0, 1, false)))]
    #[case("started_at,last_charge_at,access_expires_at", Some((0, 2, true)))]
    #[case("started_at,last_charge_at", None)]
    #[case("created_at,updated_at", None)]
    #[case("created,renewal", None)]
    #[case("start_date,status", None)]
    fn a_first_and_a_last_day_are_known(
        #[case] names: &str,
        #[case] pair: Option<(usize, usize, bool)>,
    ) {
        let found = among(names.split(',').enumerate());
        assert_eq!(found.map(|p| (p.first, p.last, p.sure)), pair);
    }
}
