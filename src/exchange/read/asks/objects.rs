//! What a file's first id says that a row is: a ticket is no account and a refund no exit survey.
//! Must not know rows.

use crate::domain::import::ImportKind;
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::things::{PEOPLE, named};

/// An id that names another kind of object than the kind taken.
pub(super) struct Foreign {
    /// Its column.
    pub column: String,
    /// What it names.
    pub object: &'static str,
    /// The kinds of file that such objects are rows of.
    pub fits: &'static [ImportKind],
}

impl Foreign {
    /// Whether it is of what customers pay for.
    pub(super) fn is_of_subscriptions(&self) -> bool {
        self.fits.contains(&ImportKind::Subscriptions)
    }

    /// Whether it is of something that is sold, or of money, of which churnroom takes no rows.
    pub(super) fn is_of_sales(&self) -> bool {
        self.fits.is_empty() && !PEOPLE.contains(&self.object)
    }
}

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

fn is_id(column: &str) -> bool {
    let squeezed = squeeze(column);
    ["id", "uuid", "oid"]
        .iter()
        .any(|end| squeezed.ends_with(end))
        && squeezed != "paid"
}
