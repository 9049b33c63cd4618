//! Names by their numbers, in the order in which each came first: what is the same again and again is kept once.
//! Must not know what the names are of.

use hashbrown::HashMap;

/// Of so few it is quicker to look through them than to work out where one stands.
const FEW: usize = 12;

/// Names, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbered {
    /// The number of a name, the next one where it is new.
    pub fn number(&mut self, name: &str) -> u32 {
        let known = match self.names.len() <= FEW {
            true => (0..)
                .zip(&self.names)
                .find(|(_, one)| *one == name)
                .map(|(at, _)| at),
            false => self.numbers.get(name).copied(),
        };
        if let Some(number) = known {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// All of them, by their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number_among_few_and_among_many() {
        let mut names = Numbered::default();
        for round in 0..2 {
            for n in 0..3 * FEW as u32 {
                assert_eq!(names.number(&format!("name {n}")), n, "round {round}");
            }
        }
        assert_eq!(names.names().len(), 3 * FEW);
        assert_eq!(names.names()[FEW], format!("name {FEW}"));
    }
}
