//! Lists of what accounts pay each month that read as subscriptions by another day of their rows: all months are added up.
//! Must not decide.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, counted};
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::{Source, dates, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What a column is called that says of which month a row is.
const NAMES: &str = "month period monat mois mes mese maand yearmonth monthend invoicemonth billingmonth mrrmonth reportingmonth";

/// What is open about them, where no row has an end.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let plain = source.kind == ImportKind::Subscriptions
        && source.mapping.shape.is_none()
        && column("end").is_none();
    let mut free = source.unused().filter(|at| plain && !source.is_idle(*at));
    let month = free.find(|at| is_listed(NAMES, &squeeze(&source.names[*at])));
    let (Some(month), Some(account)) = (month, column("account")) else {
        return Ok(None);
    };
    let mut accounts: HashMap<String, Vec<String>> = HashMap::new();
    let mut other = false;
    each_row(source, SAMPLE, |record| {
        let (name, of) = (record.cell(account), record.cell(month));
        other |= !values::is_nothing(of) && dates::month_end(of).is_none();
        let own = accounts.entry_ref(name).or_default();
        if !own.iter().any(|known| known == of) {
            own.push(of.to_owned());
        }
        !other
    })?;
    let several = accounts.values().filter(|own| own.len() > 1).count();
    let name = &source.names[month];
    Ok((!other && several > 0).then(|| {
        let open = format!(
            "{} {} rows of several months by {}, which is not used, and all of them are added up: each goes on where the next begins",
            counted(several, "account"),
            by_count(several, "has", "have"),
            quoted(name, 40)
        );
        let ways = vec![
            Way::when(
                format!("--as-kind balances --map day={}", shell(name)),
                "if each is what was paid in its month",
            ),
            Way::when(format!("--ignore {}", shell(name)), "if all go on"),
        ];
        Question::new(&source.file, open, ways).proposing(1)
    }))
}
