//! What a look at files says before anything of them is written. Must not know files.

use std::ops::ControlFlow;

use traversable::{TraversableMut, VisitorMut};

use crate::domain::typed::go_through;

/// How some files would be read and what the room would hold with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, TraversableMut)]
pub struct Looked {
    /// What was typed: the files and what was said of them.
    #[traverse(skip)]
    pub words: Vec<String>,
    /// Labelled lines; a label without words is a heading.
    pub lines: Vec<(String, String)>,
    /// What has to be settled first, each with the options that do.
    pub open: Vec<ToSettle>,
}

/// One thing that a person has to settle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToSettle {
    /// What is open.
    pub words: String,
    /// The options of which one settles it: as typed, and when it is the right one.
    pub ways: Vec<(String, &'static str)>,
    /// Whether the file can be taken as it stands while it is open.
    pub can_stand: bool,
}

impl TraversableMut for ToSettle {
    fn traverse_mut<V: VisitorMut>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
        visitor.enter_mut(self)?;
        self.words.traverse_mut(visitor)?;
        let mut options = self.ways.iter_mut().map(|(option, _)| option);
        options.try_for_each(|option| go_through(option, visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::MaskedName;
    use crate::domain::masking::Mask;

    /// An answer that names a customer is covered, and is one word of the line still.
    #[test]
    fn answers_are_covered_and_can_be_typed() {
        let mask = Mask::new(&[MaskedName {
            account: 1.into(),
            name: "Quandelwerk".to_owned(),
            external: String::new(),
            alias: "Misty Quail 2208".to_owned(),
        }]);
        let open = mask.covered(ToSettle {
            words: "a.csv: `Quandelwerk` is not used".to_owned(),
            ways: vec![
                ("--map end=Quandelwerk".to_owned(), ""),
                ("--ignore 'discount for Quandelwerk'".to_owned(), ""),
                ("--map quantity=Seats".to_owned(), ""),
            ],
            can_stand: true,
        });
        assert_eq!(open.words, "a.csv: `Misty Quail 2208` is not used");
        let ways = open.ways.iter().map(|(option, _)| option.as_str());
        assert_eq!(
            ways.collect::<Vec<_>>(),
            [
                "--map end='Misty Quail 2208'",
                "--ignore 'discount for Misty Quail 2208'",
                "--map quantity=Seats",
            ]
        );
    }
}
