//! The ids by which other tools know what the room gives them. Must not know any tool.

use crate::domain::day::Moment;
use crate::domain::ids::{ActionId, RoomSalt};
use crate::domain::note::ActionView;

use super::read::Fnv;

/// What the second half of an id begins with: its first begins as every sum does.
const OTHER: i64 = 0x9e37_79b9_7f4a_7c15_u64.cast_signed();

/// The id of an action for other tools, which no action of another room has: a UUID of its number, of the second in which
/// it was written, and of what its room's ids differ by, all of which stay.
pub fn uid_of(view: &ActionView) -> String {
    let action = &view.action;
    let room = view.changes.map_or(RoomSalt(0), |changes| changes.room);
    uid(action.id, action.at, room)
}

/// The same of one of which the room is not known, as files of before have it.
pub fn uid_before(id: ActionId, at: Moment) -> String {
    uid(id, at, RoomSalt(0))
}

fn uid(id: ActionId, at: Moment, room: RoomSalt) -> String {
    let hash = |mut fnv: Fnv| {
        fnv.number(id.0);
        fnv.number(at.0);
        if room.0 != 0 {
            fnv.number(room.0);
        }
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
        let second = |at: i64| Moment(1_793_624_400 + at);
        let all = (1..400).flat_map(|id| {
            let each = (0..25)
                .map(move |at| (at, 0))
                .chain((1..25).map(|room| (0, room)));
            each.map(move |(at, room)| uid(ActionId(id), second(at), RoomSalt(room << 40)))
        });
        let all: std::collections::BTreeSet<String> = all.collect();
        assert_eq!(all.len(), 399 * 49);
        assert!(
            all.iter()
                .all(|uid| uid.len() == 36 && uid.as_bytes()[14] == b'8')
        );
    }
}
