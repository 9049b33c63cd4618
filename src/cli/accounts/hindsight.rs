//! What the team says of an account it lost, from the command line. Must not know how it is counted.

use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::{edit, names};
use crate::domain::change::{Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::hindsight::{Expectation, Hindsight};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::story::Story;

/// The fields in which it is kept.
const FIELDS: [Field; 4] = [
    Field::Expected,
    Field::Avoidable,
    Field::Because,
    Field::JudgedOn,
];

/// What is said of it.
#[derive(Debug, clap::Args)]
pub struct HindsightArgs {
    /// It was expected
    #[arg(long, conflicts_with = "surprise")]
    expected: bool,
    /// It came as a surprise
    #[arg(long)]
    surprise: bool,
    /// It could have been avoided
    #[arg(long, conflicts_with = "unavoidable")]
    avoidable: bool,
    /// It could not
    #[arg(long)]
    unavoidable: bool,
    /// A word of why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Of its loss in this period [default: its last loss]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Take back all that is said of it
    #[arg(long, conflicts_with_all = ["expected", "surprise", "avoidable", "unavoidable", "why"])]
    clear: bool,
}

impl HindsightArgs {
    /// What is said from now on, where so much was said of the same loss.
    fn beside(&self, was: Hindsight) -> Hindsight {
        if self.clear {
            return Hindsight::default();
        }
        let one = |yes: bool, no: bool| yes.then_some(true).or(no.then_some(false));
        let expected = one(self.expected, self.surprise).map(|it| match it {
            true => Expectation::Expected,
            false => Expectation::Surprise,
        });
        let why = self.why.as_deref().map(str::trim).map(str::to_owned);
        Hindsight {
            expected: expected.or(was.expected),
            avoidable: one(self.avoidable, self.unavoidable).or(was.avoidable),
            because: why.unwrap_or(was.because),
        }
    }

    fn is_nothing(&self) -> bool {
        let said = self.expected || self.surprise || self.avoidable || self.unavoidable;
        !said && self.why.is_none() && !self.clear
    }
}

/// Says it of an account's loss. What was said of another of its losses gives way.
pub(super) fn judged(
    session: &mut Session,
    account: &str,
    args: &HindsightArgs,
) -> Result<Shown, Failure> {
    if args.is_nothing() {
        let failure = Failure::usage("nothing was given to say of the account");
        return Err(failure.hint("add --expected or --surprise, --avoidable or --unavoidable"));
    }
    let id = names::account_id(session, account)?;
    let story: Box<Story> = session.ask(&Query::Story(id))?;
    let Some(day) = story.lost_on(args.period) else {
        let when = args.period.map(|period| format!(" in {}", period.long()));
        let why = match story.account.same_as {
            Some(_) => " itself: it goes on in another account".to_owned(),
            None => when.unwrap_or_default(),
        };
        let message = format!("{account} has lost nothing{why}");
        return Err(Failure::usage(message).hint("see `churnroom accounts lost --period PERIOD`"));
    };
    let subject = Subject::Account(id);
    let applied = edit::set(session, &[subject], |record| {
        let Record::Account(was) = record else {
            return Vec::new();
        };
        let same = was.hindsight(|on| on == day).unwrap_or_default();
        let now = was.with_hindsight(args.beside(same), day);
        let set = FIELDS.iter().map(|field| (*field, now.value(*field)));
        set.collect::<Vec<(Field, Value)>>()
    })?;
    edit::shown(session, &applied, subject)
}
