//! What the team says of an account it lost, after the event: whether it was expected or a surprise, and whether it
//! could have been avoided. And how often each is said of the accounts that a period lost. Must not know screens.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::field::Plain;
use super::money::count;

/// Whether the team saw a loss coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames, TraversableMut)]
#[strum(serialize_all = "snake_case")]
pub enum Expectation {
    /// It was expected.
    Expected,
    /// It came as a surprise.
    Surprise,
}

impl Plain for Expectation {}

/// What is said of one loss.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Hindsight {
    /// Whether it was expected.
    pub expected: Option<Expectation>,
    /// Whether it could have been avoided.
    pub avoidable: Option<bool>,
    /// A word of why.
    pub because: String,
}

impl Hindsight {
    /// Whether nothing is said.
    pub fn is_nothing(&self) -> bool {
        self.expected.is_none() && self.avoidable.is_none()
    }

    /// `a surprise, avoidable: nobody called after the price rise`; empty where nothing is said.
    pub fn words(&self) -> String {
        let expected = self.expected.map(|it| match it {
            Expectation::Expected => "expected",
            Expectation::Surprise => "a surprise",
        });
        let avoidable = self.avoidable.map(|it| match it {
            true => "avoidable",
            false => "not avoidable",
        });
        let said: Vec<&str> = expected.into_iter().chain(avoidable).collect();
        match (said.join(", "), self.because.as_str()) {
            (said, "") => said,
            (said, why) => format!("{said}: {why}"),
        }
    }
}

/// How often each is said of the accounts that were lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct HindsightCounts {
    pub expected: u64,
    pub surprise: u64,
    pub avoidable: u64,
    pub unavoidable: u64,
    /// Those of which nobody says whether they were expected.
    pub not_said: u64,
}

impl HindsightCounts {
    /// Counts what is said of so many lost accounts.
    pub fn of<'a>(lost: u64, said: impl IntoIterator<Item = &'a Hindsight>) -> HindsightCounts {
        let mut all = HindsightCounts::default();
        for one in said {
            match one.expected {
                Some(Expectation::Expected) => all.expected += 1,
                Some(Expectation::Surprise) => all.surprise += 1,
                None => {}
            }
            match one.avoidable {
                Some(true) => all.avoidable += 1,
                Some(false) => all.unavoidable += 1,
                None => {}
            }
        }
        all.not_said = lost.saturating_sub(all.expected + all.surprise);
        all
    }

    /// Whether anything is said of any.
    pub fn says(&self) -> bool {
        self.expected + self.surprise + self.avoidable + self.unavoidable > 0
    }

    /// `of 31 lost: 9 expected, 12 a surprise; 7 avoidable, 3 not; 10 not said`; `None` where nothing is said.
    pub fn words(&self, lost: u64) -> Option<String> {
        if !self.says() {
            return None;
        }
        let [lost, expected, surprise] = [lost, self.expected, self.surprise].map(count);
        let [avoidable, not, unsaid] = [self.avoidable, self.unavoidable, self.not_said].map(count);
        Some(format!(
            "of {lost} lost: {expected} expected, {surprise} a surprise; {avoidable} avoidable, {not} not; \
             {unsaid} not said"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(expected: Option<Expectation>, avoidable: Option<bool>) -> Hindsight {
        Hindsight {
            expected,
            avoidable,
            because: String::new(),
        }
    }

    #[test]
    fn each_is_counted_and_what_is_not_said_stands_beside_it() {
        use Expectation::{Expected, Surprise};
        let all = [
            said(Some(Expected), Some(false)),
            said(Some(Surprise), Some(true)),
            said(Some(Surprise), None),
            said(None, Some(true)),
        ];
        let counts = HindsightCounts::of(31, &all);
        let words = "of 31 lost: 1 expected, 2 a surprise; 2 avoidable, 1 not; 28 not said";
        assert_eq!(counts.words(31).as_deref(), Some(words));
        assert_eq!(HindsightCounts::of(31, []).words(31), None);
        assert_eq!(all[1].words(), "a surprise, avoidable");
    }
}
