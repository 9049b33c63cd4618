//! Files to domain rows: what a file is and how it is written is found out first, then its rows are streamed.
//! Must not know the store; how a file reaches it is `runtime::intake`.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "most of them are what other formats hold"
)]

mod amounts;
mod asks;
mod below;
mod by_name;
mod bytes;
mod cells;
mod columns;
mod convert;
mod copies;
mod counts;
mod currency;
mod dates;
mod falls;
mod feet;
mod fields;
mod foot;
mod former;
mod guess;
mod hash;
mod header;
mod headings;
mod headless;
mod hints;
mod ids;
mod ignored;
mod items;
mod kinds;
mod lacks;
mod list;
mod marks;
mod months;
mod named;
mod noticed;
mod of_whom;
mod off;
mod part_totals;
mod parted;
mod price;
mod priced_as;
mod priced_in;
mod question;
mod read_as;
mod recalled;
mod records;
mod rejects;
mod remains;
mod rows;
mod scored;
mod seen;
mod settle;
mod source;
mod spoken;
mod stream;
mod sums;
mod text;
mod things;
mod turns;
mod unpack;
mod unused;
mod usable;
mod values;
mod vendors;
mod worded;
mod written;

/// Which way of reading values is asked for. A row without an id is known by the hash of its values: where values are
/// read otherwise now, its row in a room that exists is found by the hash of what was read before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReadingWay {
    /// As they are read now.
    Now,
    /// As earlier versions of this program read them.
    Before,
}

/// What one value says about how its whole column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign<T> {
    /// Nothing: it is empty, reads the same either way, or is read in the usual way.
    None,
    /// It can only be read this way.
    Only(T),
    /// It can be read two ways.
    Either,
}

impl<T> Sign<T> {
    /// The only way in which it can be read.
    fn only(self) -> Option<T> {
        match self {
            Sign::Only(way) => Some(way),
            Sign::None | Sign::Either => None,
        }
    }
}

pub use self::amounts::{Decimal, expected};
pub use self::asks::{kind, questions, strangers};
pub use self::former::earlier;
pub(super) use self::hash::Fnv;
pub use self::hints::{Hints, Remembered};
pub use self::ids::{Ids, NamedOn, ids};
pub use self::list::{ClaimedList, list};
pub use self::noticed::{Discounts, Noticed, SpeaksForTotal, Total};
pub use self::question::{Question, Unread, Way, all_read, settled as all_settled};
pub use self::read_as::{ColumnRead, ReadAs};
pub use self::records::{FileRecord, Records};
pub use self::rejects::write_rejects;
pub use self::remains::Contradicted;
pub use self::rows::Rows;
pub use self::source::{Source, columns_of, look_at, open};
pub use self::unpack::{Folder, Unpacked, unpack};
pub use self::unused::all_used;
pub use self::vendors::{Unit, known as known_shapes};
