//! What the team says of a lost account: expected or a surprise, avoidable or not, and a word of why. Opened over any
//! screen that has an account selected. Must not know which screen that is, nor how it is counted.

use crate::app::cx::{Cx, LetterQuestion, Prompt, Reply};
use crate::app::place::Place;
use crate::app::screen::Touched;
use crate::domain::account::Account;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::hindsight::{Expectation, Hindsight};
use crate::domain::ids::AccountId;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::story::Story;

use super::confirm::{Confirm, Considered, MadeOf};

#[derive(Debug)]
pub struct HindsightLayer {
    account: AccountId,
    period: Option<Period>,
}

/// A loss of which something is said.
#[derive(Clone, Debug)]
struct LostOne {
    account: Account,
    day: Day,
    said: Hindsight,
}

impl LostOne {
    /// Says something else of it, as one change.
    fn say(&self, now: Hindsight, cx: &mut Cx<'_>) {
        let subject = Subject::Account(self.account.id);
        let other = self.account.with_hindsight(now, self.day);
        let change = Change::made_like(subject, &self.account, &other);
        if !change.edits().is_empty() {
            cx.apply(change);
        }
    }

    fn called(&self) -> String {
        format!("{}, lost on {}", self.account.name, self.day.long())
    }
}

impl HindsightLayer {
    /// The question about an account's loss in a period; about its last one where it lost nothing then.
    pub fn new(account: AccountId, period: Option<Period>) -> HindsightLayer {
        HindsightLayer { account, period }
    }

    fn made(&self, story: Story) -> Confirm {
        let day = story.lost_on(self.period);
        let day = day.or_else(|| story.lost_on(None));
        let question = match day {
            None => {
                let name = &story.account.name;
                LetterQuestion::new(Place::Frame, format!("{name} has lost nothing"))
                    .nothing('o', "back")
            }
            Some(day) => was_it_expected(LostOne {
                said: story.account.hindsight(|on| on == day).unwrap_or_default(),
                account: story.account,
                day,
            }),
        };
        Confirm::new(question)
    }
}

fn question(words: &str, of: &LostOne) -> LetterQuestion {
    let question = LetterQuestion::new(Place::Frame, words).line(of.called());
    match of.said.words().as_str() {
        "" => question,
        said => question.line(format!("said so far: {said}")),
    }
}

/// The first of the two keys; what both say is one change.
fn was_it_expected(of: LostOne) -> LetterQuestion {
    let then = |expected: Option<Expectation>| {
        let mut of = of.clone();
        Reply::new(move |(), cx: &mut Cx<'_>| {
            of.said.expected = expected.or(of.said.expected);
            cx.open(could_it_be_avoided(of));
        })
    };
    let nothing = of.clone();
    let clear = Reply::new(move |(), cx: &mut Cx<'_>| nothing.say(Hindsight::default(), cx));
    let asked = question("Was it expected?", &of)
        .reply('e', "it was expected", then(Some(Expectation::Expected)))
        .reply('s', "it was a surprise", then(Some(Expectation::Surprise)))
        .reply('k', "leave that as it is", then(None));
    match of.said.is_nothing() {
        true => asked,
        false => asked.reply('c', "say nothing of it any more", clear),
    }
}

fn could_it_be_avoided(of: LostOne) -> LetterQuestion {
    let then = |avoidable: Option<bool>| {
        let of = of.clone();
        Reply::new(move |(), cx: &mut Cx<'_>| of.say(with(&of.said, avoidable), cx))
    };
    let why = of.clone();
    let why = Reply::new(move |(), cx: &mut Cx<'_>| ask_why(why, cx));
    question("Could it have been avoided?", &of)
        .reply('a', "it could have been", then(Some(true)))
        .reply('n', "it could not", then(Some(false)))
        .reply('k', "leave that as it is", then(None))
        .reply('w', "that, and a word of why", why)
}

fn with(said: &Hindsight, avoidable: Option<bool>) -> Hindsight {
    Hindsight {
        avoidable: avoidable.or(said.avoidable),
        ..said.clone()
    }
}

/// Asks for the word of why, then once more whether it could have been avoided.
fn ask_why(mut of: LostOne, cx: &mut Cx<'_>) {
    let field = (Subject::Account(of.account.id), Field::Because);
    let title = format!("Why: {}", of.called());
    let text = of.said.because.clone();
    let save = Reply::new(move |why: String, cx: &mut Cx<'_>| {
        of.said.because = why;
        cx.open(could_it_be_avoided(of));
    });
    cx.open(Prompt::with(title, text, save).of(field.0, field.1));
}

impl MadeOf for HindsightLayer {
    fn ask(&self, cx: &mut Cx<'_>) {
        let told = |s: &mut Considered<HindsightLayer>, story: Box<Story>, _: &mut Cx<'_>| {
            s.confirm = s.of.made(*story);
        };
        cx.ask(Query::Story(self.account), told);
    }

    /// What somebody else says meanwhile is no longer what was asked about: the answer is refused then.
    fn concerned(&self, _touched: Touched) -> bool {
        false
    }
}
