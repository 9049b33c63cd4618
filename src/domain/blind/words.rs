//! What is said of how far two people agree, for somebody who has never heard of a measure of it. Must not know screens.

use super::{Blind, Label};
use crate::domain::agreement::OfTag;
use crate::domain::money::{by_count, count, counted};

/// What luck would do, in whole texts.
pub fn luck(texts: f64) -> String {
    match texts {
        texts if texts > 0.0 && texts < 1.0 => "under 1".to_owned(),
        texts => format!("{texts:.0}"),
    }
}

/// `both said reporting: 18 of 24; by luck 9`
pub fn of_tag(tag: &OfTag<Label>, name: &str) -> String {
    format!(
        "both said {name}: {} of {}; by luck {}",
        count(tag.both),
        count(tag.either()),
        luck(tag.by_luck)
    )
}

impl Blind {
    /// `Dana and Kim both read 30 texts of 30: they said the same of 24; by luck 8`
    pub fn said_same(&self) -> String {
        let ([one, other], found) = (&self.sample.coders, self.agreement());
        format!(
            "{one} and {other} both read {} of {}: they said the same of {}; by luck {}",
            counted(found.texts, "text"),
            count(self.sample.texts.len() as u64),
            count(found.same),
            luck(found.by_luck)
        )
    }

    /// How often the first suggestion was right, on these texts alone.
    pub fn said_right(&self) -> String {
        match self.suggested_right() {
            [0, ..] => "how often suggestions are right is not measured yet: of what is settled nothing was suggested".to_owned(),
            [of, first, three] => format!(
                "of {} that {} settled and that suggestions were hidden for, the first was right on {}, one of the first three on {}",
                counted(of, "text"),
                by_count(of, "is", "are"),
                count(first),
                count(three)
            ),
        }
    }

    /// `both said the same of 24 of 30 texts; by luck 8 · Dana, Kim`
    pub fn said_in_short(&self) -> String {
        let ([one, other], found) = (&self.sample.coders, self.agreement());
        format!(
            "both said the same of {} of {}; by luck {} · {one}, {other}",
            count(found.same),
            counted(found.texts, "text"),
            luck(found.by_luck)
        )
    }

    /// The same of what was suggested.
    pub fn right_in_short(&self) -> String {
        match self.suggested_right() {
            [0, ..] => "suggested, hidden: how often right is not measured yet".to_owned(),
            [of, first, three] => format!(
                "suggested, hidden: first right on {} of {}, one of 3 on {}",
                count(first),
                count(of),
                count(three)
            ),
        }
    }

    /// What the figures mean, and that which needs a word of explanation.
    pub fn explained(&self) -> Vec<String> {
        let beyond = match self.agreement().kappa {
            Some(kappa) => {
                format!("Beyond luck: {kappa:.2} (Cohen's kappa). 1: always the same; 0: luck.")
            }
            None => "Beyond luck: n/a (Cohen's kappa), as luck alone would do it.".to_owned(),
        };
        let meant = [
            "\"18 of 24\": of 24 texts that either gave the tag, both gave it to 18.",
            "\"by luck 9\": had each given it as often, but to any texts at all.",
            "For that, all that was said of a text is one value; so is no tag.",
        ];
        let [of, luck, value] = meant.map(str::to_owned);
        vec![of, luck, beyond, value]
    }
}

/// The same of one tag.
pub fn explained(tag: &OfTag<Label>, name: &str, [one, other]: &[String; 2]) -> Vec<String> {
    let [first, second] = tag.each.map(count);
    let each = format!("{name}: {one} said it of {first}, {other} of {second}.");
    let positive = tag.positive();
    let positive = positive.map(|share| {
        format!("Of what each said of it, the other said {share:.2} (positive agreement).")
    });
    [Some(each), positive].into_iter().flatten().collect()
}
