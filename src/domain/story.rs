//! An account's whole story: what it paid, what it said, what was agreed about it.
//! Must not know how it is drawn.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::{Account, AccountBrief};
use super::day::Day;
use super::feedback::FeedbackView;
use super::ledger::Movement;
use super::money::Cents;
use super::note::ActionView;
use super::period::Period;

/// Everything about one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Story {
    /// The account.
    pub account: Account,
    /// In short.
    pub brief: AccountBrief,
    /// How it stands where it does not simply count as itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<String>,
    /// Every movement: the day, the change, the balance after it, its kind.
    pub movements: Vec<Movement>,
    /// Everything it said, newest first.
    pub feedback: Vec<FeedbackView>,
    /// Actions whose origin is this account or one of its words.
    pub actions: Vec<ActionView>,
    /// Other actions against a theme it spoke of.
    #[serde(default)]
    pub on_themes: Vec<ActionView>,
}

impl Story {
    /// `its loss on 12 Oct 2026: a surprise, avoidable: nobody called`: what the team says of the loss it has said something of.
    pub fn in_hindsight(&self) -> Option<String> {
        let said = self.account.hindsight(|_| true)?;
        let on = self.account.judged_on?;
        Some(format!("its loss on {}: {}", on.dated(), said.words()))
    }

    /// The day of the loss that something can be said of: the last in a period, or in all there is. One that goes on in
    /// another account has lost nothing.
    pub fn lost_on(&self, period: Option<Period>) -> Option<Day> {
        if self.account.same_as.is_some() {
            return None;
        }
        let fits = |day: &Day| period.is_none_or(|period| period.contains(*day));
        let falls = self.movements.iter().filter(|it| it.delta < Cents::ZERO);
        falls.map(|it| it.day).filter(fits).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hindsight::{Expectation, Hindsight};
    use crate::domain::ledger::MovementKind;

    #[test]
    fn something_is_said_of_one_loss_and_of_no_other_period() {
        let (may, july) = (Day::ymd(2026, 5, 9), Day::ymd(2026, 7, 2));
        let fall = |day: Option<Day>, delta| Movement {
            day: day.unwrap(),
            kind: MovementKind::Churn,
            delta: Cents(delta),
            balance: Cents::ZERO,
        };
        let rises = fall(Day::ymd(2026, 7, 9), 80);
        let story = Story {
            account: Account::default(),
            brief: AccountBrief::default(),
            standing: Vec::new(),
            movements: vec![fall(may, -100), fall(july, -50), rises],
            feedback: Vec::new(),
            actions: Vec::new(),
            on_themes: Vec::new(),
        };
        let month = |text: &str| Some(text.parse::<Period>().unwrap());
        assert_eq!(story.lost_on(None), july);
        assert_eq!(story.lost_on(month("2026-05")), may);
        assert_eq!(story.lost_on(month("2026-06")), None);
        let said = Hindsight {
            expected: Some(Expectation::Surprise),
            ..Hindsight::default()
        };
        let judged = story.account.with_hindsight(said.clone(), may.unwrap());
        let within = |text: &str| judged.hindsight(|day| month(text).unwrap().contains(day));
        assert_eq!(within("2026-05"), Some(said));
        assert_eq!(within("2026-07"), None);
        assert_eq!(story.in_hindsight(), None);
        let told = Story {
            account: judged.clone(),
            ..story.clone()
        };
        let words = "its loss on 9 May 2026: a surprise";
        assert_eq!(told.in_hindsight().as_deref(), Some(words));
        let nothing = judged.with_hindsight(Hindsight::default(), may.unwrap());
        assert_eq!(nothing, story.account);
        let mut on = story.clone();
        on.account.same_as = Some(7.into());
        assert_eq!(on.lost_on(None), None);
    }
}
