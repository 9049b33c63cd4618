//! Ids as keys of a map, most of them held in place: to look one up among many goes to memory once, and not once
//! more for its letters. Must not know what has them.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

/// So many bytes fit where a longer one would have its place noted.
const SHORT: usize = 22;

/// An id.
pub(super) enum RowId {
    /// Its length and its bytes.
    Short(u8, [u8; SHORT]),
    Long(Box<[u8]>),
}

impl RowId {
    fn bytes(&self) -> &[u8] {
        match self {
            RowId::Short(length, bytes) => &bytes[..usize::from(*length)],
            RowId::Long(bytes) => bytes,
        }
    }
}

impl From<&str> for RowId {
    fn from(id: &str) -> RowId {
        let bytes = id.as_bytes();
        if bytes.len() > SHORT {
            return RowId::Long(bytes.into());
        }
        let mut held = [0; SHORT];
        held[..bytes.len()].copy_from_slice(bytes);
        RowId::Short(bytes.len() as u8, held)
    }
}

impl Borrow<[u8]> for RowId {
    fn borrow(&self) -> &[u8] {
        self.bytes()
    }
}

impl Hash for RowId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

impl PartialEq for RowId {
    fn eq(&self, other: &RowId) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for RowId {}

#[cfg(test)]
mod tests {
    use hashbrown::HashMap;

    use super::*;

    #[test]
    fn ids_of_any_length_are_found_and_told_apart() {
        let ids: Vec<String> = (0..60).map(|n| "é".repeat(n) + &n.to_string()).collect();
        let held: HashMap<RowId, usize> =
            ids.iter().map(|id| RowId::from(&**id)).zip(0..).collect();
        assert_eq!(held.len(), ids.len());
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(held.get(id.as_bytes()), Some(&n));
            assert_eq!(held.get((id.clone() + "0").as_bytes()), None);
        }
        assert_eq!(size_of::<RowId>(), 24);
    }
}
