//! How the accounts of a file are called, as far as it shows that something else is not: ids that are written alike.
//! Must not know words.

use hashbrown::HashSet;

/// So many accounts that are written alike tell, and so many that only have a digit each.
const ALIKE: u64 = 3;
const NUMBERED: u64 = 8;

/// So many ways of writing are told apart.
const MOST: usize = 2;

/// The names of the accounts so far.
#[derive(Default)]
pub(super) struct Labels {
    rows: u64,
    numbered: u64,
    longest: usize,
    forms: HashSet<String>,
}

/// A name with all letters and all digits alike.
fn form(name: &str) -> String {
    let mut form = String::new();
    for c in name.chars() {
        let kind = match c {
            c if c.is_numeric() => '9',
            c if c.is_alphabetic() => 'a',
            other => other,
        };
        if !form.ends_with(kind) {
            form.push(kind);
        }
    }
    form
}

fn is_numbered(name: &str) -> bool {
    name.contains(char::is_numeric)
}

impl Labels {
    pub(super) fn take(&mut self, name: &str) {
        self.rows += 1;
        self.numbered += u64::from(is_numbered(name));
        self.longest = self.longest.max(name.chars().count());
        if self.forms.len() < MOST {
            self.forms.insert(form(name));
        }
    }

    /// Whether a name has no digit where each account has one.
    pub(super) fn is_unlike(&self, name: &str) -> bool {
        let alike = self.forms.len() == 1 && self.rows >= ALIKE;
        let all = self.numbered == self.rows && (alike || self.rows >= NUMBERED);
        all && !is_numbered(name)
    }

    /// Whether it is written as all of them are, with a digit or as a single letter.
    pub(super) fn is_like(&self, name: &str) -> bool {
        let letter = self.longest == 1 && name.chars().count() == 1;
        (is_numbered(name) || letter) && self.forms.len() == 1 && self.forms.contains(&form(name))
    }
}
