//! What one customer leaves in texts, to be taken out for good: its names in every spelling, its ids, and the
//! addresses they stand in. A name of somebody else stays, even where it holds the customer's.
//! Must not know where the texts are kept.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ids::{alone, otherwise_joined};
use super::{FoundName, Mask, addresses, apart, replaced, stand_ins};
use crate::domain::account::MaskedName;

/// Fewest letters and digits of an id that is looked for inside texts: a shorter one may be anything.
const TELLING: usize = 4;

/// Ready to find one customer.
#[derive(Debug)]
pub struct Traces {
    mask: Mask,
    /// Its names alone.
    near: Mask,
    ids: Vec<String>,
    /// Names and ids that are too short to be told from other words and numbers.
    unsought: Vec<String>,
    /// Names and ids of others that hold one of its own: they stay whole.
    shared: BTreeSet<String>,
    /// Names of its own that others had before.
    same: Vec<String>,
    /// The names that others had before: they stay where they stand whole, a word of them alone is the customer's.
    before: Mask,
    /// Words of its name that are theirs as well, so that they are not taken where they stand alone.
    staying: Vec<String>,
    alias: String,
}

impl Traces {
    /// Looks for names and ids that a customer has or had. `others` are the names that stay, of other customers
    /// and of people; `before` are those that other customers had.
    pub fn new(
        own: &[MaskedName],
        others: impl Iterator<Item = MaskedName>,
        before: impl Iterator<Item = MaskedName>,
    ) -> Traces {
        let mut names: Vec<MaskedName> = own.to_vec();
        names.retain(|own| !is_short_number(&own.name));
        let is_sought = |id: &String| id.len() >= TELLING && !is_short_number(id);
        let ids = own.iter().map(|own| own.external.clone());
        let ids: BTreeSet<String> = ids.filter(|id| !id.is_empty()).collect();
        let (ids, brief): (Vec<String>, Vec<String>) = ids.into_iter().partition(is_sought);
        let numbers = own.iter().map(|own| own.name.clone());
        let unsought: BTreeSet<String> = numbers
            .filter(|name| !name.is_empty() && is_short_number(name))
            .chain(brief)
            .collect();
        let mut traces = Traces {
            mask: Mask::off(),
            near: Mask::new(&names),
            ids,
            unsought: unsought.into_iter().collect(),
            shared: BTreeSet::new(),
            same: Vec::new(),
            before: Mask::off(),
            staying: Vec::new(),
            alias: own
                .first()
                .map_or_else(String::new, |own| own.alias.clone()),
        };
        // Those whose names overlap go first: what is theirs as much as the customer's stays.
        let mut all = traces.sharing(others);
        all.append(&mut names);
        traces.mask = Mask::new(&all);
        let now = traces.shared.clone();
        traces.before = Mask::new(&traces.sharing(before));
        let is_same = |own: &&MaskedName| !now.contains(&own.name);
        for own in own.iter().filter(is_same) {
            traces.same.extend(traces.shared.take(&own.name));
        }
        traces.staying = traces.not_taken();
        traces
    }

    /// Those of some whose name or id holds one of its own.
    fn sharing(&mut self, others: impl Iterator<Item = MaskedName>) -> Vec<MaskedName> {
        let mut sharing = Vec::new();
        for other in others {
            let texts = [&other.name, &other.external].into_iter();
            let near: Vec<String> = texts.filter(|text| self.is_near(text)).cloned().collect();
            if !near.is_empty() {
                self.shared.extend(near);
                sharing.push(other);
            }
        }
        sharing
    }

    /// Whether a name or an id of somebody else holds one of its own.
    fn is_near(&self, text: &str) -> bool {
        let named = |own: &super::KnownNames| !own.find(text).is_empty();
        let has = |id: &String| alone(text, id).next().is_some();
        self.near.0.as_deref().is_some_and(named) || self.ids.iter().any(has)
    }

    /// What the customer's names alone would find in the names of others, and what is not taken where it stands alone.
    fn not_taken(&self) -> Vec<String> {
        let Some(own) = &self.near.0 else {
            return Vec::new();
        };
        let found = self.shared.iter().flat_map(|name| {
            let found = own.find(name).into_iter();
            found.map(move |found| &name[found.at])
        });
        let staying: BTreeSet<&str> = found
            .filter(|word| self.taken_from(word).is_none())
            .collect();
        staying.into_iter().map(str::to_owned).collect()
    }

