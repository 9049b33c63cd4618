//! Plain JSON without the customer: what imports kept, what a file said of a day, an edit of columns. Must not know whose
//! it is.

use std::mem::take;

use hashbrown::HashSet;
use serde_json::Value as Json;

use super::Erasure;

/// Keys of JSON whose values are words of ours, not of anybody.
const OURS: [&str; 7] = [
    "interval", "cause", "rate", "section", "hash", "kind", "currency",
];

/// Keys of JSON under which a file's columns are kept by their headers.
const COLUMNS: [&str; 2] = ["attributes", "signs"];

impl Erasure {
    /// The texts in plain JSON, JSON inside them included.
    pub fn json(&mut self, text: &mut String) {
        self.json_of(text, false);
    }

    /// The same where the keys are columns of files.
    pub fn columns(&mut self, text: &mut String) {
        self.json_of(text, true);
    }

    /// The same of what an import kept of another's account: what that was called stays.
    pub fn of_other(&mut self, text: &mut String) {
        let Ok(Json::Object(mut was)) = serde_json::from_str(text) else {
            return self.text(text);
        };
        let names = ["name", "external"].map(|key| (key, was.remove(key)));
        let mut left = Json::Object(was);
        if !self.meets(|erasure| erasure.value(&mut left, false)) {
            return;
        }
        for (key, name) in names {
            if let Some(name) = name {
                left[key] = name;
            }
        }
        *text = left.to_string();
    }

    fn json_of(&mut self, text: &mut String, columns: bool) {
        let Ok(mut value) = serde_json::from_str::<Json>(text) else {
            return self.text(text);
        };
        if self.meets(|erasure| erasure.value(&mut value, columns)) {
            *text = value.to_string();
        }
    }

    fn value(&mut self, value: &mut Json, columns: bool) {
        match value {
            Json::String(text) if text.starts_with(['{', '[']) => self.json_of(text, columns),
            Json::String(text) => self.text(text),
            Json::Array(list) => list.iter_mut().for_each(|one| self.value(one, columns)),
            Json::Object(map) => {
                let open = map
                    .iter_mut()
                    .filter(|(key, _)| columns || !OURS.contains(&key.as_str()));
                open.for_each(|(key, one)| self.value(one, COLUMNS.contains(&key.as_str())));
                if columns {
                    *map = self.without_name(take(map)).collect();
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    /// Columns of files by their headers, each without the customer; two that are called the same by then stay two.
    pub(super) fn without_name<T>(
        &mut self,
        columns: impl IntoIterator<Item = (String, T)>,
    ) -> impl Iterator<Item = (String, T)> {
        let mut seen = HashSet::new();
        let columns = columns.into_iter().map(|(mut header, of)| {
            self.text(&mut header);
            let (mut free, mut taken) = (header.clone(), 1);
            while !seen.insert(free.clone()) {
                taken += 1;
                free = format!("{header} {taken}");
            }
            (free, of)
        });
        columns.collect::<Vec<_>>().into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::{Account, MaskedName};
    use crate::domain::masking::Traces;

    #[test]
    fn columns_that_are_called_the_same_by_then_stay_two() {
        let account = Account {
            alias: "Amber Heron 4821".to_owned(),
            ..Account::default()
        };
        let own = MaskedName {
            account: account.id,
            name: "Quilbraxo".to_owned(),
            external: String::new(),
            alias: account.alias.clone(),
        };
        let traces = Traces::new(&[own], std::iter::empty(), std::iter::empty());
        let mut erasure = Erasure::new(&account, traces);
        let mut said = r#"{"QUILBRAXO":"1","Quilbraxo":"of Quilbraxo","rate":"2"}"#.to_owned();
        erasure.columns(&mut said);
        let left =
            r#"{"Amber Heron 4821":"1","Amber Heron 4821 2":"of Amber Heron 4821","rate":"2"}"#;
        assert_eq!(said, left);
    }
}
