//! An edit of a covered text: what stands for a name or an address there is taken for what it stood for.
//! Must not guess: where two addresses cannot be told apart, nothing is made of it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Mask, replaced};
use crate::domain::sort::sort_by_key;

/// A word in a covered text that stands for something, and what it stands for.
struct Stand<'a> {
    at: Range<usize>,
    by: &'a str,
    what: &'a str,
}

/// The covered text of what is stored, and what a person made of it.
struct EditedText<'a> {
    shown: &'a str,
    typed: &'a str,
    /// How far the two are the same from their beginnings, and from their ends.
    ahead: usize,
    behind: usize,
}

impl Mask {
    /// What a person made of a masked text, with the names and addresses put back that the text has where it still
    /// says what stood for them.
    ///
    /// # Errors
    /// The word that may stand for one address of the stored text as well as for another.
    pub fn put_back(&self, stored: &str, typed: &str) -> Result<String, String> {
        let parts = self.parts(stored);
        let shown = replaced(stored, &parts);
        let mut stands = Vec::with_capacity(parts.len());
        let (mut done, mut start) = (0, 0);
        for part in &parts {
            start += part.at.start - done;
            stands.push(Stand {
                at: start..start + part.by.len(),
                by: part.by,
                what: &stored[part.at.clone()],
            });
            (done, start) = (part.at.end, start + part.by.len());
        }
        literal(&mut stands, &shown);
        let edited = EditedText::of(&shown, typed);
        let mut out = String::with_capacity(stored.len());
        let mut done = 0;
        while let Some((at, by)) = next(&stands, typed, done) {
            out.push_str(&typed[done..at.start]);
            done = at.end;
            let own: Vec<&Stand<'_>> = stands.iter().filter(|stand| stand.by == by).collect();
            out.push_str(edited.meant(&own, at).ok_or_else(|| by.to_owned())?);
        }
        Ok(out + &typed[done..])
    }
}

/// What somebody wrote in the words of the mask stands for itself.
fn literal<'a>(stands: &mut Vec<Stand<'a>>, shown: &str) {
    let words: BTreeSet<&str> = stands.iter().map(|stand| stand.by).collect();
    for by in words {
        for at in places(shown, by) {
            if stands
                .iter()
                .all(|stand| stand.at.end <= at.start || at.end <= stand.at.start)
            {
                stands.push(Stand { at, by, what: by });
            }
        }
    }
    sort_by_key(stands, |stand| stand.at.start);
}

/// The first word behind a place that stands for something; the longest where one begins like another.
fn next<'a>(stands: &[Stand<'a>], typed: &str, from: usize) -> Option<(Range<usize>, &'a str)> {
    let found = stands.iter().filter_map(|stand| {
        let at = from + typed[from..].find(stand.by)?;
        Some((at..at + stand.by.len(), stand.by))
    });
    found.min_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)))
}

impl<'a> EditedText<'a> {
    fn of(shown: &'a str, typed: &'a str) -> EditedText<'a> {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
            let same = pairs.take_while(|(one, other)| one == other);
            same.map(|(c, _)| c.len_utf8()).sum()
        };
        EditedText {
            shown,
            typed,
            ahead: same(&mut shown.chars().zip(typed.chars())),
            behind: same(&mut shown.chars().rev().zip(typed.chars().rev())),
        }
    }

    /// What one of these means where it stands in the typed text, if that can be told. All spellings of a customer's
    /// name mean the customer; an address is another one.
    fn meant<'s>(&self, own: &[&'s Stand<'s>], at: Range<usize>) -> Option<&'s str> {
        let first = own.first()?;
        if own.iter().all(|stand| stand.what == first.what) {
            return Some(first.what);
        }
        let placed = self.placed(own, &at);
        if !first.by.starts_with('[') {
            let name = own.iter().find(|stand| stand.what != stand.by)?;
            return Some(placed.unwrap_or(name).what);
        }
        let sure = self.keeps(own, first.by);
        let meant = if sure { placed } else { self.beside(own, &at) };
        meant.map(|stand| stand.what)
    }

    /// The one that stands at the same place, counted from the beginning or the end, whichever was left as it was.
    fn placed<'s>(&self, own: &[&'s Stand<'s>], at: &Range<usize>) -> Option<&'s Stand<'s>> {
        let from_end = |text: &str, at: usize| text.len() - at;
        let ahead = own
            .iter()
            .find(|stand| at.end <= self.ahead && stand.at.start == at.start);
        let behind = own.iter().find(|stand| {
            from_end(self.typed, at.start) <= self.behind
                && from_end(self.shown, stand.at.start) == from_end(self.typed, at.start)
        });
        match (ahead, behind) {
            (Some(one), Some(other)) if one.what != other.what => None,
            (one, other) => one.or(other).copied(),
        }
    }

    /// Whether all of these stand where they stood, and no more of them.
    fn keeps(&self, own: &[&Stand<'_>], by: &str) -> bool {
        let typed: Vec<Range<usize>> = places(self.typed, by);
        let placed = |at: &Range<usize>| self.placed(own, at);
        let pairs = own.iter().zip(&typed);
        let mut each = pairs.map(|(stand, at)| placed(at).is_some_and(|one| one.at == stand.at));
        typed.len() == own.len() && each.all(|same| same)
    }

    /// The only one that has a neighbour here that it had, if that is a word, and that has it here only.
    fn beside<'s>(&self, own: &[&'s Stand<'s>], at: &Range<usize>) -> Option<&'s Stand<'s>> {
        let alike = |stand: &Stand<'_>, at: &Range<usize>| {
            let pairs = neighbours(self.shown, &stand.at)
                .into_iter()
                .zip(neighbours(self.typed, at));
            let same = pairs.filter(|(had, has)| had == has);
            same.map(|(word, _)| word.len()).max_by_key(|len| *len)
        };
        let mut close = own.iter().filter(|stand| alike(stand, at).is_some());
        let (one, None) = (close.next()?, close.next()) else {
            return None;
        };
        let mut elsewhere = places(self.typed, one.by).into_iter();
        let alone = !elsewhere.any(|other| other != *at && alike(one, &other).is_some());
        (alone && alike(one, at) > Some(0)).then_some(*one)
    }
}