    /// The text with the alias wherever the customer stood in it; `None` where it did not.
    pub fn taken_from(&self, text: &str) -> Option<String> {
        let known = self.mask.0.as_ref()?;
        let is_own = |f: &FoundName<'_>| f.by == self.alias && &text[f.at.clone()] != f.by;
        let (mut own, others): (Vec<_>, Vec<_>) = known.find(text).into_iter().partition(is_own);
        let ids = self.ids.iter().flat_map(|id| {
            let places = alone(text, id).chain(otherwise_joined(text, id));
            places.map(|at| FoundName {
                at,
                by: &self.alias,
            })
        });
        own.extend(ids);
        if own.is_empty() {
            return None;
        }
        let whole = self.whole(text, others);
        own.retain(|own| !whole.iter().any(|stays| stays.keeps(&own.at)));
        if own.is_empty() {
            return None;
        }
        let addresses = addresses::find(text).into_iter();
        let holding: Vec<FoundName<'_>> = addresses
            .filter(|(at, _)| {
                own.iter()
                    .any(|own| own.at.start < at.end && at.start < own.at.end)
            })
            .map(|(at, by)| FoundName { at, by })
            .collect();
        own.extend(holding);
        Some(replaced(text, &apart(own)))
    }

    /// What stays whole in a text, the customer's name within it too: names and ids of others, and what stands for one.
    fn whole(&self, text: &str, others: Vec<FoundName<'_>>) -> Vec<OthersPart> {
        let before = self.before.0.as_ref().map(|before| before.find(text));
        let named = others.into_iter().chain(before.into_iter().flatten());
        let named = named.map(|found| found.at);
        let named = named.chain(stand_ins::places(text));
        let named = named.map(|at| OthersPart { at, exact: false });
        let theirs = self.shared.iter().flat_map(|theirs| {
            alone(text, theirs).map(|at| OthersPart {
                exact: text[at.clone()] == **theirs,
                at,
            })
        });
        named.chain(theirs).collect()
    }

    /// Its names and ids that are not looked for: so short that they may stand for anything.
    pub fn unsought(&self) -> &[String] {
        &self.unsought
    }

    /// Names and ids of other customers, now or before, and of people in which it stands: they are not the customer's
    /// to take.
    pub fn shared(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.shared.iter().chain(&self.same).collect();
        all.into_iter().cloned().collect()
    }

    /// Words of its name that stay where they stand alone, as somebody else is called by them too.
    pub fn staying(&self) -> &[String] {
        &self.staying
    }
}

/// A part of a text that is somebody else's.
struct OthersPart {
    at: Range<usize>,
    /// Whether it is written as they write it: then it is theirs even where it is no longer than the customer's.
    exact: bool,
}

impl OthersPart {
    fn keeps(&self, own: &Range<usize>) -> bool {
        let within = self.at.start <= own.start && own.end <= self.at.end;
        within && (self.exact || self.at.len() > own.len())
    }
}

