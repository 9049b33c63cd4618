//! The nearest known id or name to one that nobody knows: a typing mistake is named, a stranger is not.
//! Must not know where the names come from.

use super::super::ids::AccountId;
use super::super::signs::names::squeeze;

/// As many unknown names are looked up; a list of a foreign system would look up every one in vain.
const LOOKED_UP: usize = 200;

/// The known ids and names, to find the nearest among.
#[derive(Debug, Default)]
pub struct Near {
    names: Vec<(Vec<char>, AccountId)>,
    asked: usize,
}

impl Near {
    /// Takes an id or name in.
    pub fn add(&mut self, name: &str, account: AccountId) {
        let name: Vec<char> = squeeze(name).chars().collect();
        if !name.is_empty() {
            self.names.push((name, account));
        }
    }

    /// The nearest, if it is near: a mistake in every four letters, two at most.
    pub fn nearest(&mut self, name: &str) -> Option<AccountId> {
        self.asked += 1;
        if self.asked > LOOKED_UP {
            return None;
        }
        let name: Vec<char> = squeeze(name).chars().collect();
        let most = (name.len() / 4).min(2);
        let near = self.names.iter().filter_map(|(known, account)| {
            let far = distance(&name, known, most)?;
            Some((far, *account))
        });
        near.min().map(|(_, account)| account)
    }
}

/// The one of these names that somebody may have meant, by the same measure.
pub fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = squeeze(name).chars().collect();
    let most = (name.len() / 4).clamp(1, 2);
    let near = known.filter_map(|known| {
        let letters: Vec<char> = squeeze(known).chars().collect();
        let far = distance(&name, &letters, most)?;
        (far < letters.len()).then_some((far, known))
    });
    near.min_by_key(|(far, _)| *far).map(|(_, known)| known)
}

/// Letters to change, add or take away to make one of the other; `None` if more than `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
        if row.iter().min() > Some(&most) {
            return None;
        }
    }
    row.last().copied().filter(|far| *far <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_mistake_finds_its_account_and_a_stranger_none() {
        let mut near = Near::default();
        for (id, name) in [(1, "Northwind GmbH"), (2, "8779-QRDMV"), (3, "Acme")] {
            near.add(name, AccountId(id));
        }
        for (said, found) in [
            ("Northwin GmbH", Some(1)),
            ("northwind-gmbh", Some(1)),
            ("8779QRDVM", Some(2)),
            ("Acne", Some(3)),
            ("Zeppelin", None),
            ("", None),
        ] {
            assert_eq!(near.nearest(said), found.map(AccountId), "{said}");
        }
    }

    #[test]
    fn a_mistyped_name_is_known_among_others() {
        let known = ["Status", "Updated at", "Plan"];
        for (said, is) in [
            ("Updated_a", Some("Updated at")),
            ("statsu", None),
            ("Statu", Some("Status")),
            ("pla", Some("Plan")),
            ("Region", None),
            ("x", None),
        ] {
            assert_eq!(meant(said, known.into_iter()), is, "{said}");
        }
    }
}
