//! The ids by which other tools know what the room gives them. Must not know any tool.

use crate::domain::day::Moment;
use crate::domain::ids::ActionId;

use super::read::Fnv;

/// What the second half of an id begins with: its first begins as every sum does.
const OTHER: i64 = 0x9e37_79b9_7f4a_7c15_u64.cast_signed();

/// The id of an action for other tools, which no action of another room has: a UUID of its number and of the second in
/// which it was written, both of which stay.
pub fn uid(id: ActionId, at: Moment) -> String {
    let hash = |mut fnv: Fnv| {
        fnv.number(id.0);
        fnv.number(at.0);
        let hash = fnv.sum().cast_unsigned();
        // The last bytes would move only the lowest bits of the highest places.
        hash ^ hash.rotate_right(29)
    };
    let (high, low) = (hash(Fnv::new()), hash(Fnv::from(OTHER)));
    format!(
        "{:08x}-{:04x}-8{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_have_one_id() {
        let all = (1..400)
            .flat_map(|id| (0..25).map(move |at| uid(ActionId(id), Moment(1_793_624_400 + at))));
        let all: std::collections::BTreeSet<String> = all.collect();
        assert_eq!(all.len(), 399 * 25);
        assert!(
            all.iter()
                .all(|uid| uid.len() == 36 && uid.as_bytes()[14] == b'8')
        );
    }
}