/// A few digits in a text are more likely a year or a count than a customer.
fn is_short_number(text: &str) -> bool {
    text.len() <= TELLING && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, external: &str, alias: &str) -> MaskedName {
        MaskedName {
            account: 1.into(),
            name: name.to_owned(),
            external: external.to_owned(),
            alias: alias.to_owned(),
        }
    }

    fn traces() -> Traces {
        let own = [
            named("Zyxwvu Kartöffel GmbH", "cus_771", "Amber Heron 4821"),
            named("Knollenwerk", "cus_771", "Amber Heron 4821"),
            named("Blau Kroffelin Systems", "cus_771", "Amber Heron 4821"),
        ];
        let others = [
            named("Zyxwvu Kartöffel Holding", "a2", "Wise Wren 0001"),
            named("Paul Knollenwerk", "", ""),
        ];
        Traces::new(&own, others.into_iter(), std::iter::empty())
    }

    #[test]
    fn every_spelling_is_found_and_other_names_stay() {
        let traces = traces();
        let shared = ["Paul Knollenwerk", "Zyxwvu Kartöffel Holding"];
        assert_eq!(traces.shared(), shared);
        assert_eq!(traces.staying(), ["Kartöffel", "Zyxwvu"]);
        for (text, left) in [
            ("ZYXWVU KARTOEFFEL wants out", "Amber Heron 4821 wants out"),
            ("ask zyxwvu-kartoffel", "ask Amber Heron 4821"),
            ("(cus_771)", "(Amber Heron 4821)"),
            ("blaukroffelin.com is down", "[link] is down"),
            ("CUS_771, Cus_771", "Amber Heron 4821, Amber Heron 4821"),
            (
                "#cus771, CUS 771, cus\u{2011}771, cus-771.",
                "#Amber Heron 4821, Amber Heron 4821, Amber Heron 4821, Amber Heron 4821.",
            ),
            (
                "write to bo@knollenwerk.example now",
                "write to [e-mail] now",
            ),
        ] {
            assert_eq!(traces.taken_from(text).as_deref(), Some(left), "{text}");
        }
        for text in [
            "Zyxwvu Kartöffel Holding stays",
            "Paul Knollenwerk said so",
            "Amber Heron 4821 left",
            "cus_7712, bo@other.example, 2026",
            "cus7712, focus 771, acus_771",
            "",
        ] {
            assert_eq!(traces.taken_from(text), None, "{text}");
        }
    }

    /// A word that several of its own names share is its own as much as one that only one of them has.
    #[test]
    fn a_word_of_every_name_it_had_is_found() {
        let names = ["Zyxwvu Kartöffel GmbH", "Kartöffel Renamed Holding"];
        let own: Vec<MaskedName> = names
            .into_iter()
            .flat_map(|name| {
                ["cus_771", "C-kartoeffel"].map(|id| named(name, id, "Amber Heron 4821"))
            })
            .collect();
        let traces = Traces::new(&own, std::iter::empty(), std::iter::empty());
        for text in [
            "ask Kartöffel",
            "kartoffel-wish",
            "Zyxwvu",
            "see c-kartoeffel",
        ] {
            let left = traces.taken_from(text).unwrap_or_default();
            assert!(left.contains("Amber Heron 4821"), "{text}: {left}");
        }
    }

    #[test]
    fn a_word_that_somebody_shares_is_said_to_stay() {
        let own = [named("Quarzit Bleiche KG", "q-1", "Amber Heron 4821")];
        let others = [named("Rolf Bleiche", "", ""), named("Mo Quandt", "", "")];
        let traces = Traces::new(&own, others.into_iter(), std::iter::empty());
        assert_eq!(traces.staying(), ["Bleiche"]);
        assert_eq!(traces.taken_from("ask Bleiche"), None);
        assert!(traces.taken_from("ask Quarzit").is_some());
    }

    #[test]
    fn what_was_taken_out_once_is_not_found_again() {
        let traces = traces();
        let once = traces
            .taken_from("Knollenwerk and Zyxwvu Kartöffel")
            .unwrap();
        assert_eq!(traces.taken_from(&once), None, "{once}");
    }

    #[test]
    fn what_is_too_short_to_be_looked_for_is_said() {
        let own = [named("Quellwerk", "4711", ""), named("0815", "C7", "")];
        let traces = Traces::new(&own, std::iter::empty(), std::iter::empty());
        assert_eq!(traces.unsought(), ["0815", "4711", "C7"]);
        let traces = Traces::new(&own[..0], std::iter::empty(), std::iter::empty());
        assert_eq!(traces.unsought(), [""; 0]);
        // One with more ids than names, or more names than ids.
        let own = [named("Quellwerk", "zq-101", ""), named("", "cus_77", "")];
        for own in [
            own,
            [named("Quellwerk", "zq-101", ""), named("Altwerk", "", "")],
        ] {
            let traces = Traces::new(&own, std::iter::empty(), std::iter::empty());
            assert_eq!(traces.unsought(), [""; 0]);
        }
    }

    #[test]
    fn a_year_is_no_customer() {
        let own = [named("2026", "2026", "Amber Heron 4821")];
        let traces = Traces::new(&own, std::iter::empty(), std::iter::empty());
        assert_eq!(traces.taken_from("in 2026"), None);
    }

    /// What others were called, their ids and what stands for customers are not the customer's, whatever words they have.
    #[test]
    fn what_is_of_others_stays_whole_and_a_word_of_it_is_taken() {
        let own = [named("Goshawk Zent", "zq-101", "Amber Heron 4821")];
        let now = [named("Alder Mill", "zq-101-nord", "Wise Wren 0001")];
        let before = ["Goshawk Zent Nord", "Goshawk Zent"];
        let before = before.map(|name| named(name, "", "Wise Wren 0001"));
        let traces = Traces::new(&own, now.into_iter(), before.into_iter());
        let shared = ["Goshawk Zent", "Goshawk Zent Nord", "zq-101-nord"];
        assert_eq!(traces.shared(), shared);
        assert_eq!(traces.staying(), [""; 0]);
        for text in [
            "ask Goshawk Zent Nord",
            "of zq-101-nord and ZQ-101-NORD",
            "the Clever Goshawk 2288 (erased)",
        ] {
            assert_eq!(traces.taken_from(text), None, "{text}");
        }
        for (text, left) in [
            ("ask Goshawk Zent", "ask Amber Heron 4821"),
            ("Goshawk, zq-101", "Amber Heron 4821, Amber Heron 4821"),
            (
                "Goshawk Zent Nord and Goshawk",
                "Goshawk Zent Nord and Amber Heron 4821",
            ),
        ] {
            assert_eq!(traces.taken_from(text).as_deref(), Some(left), "{text}");
        }
    }
}
