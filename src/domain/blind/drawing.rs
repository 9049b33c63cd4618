//! Which texts two people tag blind, and who they are. Must not know what anybody says of a text.

use std::cmp::Reverse;

use hashbrown::HashMap;

use super::{Drawn, Sample};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::money::{Cents, count, counted};
use crate::domain::period::Period;
use crate::domain::risk::hash;
use crate::domain::roadmap::Owner;
use crate::domain::sort::sort_by_key;

/// Parts that texts are drawn from by money, as many from each.
const PARTS: usize = 3;

impl Drawn {
    /// A sample of them, where there are as many as were wanted.
    ///
    /// # Errors
    /// `Usage` where there are fewer.
    pub fn sample(
        self,
        size: u32,
        coders: [String; 2],
        period: Option<Period>,
        (by_money, seed): (bool, u64),
    ) -> Result<Sample, Failure> {
        if self.of < u64::from(size) {
            let message = format!(
                "{} cannot be drawn: there are {} that nobody has read",
                counted(size, "text"),
                count(self.of)
            );
            return Err(Failure::usage(message).hint("draw fewer, or of another period"));
        }
        Ok(Sample {
            id: 0,
            coders,
            seed,
            by_money,
            period,
            of: self.of,
            texts: self.texts,
            over: false,
        })
    }
}

/// Two people, whom the room knows where it knows anybody: by their names, or by first names that are no other's.
///
/// # Errors
/// `Usage` where they are not two, `NotFound` where one is nobody.
pub fn coders(named: &[&str], known: &[Owner]) -> Result<[String; 2], Failure> {
    let [one, other] = named else {
        let message = format!("two people tag, not {}", named.len());
        return Err(Failure::usage(message).hint("name both, with a comma between: Dana,Kim"));
    };
    let [one, other] = [one.trim(), other.trim()];
    if one.is_empty() || other.is_empty() {
        return Err(
            Failure::usage("two people tag, and one of them has no name")
                .hint("name both, with a comma between: Dana,Kim"),
        );
    }
    let names: Vec<&str> = known.iter().map(|owner| owner.name.as_str()).collect();
    let known = |name: &str| match called(&names, name) {
        Some(at) => Ok(names[at].to_owned()),
        None if known.is_empty() => Ok(name.to_owned()),
        None => Err(Failure::not_found(format!("nobody is called `{name}`"))
            .hint("`churnroom owners list` names everybody; `owners add` adds somebody")),
    };
    let both = [known(one)?, known(other)?];
    if both[0].to_lowercase() == both[1].to_lowercase() {
        return Err(Failure::usage("both coders are the same person")
            .hint("the two must be different: Dana,Kim"));
    }
    Ok(both)
}

/// Which of some people is called so: by the name however it is written, or by a first name that is no other's.
pub(super) fn called(names: &[&str], name: &str) -> Option<usize> {
    let typed = name.trim().to_lowercase();
    let first = format!("{typed} ");
    let lower = |at: &usize| names[*at].trim().to_lowercase();
    let mut begin = (0..names.len()).filter(|at| lower(at).starts_with(&first));
    let only = begin.next().filter(|_| begin.next().is_none());
    let same = (0..names.len()).find(|at| lower(at) == typed);
    same.or(only)
}

/// A text that may be drawn.
#[derive(Clone, Copy, Debug)]
pub struct ToDraw {
    /// It.
    pub text: FeedbackId,
    /// Whose it is; an account's loss counts once, however much it says.
    pub of: Option<usize>,
    /// What its account lost.
    pub lost: Cents,
}

/// Draws so many of some texts. By money as many are drawn of those of the accounts that the dearest third of the money
/// stands behind, of those behind the next, and of all others.
pub fn draw(texts: &[ToDraw], size: usize, by_money: bool, seed: u64) -> Vec<FeedbackId> {
    let lot = |id: &FeedbackId| hash(&format!("{seed} {}", id.0));
    let mut parts: Vec<Vec<FeedbackId>> = match by_money {
        true => parts(texts),
        false => vec![texts.iter().map(|one| one.text).collect()],
    };
    parts
        .iter_mut()
        .for_each(|part| sort_by_key(part, |id| (lot(id), *id)));
    let mut drawn = Vec::new();
    // In turn, so that a part with few leaves its share to the others.
    for round in 0..size {
        let of = parts.iter().filter_map(|part| part.get(round).copied());
        drawn.extend(of.take(size - drawn.len()));
    }
    sort_by_key(&mut drawn, |id| (lot(id).rotate_left(32), *id));
    drawn
}

