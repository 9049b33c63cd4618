//! Ids as keys of a map, most of them held in place: to look one up among many goes to memory once, and not once
//! more for its letters. Must not know what has them.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

/// So many bytes fit where a longer one would have its place noted.
const SHORT: usize = 22;

/// An id.
pub(super) enum Id {
    /// Its length and its bytes.
    Short(u8, [u8; SHORT]),
    Long(Box<[u8]>),
}

impl Id {
    fn bytes(&self) -> &[u8] {
        match self {
            Id::Short(length, bytes) => &bytes[..usize::from(*length)],
            Id::Long(bytes) => bytes,
        }
    }
}

impl From<&str> for Id {
    fn from(id: &str) -> Id {
        let bytes = id.as_bytes();
        if bytes.len() > SHORT {
            return Id::Long(bytes.into());
        }
        let mut held = [0; SHORT];
        held[..bytes.len()].copy_from_slice(bytes);
        Id::Short(bytes.len() as u8, held)
    }
}

impl Borrow<[u8]> for Id {
    fn borrow(&self) -> &[u8] {
        self.bytes()
    }
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Id) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Id {}

#[cfg(test)]
mod tests {
    use hashbrown::HashMap;

    use super::*;

    #[test]
    fn ids_of_any_length_are_found_and_told_apart() {
        let ids: Vec<String> = (0..60).map(|n| "é".repeat(n) + &n.to_string()).collect();
        let held: HashMap<Id, usize> = ids.iter().map(|id| Id::from(&**id)).zip(0..).collect();
        assert_eq!(held.len(), ids.len());
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(held.get(id.as_bytes()), Some(&n));
            assert_eq!(held.get((id.clone() + "0").as_bytes()), None);
        }
        assert_eq!(size_of::<Id>(), 24);
    }
}
