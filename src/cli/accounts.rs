//! `churnroom accounts`: list, a whole story, edit, and those lost in a period. Must not know screens.

mod adjusting;
mod hindsight;
mod personal;

use serde_json::{Value as Json, json};

use adjusting::given;
use hindsight::HindsightArgs;

use super::globals::Paged;
use super::names::{self, of};
use super::output::{Block, Shown};
use super::session::Session;
use super::typed::{Sets, TypedThing};
use super::{behind, edit, risk, themes, winback};
use crate::domain::account::{Account, AccountView, LostAccount};
use crate::domain::change::{Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::AccountId;
use crate::domain::money::{Cents, Money};
use crate::domain::outlook::Outlook;
use crate::domain::page::Page;
use crate::domain::period::Period;
use crate::domain::query::{AccountFilter, Query};
use crate::domain::story::Story;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Accounts by name
    List(AccountsList),
    /// One account's whole story: movements, words, actions
    Show {
        /// Its id, alias or name
        account: String,
    },
    /// Change fields of an account
    Edit {
        /// Its id, alias or name
        account: String,
        #[command(flatten)]
        sets: Sets<Account>,
    },
    /// Leave accounts out of every number, and their words out of the themes
    Exclude {
        /// Their ids, aliases or names
        #[arg(required = true, value_name = "ACCOUNT")]
        accounts: Vec<String>,
        /// Why, for everybody to read: "test account"
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Count excluded accounts again
    Include {
        /// Their ids, aliases or names
        #[arg(required = true, value_name = "ACCOUNT")]
        accounts: Vec<String>,
    },
    /// Count an account as one customer with the one it goes on in
    Same {
        /// The account that was left behind: its id, alias or name
        old: String,
        /// The account it goes on in
        new: String,
        /// Why, for everybody to read: "migrated to the new billing"
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Count an account by itself again
    Apart {
        /// Its id, alias or name
        account: String,
    },
    /// Say of a lost account whether that was expected and could have been avoided
    Judge {
        /// Its id, alias or name
        account: String,
        #[command(flatten)]
        said: HindsightArgs,
    },
    /// All that the room holds about one customer, as JSON
    Export {
        /// Its id, alias or name
        account: String,
    },
    /// Erase a customer for good: its name, ids and words, wherever they stand; its amounts stay
    Erase {
        /// Its id, alias or name
        account: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// The accounts behind a number, the largest amounts first, with their sum
    Behind(Box<behind::Args>),
    /// Accounts that left or shrank in a period, the dearest first
    Lost {
        /// [default: the last whole month in the data]
        #[arg(long, value_name = "PERIOD")]
        period: Option<Period>,
        /// Those of a theme, or not-tagged, no-reason, nobody-said
        #[arg(long, value_name = "THEME")]
        theme: Option<String>,
    },
    /// Accounts to send no mail: who still pays and has an open complaint of a period
    ///
    /// An open complaint is a text received in the period that carries a tag whose theme is not closed. A theme is
    /// closed once the room says that an action against it, or an item that aligns with it, worked, until it comes back.
    /// Praise is no complaint. Still pays who does so on the last day that the data reaches. Texts without a tag are
    /// none yet: how many accounts have only such is said below the list.
    LeaveAlone {
        /// When they said so [default: the last whole month in the data]
        #[arg(long, value_name = "PERIOD")]
        period: Option<Period>,
    },
}

#[derive(Debug, Default, clap::Args)]
pub struct AccountsList {
    /// Words to find in name, id or alias
    #[arg(long, default_value = "")]
    words: String,
    #[command(flatten)]
    page: Paged,
    /// Only those that are left out or go on in another
    #[arg(long)]
    adjusted: bool,
}

impl TypedThing for Account {
    const IN_WORDS: &'static [Field] = &[];
}

const COLUMNS: &str = "id=account|~name|plan|segment|channel|region|owner|signed up|MRR=mrr_cents";

/// The same where some do not simply count as themselves.
const ADJUSTED: &str = "id=account|~name|plan|segment|owner|MRR=mrr_cents|~counts=standing";

const LOST: &str =
    "id=account|~name|plan|from=opening_cents|to=closing_cents|lost=lost_cents|themes";

/// The same where the team says of some whether that was expected and avoidable.
const JUDGED: &str = "id=account|~name|plan|from=opening_cents|to=closing_cents|lost=lost_cents|themes|\
     expected=hindsight.expected|avoidable=hindsight.avoidable|~why=hindsight.because";

const MOVEMENTS: &str = "day|movement=kind|change=delta_cents|MRR=balance_cents";

const ACTIONS: &str = "~what|who=owner|due|status|theme=from.theme";

const WORDS: &str = "received|source|stated=reason|tags|~words=text";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or_else(|| Verb::List(AccountsList::default())) {
        Verb::List(args) => list(session, args),
        Verb::Show { account } => show(session, &account),
        Verb::Edit { account, sets } => {
            let id = names::account_id(session, &account)?;
            edit::edit(session, Subject::Account(id), &sets)
        }
        Verb::Exclude { accounts, reason } => {
            adjusting::excluded(session, &accounts, given(&reason)?)
        }
        Verb::Include { accounts } => adjusting::excluded(session, &accounts, "".into()),
        Verb::Same { old, new, reason } => {
            let reason = given(&reason)?;
            let new = names::account_id(session, &new)?;
            adjusting::same_as(session, &old, new.value(), reason)
        }
        Verb::Judge { account, said } => hindsight::judged(session, &account, &said),
        Verb::Apart { account } => adjusting::same_as(session, &account, Value::None, "".into()),
        Verb::Export { account } => personal::export(session, &account),
        Verb::Erase { account, yes } => personal::erase(session, &account, yes),
        Verb::Behind(args) => behind::run(session, *args),
        Verb::Lost { period, theme } => lost(session, period, &theme),
        Verb::LeaveAlone { period } => winback::leave_alone(session, period),
    }
}

fn list(session: &mut Session, args: AccountsList) -> Result<Shown, Failure> {
    let page: Page<AccountView> = session.ask(&Query::Accounts {
        filter: AccountFilter {
            words: args.words,
            adjusted: args.adjusted,
            ..AccountFilter::default()
        },
        after: args.page.after,
        limit: args.page.limit,
    })?;
    let adjusted = page.items.iter().any(|view| !view.standing.is_empty());
    // One after the other: an account may have thousands of columns.
    let items = page.items.into_iter().map(|view| shapes::account(&view));
    let columns = if adjusted { ADJUSTED } else { COLUMNS };
    let shown = Shown::list(columns, items.collect(), page.next);
    Ok(shown.like(shapes::account(&AccountView::default())))
}

fn lost(
    session: &mut Session,
    period: Option<Period>,
    theme: &Option<String>,
) -> Result<Shown, Failure> {
    let period = session.period(period)?;
    let row = of(theme, |name| themes::row(session, name))?;
    let found: Vec<LostAccount> = session.ask(&Query::LostAccounts { period, row })?;
    let items = found.iter().map(shapes::lost);
    let said = found.iter().any(|lost| lost.hindsight.is_some());
    let shown = Shown::list(if said { JUDGED } else { LOST }, items.collect(), None);
    let shown = shown.with_records(found.iter().map(record).collect());
    let shown = shown.like(record(&LostAccount::default()));
    Ok(shown.noted(session.limits(period)?))
}

/// The row of a file: it has the columns for what the team says of a loss whether anything was said or not.
fn record(lost: &LostAccount) -> Json {
    shapes::lost(&LostAccount {
        hindsight: Some(lost.hindsight.clone().unwrap_or_default()),
        ..lost.clone()
    })
}

fn show(session: &mut Session, name: &str) -> Result<Shown, Failure> {
    let view = names::account(session, name)?;
    let story: Box<Story> = session.ask(&Query::Story(view.account.id))?;
    let mut item = shapes::account(&view);
    let mut shown = Shown::one(item.clone());
    let words: Vec<Json> = story.feedback.iter().map(shapes::feedback).collect();
    let mut actions: Vec<Json> = story.actions.iter().map(shapes::action).collect();
    let on_themes: Vec<Json> = story.on_themes.iter().map(shapes::action).collect();
    let movements: Vec<Json> = story.movements.iter().map(|m| json!(m)).collect();
    let (ahead, lines) = ahead_of(session, view.account.id)?;
    item["outlook"] = ahead;
    item["movements"] = json!(movements);
    item["feedback"] = json!(words);
    item["actions"] = json!(actions);
    item["on_themes"] = json!(on_themes);
    shown.json = item;
    actions.extend(on_themes);
    shown = shown.lines(story.in_hindsight());
    shown = shown.line(lines.join("\n"));
    for (columns, items) in [(MOVEMENTS, movements), (WORDS, words), (ACTIONS, actions)] {
        shown = shown.line("").with(Block::columns(columns, &items));
    }
    Ok(shown)
}

/// What lies ahead of an account, for programs and in sentences.
fn ahead_of(session: &mut Session, account: AccountId) -> Result<(Json, Vec<String>), Failure> {
    let currency = session.currency()?;
    let money = |amount: Cents| Money::of(currency.as_ref()).whole(amount);
    let outlook: Box<Option<Outlook>> = session.ask(&Query::Outlook(account))?;
    let Some(outlook) = *outlook else {
        return Ok((Json::Null, Vec::new()));
    };
    Ok((ahead(&outlook), outlook.words(money)))
}

/// What lies ahead of an account.
fn ahead(outlook: &Outlook) -> Json {
    let mut item = risk::shape(&outlook.at_risk);
    if let Some(fields) = item.as_object_mut() {
        fields
            .retain(|key, _| ["state", "reasons", "risk", "risk_reasons"].contains(&key.as_str()));
    }
    item["value"] = json!(outlook.value);
    item
}
