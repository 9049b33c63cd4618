//! Closed sets that are stored, typed and printed as words: `open`, `payment_failed`. The words are derived
//! from the variants' names, and what is said of a text that is none. Must not know any particular set.

use strum::{VariantArray, VariantNames};

/// An enum whose variants are words; every enum that derives strum's `IntoStaticStr` and `VariantArray` is one.
pub trait Word: Copy + Into<&'static str> + VariantArray {
    /// The word stored, typed and printed.
    fn word(self) -> &'static str {
        self.into()
    }

    /// What a word stands for.
    fn from_word(word: &str) -> Option<Self> {
        Self::VARIANTS.iter().copied().find(|v| v.word() == word)
    }
}

impl<T: Copy + Into<&'static str> + VariantArray> Word for T {}

/// A text that stands for nothing of what it should, in a sentence that says how to write that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotRead(pub String);

/// Every variant, as an array of their number; another number does not compile.
pub const fn all<T: Copy + VariantArray, const N: usize>() -> [T; N] {
    match T::VARIANTS.first_chunk() {
        Some(all) if T::VARIANTS.len() == N => *all,
        _ => panic!("the number of variants is another"),
    }
}

/// The words of a set, for what holds one of them.
pub const fn words<T: VariantNames>() -> &'static [&'static str] {
    T::VARIANTS
}

#[cfg(test)]
mod tests {
    use serde::{Serialize, de::DeserializeOwned};

    use super::*;
    use crate::domain::cause::Cause;
    use crate::domain::feedback::Mark;
    use crate::domain::figure::Figure;
    use crate::domain::given::Taken;
    use crate::domain::hindsight::Expectation;
    use crate::domain::import::{ImportKind, Interval};
    use crate::domain::marks::MarkKind;
    use crate::domain::meeting::MeetingStatus;
    use crate::domain::note::{ActionStatus, NoteKind};
    use crate::domain::profile::Profile;
    use crate::domain::roadmap::Stance;

    fn same_as_serde<T: Word + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>() {
        for one in T::VARIANTS {
            let json = serde_json::to_value(one).unwrap();
            assert_eq!(json, one.word());
            assert_eq!(T::from_word(one.word()), Some(*one));
        }
        assert_eq!(T::from_word("Open "), None);
    }

    /// What the store keeps as a word and what it keeps as JSON read alike.
    #[test]
    fn words_are_those_of_json() {
        same_as_serde::<Cause>();
        same_as_serde::<Expectation>();
        same_as_serde::<Figure>();
        same_as_serde::<ImportKind>();
        same_as_serde::<Interval>();
        same_as_serde::<Mark>();
        same_as_serde::<MarkKind>();
        same_as_serde::<MeetingStatus>();
        same_as_serde::<ActionStatus>();
        same_as_serde::<NoteKind>();
        same_as_serde::<Profile>();
        same_as_serde::<Stance>();
        same_as_serde::<Taken>();
    }
}
