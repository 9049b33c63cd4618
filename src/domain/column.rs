//! What the columns of a file are called, and what that says of them. Must not know files.

use super::listed::is_listed;

/// Words of columns that hold another name of a customer or a person of it, and of those that say something else of it.
const NAMED: &str = "name legal company parent former formerly kunde firma contact dba aka brand holding subsidiary organisation organization";
const OTHERS: &str = "size type kind date day age id ids no number count status stage segment industry sector region country city \
    street address plan tier owner manager rep source channel level score since value revenue employees currency language time \
    created updated description notes preference frequency success health role title domain url website";

/// The words of a header, in lower case; those of `DurationMonths` as well.
pub fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|c: char| !c.is_alphanumeric())
        .flat_map(humps)
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
}

/// The parts of a word of which each begins with a capital behind a small letter.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut left = word;
    std::iter::from_fn(move || {
        let mut letters = left.char_indices();
        let mut small = letters.next()?.1.is_lowercase();
        let end = letters.find(|(_, c)| {
            let begins = small && c.is_uppercase();
            small = c.is_lowercase();
            begins
        });
        let (hump, rest) = left.split_at(end.map_or(left.len(), |(at, _)| at));
        left = rest;
        Some(hump)
    })
}

/// Whether a column beside those that are known holds names, by what it is called.
pub fn holds_names(column: &str) -> bool {
    let named = |word: String| is_listed(NAMED, &word) || word.ends_with("name");
    words(column).any(named) && !words(column).any(|word| is_listed(OTHERS, &word))
}

#[cfg(test)]
mod tests {
    use super::holds_names;

    #[test]
    fn columns_with_names_are_told_by_what_they_are_called() {
        for column in [
            "Legal Name",
            "Parent Account",
            "Former Name",
            "legalName",
            "Kunde",
            "Firma",
            "Contact",
            "DBA",
        ] {
            assert!(holds_names(column), "{column}");
        }
        for column in [
            "Company Size",
            "Contact date",
            "Plan name",
            "Account owner",
            "Industry",
            "Parent ID",
            "seats",
        ] {
            assert!(!holds_names(column), "{column}");
        }
    }
}