/// Where a word stands in a text.
fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let found = text.match_indices(word);
    found.map(|(at, word)| at..at + word.len()).collect()
}

/// The words before and behind a place; empty at the ends of the text.
fn neighbours<'t>(text: &'t str, at: &Range<usize>) -> [&'t str; 2] {
    let words = |part: &'t str| {
        part.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let before = words(&text[..at.start]).next_back();
    let after = words(&text[at.end..]).next();
    [before.unwrap_or_default(), after.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::account::MaskedName;

    fn mask() -> Mask {
        let named = |account: i64, name: &str, alias: &str| MaskedName {
            account: account.into(),
            name: name.to_owned(),
            external: String::new(),
            alias: alias.to_owned(),
        };
        Mask::new(&[
            named(1, "Tandelwog GmbH", "Kind Goshawk 0291"),
            named(2, "Fenchbury", "Green Eagle 0594"),
        ])
    }

    const TOLD: &str = "Tandelwog told Fenchbury to leave";
    const TWO: &str = "mail bob@a.example or ann@a.example";

    #[rstest]
    #[case(
        TOLD,
        "Green Eagle 0594 told Kind Goshawk 0291 to leave",
        "Fenchbury told Tandelwog to leave"
    )]
    #[case(TOLD, "Green Eagle 0594 left", "Fenchbury left")]
    #[case(TOLD, "Kind Goshawk 0291, Kind Goshawk 0291", "Tandelwog, Tandelwog")]
    #[case(
        "Kind Goshawk 0291 is Tandelwog",
        "is Kind Goshawk 0291",
        "is Tandelwog"
    )]
    #[case(
        "Tandelwog, so Tandelwog GmbH",
        "so Kind Goshawk 0291!",
        "so Tandelwog!"
    )]
    #[case(TWO, "or [e-mail]", "or ann@a.example")]
    #[case(
        TWO,
        "please mail [e-mail] or [e-mail] now",
        "please mail bob@a.example or ann@a.example now"
    )]
    #[case(
        TWO,
        "mail [e-mail] or, well, [e-mail]",
        "mail bob@a.example or, well, ann@a.example"
    )]
    #[case(TWO, "mail nobody", "mail nobody")]
    #[case(
        "mail bob@a.example",
        "[e-mail], [e-mail]",
        "bob@a.example, bob@a.example"
    )]
    #[case("an [e-mail] came", "that [e-mail] came", "that [e-mail] came")]
    fn what_stood_for_something_stands_for_it_again(
        #[case] stored: &str,
        #[case] typed: &str,
        #[case] now: &str,
    ) {
        assert_eq!(mask().put_back(stored, typed).as_deref(), Ok(now));
    }

    #[rstest]
    #[case(TWO, "mail [e-mail]", "[e-mail]")]
    #[case(TWO, "[e-mail]", "[e-mail]")]
    #[case(TWO, "mail [e-mail] or [e-mail] or [e-mail]", "[e-mail]")]
    #[case(
        "Bob's is 030 1234567, Ann's is 030 7654321",
        "Ann's is [phone], Bob's is [phone]",
        "[phone]"
    )]
    fn what_may_stand_for_two_things_is_not_guessed(
        #[case] stored: &str,
        #[case] typed: &str,
        #[case] word: &str,
    ) {
        assert_eq!(
            mask().put_back(stored, typed).as_deref(),
            Err(&word.to_owned())
        );
    }

    #[test]
    fn what_was_not_edited_stays_as_it_is() {
        for stored in [
            TOLD,
            TWO,
            "Bob's is 030 1234567, Ann's is 030 7654321",
            "a [phone] for 030 1234567",
            "",
        ] {
            let shown = mask().text(stored).into_owned();
            assert_eq!(mask().put_back(stored, &shown).as_deref(), Ok(stored));
        }
    }
}