/// Texts by what was lost with them: each part has a third of that money, the last all without any.
fn parts(texts: &[ToDraw]) -> Vec<Vec<FeedbackId>> {
    let mut losses: HashMap<usize, Cents> = HashMap::new();
    for one in texts {
        let known = losses.entry(one.of.unwrap_or(usize::MAX)).or_default();
        *known = one.lost.max(*known);
    }
    let mut dearest: Vec<(usize, Cents)> = losses.into_iter().collect();
    sort_by_key(&mut dearest, |(of, lost)| (Reverse(lost.0), *of));
    let whole: i64 = dearest.iter().map(|(_, lost)| lost.0).sum();
    let mut past = 0_i64;
    let third = |(of, lost): (usize, Cents)| {
        let third = match whole {
            ..=0 => PARTS - 1,
            whole => usize::try_from(past.saturating_mul(PARTS as i64) / whole).unwrap_or(0),
        };
        past += lost.0;
        (of, third.min(PARTS - 1))
    };
    let thirds: HashMap<usize, usize> = dearest.into_iter().map(third).collect();
    let mut parts = vec![Vec::new(); PARTS];
    for one in texts {
        let third = one.of.and_then(|of| thirds.get(&of).copied());
        parts[third.unwrap_or(PARTS - 1)].push(one.text);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each account.
    fn texts(lost: &[i64]) -> Vec<ToDraw> {
        let all = (1..).zip(lost).enumerate();
        let one = |(of, (id, lost)): (usize, (i64, &i64))| ToDraw {
            text: FeedbackId(id),
            of: Some(of),
            lost: Cents(*lost),
        };
        all.map(one).collect()
    }

    #[test]
    fn coders_are_two_whom_the_room_knows() {
        let owner = |name: &str| Owner {
            name: name.to_owned(),
            ..Owner::default()
        };
        let known = ["Dana Kowalski", "Mo Haddad", "Mo Farah", "Kim"].map(owner);
        let named = |names: &str| {
            let names: Vec<&str> = names.split(',').collect();
            coders(&names, &known).map(|both| both.join("+"))
        };
        assert_eq!(named("dana, KIM").unwrap(), "Dana Kowalski+Kim");
        assert_eq!(named("mo farah,kim").unwrap(), "Mo Farah+Kim");
        for wrong in [
            "mo,kim",
            "dana,nobody",
            "dana,Dana Kowalski",
            "dana",
            ",kim",
            "a,b,c",
        ] {
            assert!(named(wrong).is_err(), "{wrong}");
        }
        assert_eq!(coders(&["a", "b "], &[]).unwrap(), ["a", "b"]);
        assert!(coders(&["", ""], &[]).is_err() && coders(&["a", "A"], &[]).is_err());
    }

    #[test]
    fn the_same_seed_draws_the_same_and_no_text_twice() {
        let all = texts(&[0; 50]);
        let drawn = draw(&all, 20, false, 7);
        assert_eq!((drawn.len(), draw(&all, 20, false, 7)), (20, drawn.clone()));
        assert_ne!(draw(&all, 20, false, 8), drawn);
        let mut each = drawn.clone();
        each.sort_unstable();
        each.dedup();
        assert_eq!(each.len(), 20);
        assert_eq!(draw(&all, 80, true, 7).len(), 50);
        assert_eq!(draw(&[], 3, true, 7), []);
    }

    #[test]
    fn by_money_each_third_of_it_gives_as_many() {
        // Two behind the first third, three behind the next, and all others.
        let all = texts(&[&[300, 300][..], &[200, 200, 200], &[60; 10], &[0; 85]].concat());
        let drawn = draw(&all, 6, true, 1);
        let of = |ids: std::ops::RangeInclusive<i64>| {
            drawn.iter().filter(|id| ids.contains(&id.0)).count()
        };
        assert_eq!((of(1..=2), of(3..=5), of(6..=100)), (2, 2, 2));
        // What a part lacks the others give.
        assert_eq!(draw(&all, 30, true, 1).len(), 30);
    }

    /// One that lost a quarter of it all and says much is in the first third alone.
    #[test]
    fn by_money_a_loss_counts_once_however_much_is_said_of_it() {
        let mut all = texts(&[&[1_000][..], &[300; 10]].concat());
        let more = (12..=40).map(|id| ToDraw {
            text: FeedbackId(id),
            ..all[0]
        });
        all.extend(more.collect::<Vec<_>>());
        let drawn = draw(&all, 12, true, 1);
        let of_the_one = drawn.iter().filter(|id| id.0 == 1 || id.0 > 11).count();
        assert!(of_the_one <= 4, "{drawn:?}");
    }
}
