//! One customer erased from things, changes and frozen numbers: what it said and what is known of it loses its
//! words, what others wrote loses its names; ids and amounts stay. Must not know tables.

mod former;
mod plain;

use std::any::Any;
use std::convert::Infallible;
use std::mem::take;
use std::ops::ControlFlow;

use hashbrown::{HashMap, HashSet};
use traversable::{TraversableMut, VisitorMut};

use super::account::{Account, AccountBrief};
use super::change::{Change, Edit, Field, Record, Subject, Value, described};
use super::failure::Failure;
use super::feedback::Feedback;
use super::field::{Described, FieldOf, Holds, Thing};
use super::frozen::{AtEnd, AtStart};
use super::ids::{AccountId, FeedbackId};
use super::masking::Traces;
use super::metrics::{BreakdownRow, Metrics};
use super::note::{ActionView, NoteView, Origin, OriginNames};

pub use former::FormerNames;

/// What stands in place of a customer's words.
pub const ERASED: &str = "(erased)";

/// Whether a field of an account says something of the customer: whatever a file or a person may tell of it.
fn speaks(is: &Described) -> bool {
    let told = is.import.is_some() || is.typed.is_some();
    matches!(is.holds, Holds::Texts) || told && matches!(is.holds, Holds::Text | Holds::Name)
}

/// Whether a field of an account is what people wrote of this customer alone: it goes with it, and is nobody's value.
fn is_of_it_alone(is: &Described) -> bool {
    is.field == Field::Because
}

/// Whether a field of a piece of feedback is of the customer's words.
fn is_said(is: &Described) -> bool {
    is.secret && matches!(is.holds, Holds::Text | Holds::Name)
}

/// What one customer is called from now on.
pub fn stand_in(alias: &str) -> String {
    format!("{alias} {ERASED}")
}

/// One customer on its way out.
pub struct Erasure {
    /// The account that it is named by.
    pub account: AccountId,
    /// The alias of that, which stays.
    pub alias: String,
    /// What it is called from now on.
    pub name: String,
    /// Every account that it had, those that are gone too, with the alias of each.
    pub accounts: HashMap<AccountId, String>,
    /// The accounts of others: they keep what they are called and were called.
    pub others: HashSet<AccountId>,
    /// What it said.
    pub feedback: HashSet<FeedbackId>,
    /// Plans, segments, reasons and the like that others have too: they say nothing of it.
    pub common: HashSet<String>,
    /// Its plans, segments, columns and the like that nobody else has.
    pub single: HashSet<String>,
    /// Every text that was changed, as it was.
    pub met: Vec<String>,
    /// Whether the change at hand was about one of its accounts.
    pub is_at_own: bool,
    /// Whether the last change was about its own words, so that it cannot be taken back.
    pub cut: bool,
    /// What others are called, while what has it is gone through.
    kept: Vec<[String; 2]>,
    traces: Traces,
    damaged: Option<Failure>,
}

impl Erasure {
    /// One whose words and common values are still to be filled in.
    pub fn new(account: &Account, traces: Traces) -> Erasure {
        Erasure {
            account: account.id,
            alias: account.alias.clone(),
            name: stand_in(&account.alias),
            accounts: HashMap::new(),
            others: HashSet::new(),
            feedback: HashSet::new(),
            common: HashSet::new(),
            single: HashSet::new(),
            met: Vec::new(),
            is_at_own: false,
            cut: false,
            kept: Vec::new(),
            traces,
            damaged: None,
        }
    }

    /// Whether an account is the customer's.
    pub fn is_own(&self, account: AccountId) -> bool {
        self.accounts.contains_key(&account)
    }

    /// How it is looked for in texts.
    pub fn traces(&self) -> &Traces {
        &self.traces
    }

    /// The failure met on the way, if there was one.
    ///
    /// # Errors
    /// When frozen numbers could not be read.
    pub fn sound(&mut self) -> Result<(), Failure> {
        self.damaged.take().map_or(Ok(()), Err)
    }

    /// Whether a stored text or JSON may have to be changed.
    pub fn may_meet(&self, stored: &str) -> bool {
        let holds = |value: &String| stored.contains(value.as_str());
        // Escapes hide words; a cell of a breakdown holds a value alone.
        stored.contains('\\')
            || stored.contains('=') && self.single.iter().any(holds)
            || self.traces.taken_from(stored).is_some()
    }

    /// Does something, and says whether it changed any text.
    pub fn meets(&mut self, act: impl FnOnce(&mut Erasure)) -> bool {
        let before = self.met.len();
        act(self);
        self.met.len() > before
    }

    /// A text that somebody wrote.
    pub fn text(&mut self, text: &mut String) {
        // A cell of a breakdown, as `segment=mid`.
        if let Some((by, cell)) = text.split_once('=')
            && self.single.contains(cell)
        {
            let left = format!("{by}={ERASED}");
            self.put(text, left);
        }
        if let Some(left) = self.traces.taken_from(text) {
            self.put(text, left);
        }
    }

    /// A thing, a view or whatever else has texts in it.
    pub fn all(&mut self, of: &mut impl TraversableMut) {
        let ControlFlow::Continue(()) = of.traverse_mut(self);
    }

    fn put(&mut self, text: &mut String, now: String) {
        if *text != now {
            self.met.push(std::mem::replace(text, now));
        }
    }

    /// A text of its own: it stays only where others have it too.
    fn own(&mut self, text: &mut String) {
        if !self.common.contains(text) {
            self.put(text, String::new());
        }
    }

    /// What a cell of a breakdown is called.
    fn cell(&mut self, value: &mut String) {
        if self.single.contains(value) {
            self.put(value, ERASED.to_owned());
        }
    }

    fn own_account(&mut self, account: &mut Account) {
        self.cut = true;
        let subject = Subject::Account(account.id);
        let own = |row: &&FieldOf<Account>| speaks(&row.is) || is_of_it_alone(&row.is);
        for row in Account::FIELDS.iter().filter(own) {
            for text in (row.get_mut)(account).texts() {
                if row.is.field != Field::Attributes {
                    self.own_field(subject, row.is.field, text);
                }
            }
        }
        self.met
            .extend(std::mem::take(&mut account.attributes).into_values());
    }

    /// A text of the account: an id and a name have what stands for them, any other field is words of its own.
    fn own_field(&mut self, subject: Subject, field: Field, text: &mut String) {
        let mut alias = &self.alias;
        if let Subject::Account(id) = subject {
            alias = self.accounts.get(&id).unwrap_or(alias);
        }
        if field == Field::External {
            self.put(text, alias.clone());
        } else if field == Field::Name {
            self.put(text, stand_in(alias));
        } else if field == Field::Because {
            self.put(text, String::new());
        } else {
            self.own(text);
        }
    }

    fn own_feedback(&mut self, feedback: &mut Feedback) {
        self.cut = true;
        for row in Feedback::FIELDS.iter().filter(|row| is_said(&row.is)) {
            for text in (row.get_mut)(feedback).texts() {
                if row.is.field == Field::External {
                    self.put(text, String::new());
                } else if row.is.field != Field::Text {
                    self.own(text);
                }
            }
        }
        let silent = feedback.score.is_none() && feedback.reason.is_empty();
        if !feedback.text.is_empty() || silent {
            self.put(&mut feedback.text, ERASED.to_owned());
        }
    }

    /// Words of its own that something written came from.
    fn origin(&mut self, origin: &Origin, names: &mut OriginNames) {
        if let Some(alias) = origin.account.and_then(|id| self.accounts.get(&id)) {
            names.account = Some(stand_in(alias));
            names.external = names.external.is_some().then(|| alias.clone());
            names.alias = Some(alias.clone());
        }
        let is_own = |id| self.feedback.contains(&id);
        let own = origin.feedback.is_some_and(is_own);
        if let Some(quote) = names.quote.as_mut().filter(|_| own) {
            self.put(quote, ERASED.to_owned());
        }
    }

    /// A change as the journal keeps it.
    pub fn change(&mut self, change: &mut Change) {
        match change {
            Change::Add(record) | Change::Remove(record) => self.record(record),
            Change::Set(edit) => self.edit(edit),
            Change::All(changes) => changes.iter_mut().for_each(|change| self.change(change)),
            Change::Import(head) => self.all(head.as_mut()),
            Change::Keep(kept) => self.all(&mut **kept),
            Change::Join(_) | Change::Leave(_) | Change::Give(_) | Change::RevertImport(_) => {} // People keep their names.
            Change::Blind(_) => {}
            Change::Move(_) | Change::Erase(_) | Change::Warn(_) | Change::Undo | Change::Redo => {}
            Change::Sweep(_) => {}
        }
    }

    fn record(&mut self, record: &mut Record) {
        let Record::Account(account) = record else {
            return self.all(record);
        };
        let names = self.others.contains(&account.id);
        let names = names.then(|| [take(&mut account.name), take(&mut account.external)]);
        self.all(account);
        if let Some(names) = names {
            [account.name, account.external] = names;
        }
    }

    fn edit(&mut self, edit: &mut Edit) {
        let (subject, field) = (edit.subject, edit.field);
        let is_called = matches!(field, Field::Name | Field::External);
        if let Subject::Account(id) = subject
            && is_called
            && self.others.contains(&id)
        {
            return;
        }
        let own = match subject {
            Subject::Account(id) => {
                let own = |is: &Described| speaks(is) || is_of_it_alone(is);
                self.is_own(id) && described(subject, field).is_some_and(own)
            }
            Subject::Feedback(id) => {
                let said = described(subject, field).is_some_and(is_said);
                said && (self.is_at_own || self.feedback.contains(&id))
            }
            Subject::Room | Subject::Tag(_) | Subject::Owner(_) | Subject::Item(_) => false,
            Subject::Link(_) | Subject::Meeting(_) | Subject::Note(_) => false,
            Subject::Action(_) | Subject::Aim(_) | Subject::DayMark(_) => false,
            Subject::Outreach(_) | Subject::Import(_) => false,
        };
        self.cut |= own;
        for value in [&mut edit.was, &mut edit.now] {
            let Value::Text(text) = value else { continue };
            if !own {
                self.held(subject, field, text);
            } else if field == Field::Text {
                self.put(text, ERASED.to_owned());
            } else {
                self.own_field(subject, field, text);
            }
        }
    }

    /// The stored value of a field that is not its own.
    fn held(&mut self, subject: Subject, field: Field, text: &mut String) {
        match described(subject, field).map(|is| is.holds) {
            Some(Holds::Text | Holds::Name) => self.text(text),
            Some(Holds::Texts) => self.columns(text),
            Some(Holds::Origin) => self.json(text),
            Some(Holds::Frozen) => self.frozen(text),
            Some(_) | None => {}
        }
    }

    /// Numbers that a meeting froze at its start or its end.
    pub fn frozen(&mut self, frozen: &mut String) {
        let cut = self.cut;
        let left = if frozen.contains("\"cohorts\"") {
            AtStart::from_json(frozen).and_then(|mut at| {
                let met = self.meets(|erasure| erasure.all(&mut at));
                met.then(|| at.to_json()).transpose()
            })
        } else {
            AtEnd::from_json(frozen).and_then(|mut at| {
                let met = self.meets(|erasure| erasure.all(&mut at));
                met.then(|| at.to_json()).transpose()
            })
        };
        self.cut = cut;
        match left {
            Ok(Some(left)) => *frozen = left,
            Ok(None) => {}
            Err(failure) => self.damaged = Some(failure),
        }
    }
}

impl VisitorMut for Erasure {
    type Break = Infallible;

    /// What is its own loses its words before its texts are looked at.
    fn enter_mut(&mut self, node: &mut dyn Any) -> ControlFlow<Infallible> {
        if let Some(text) = node.downcast_mut::<String>() {
            self.text(text);
        } else if let Some(brief) = node.downcast_mut::<AccountBrief>() {
            if self.is_own(brief.id) {
                let subject = Subject::Account(brief.id);
                self.own_field(subject, Field::Name, &mut brief.name);
                self.own_field(subject, Field::External, &mut brief.external);
                self.own(&mut brief.plan);
            } else if self.others.contains(&brief.id) {
                let names = [take(&mut brief.name), take(&mut brief.external)];
                self.kept.push(names);
            }
        } else if let Some(account) = node.downcast_mut::<Account>() {
            if self.is_own(account.id) {
                self.own_account(account);
            } else {
                account.attributes = self.without_name(take(&mut account.attributes)).collect();
            }
        } else if let Some(feedback) = node.downcast_mut::<Feedback>() {
            let own = self.feedback.contains(&feedback.id);
            if own || feedback.account.is_some_and(|id| self.is_own(id)) {
                self.own_feedback(feedback);
            }
        } else if let Some(row) = node.downcast_mut::<BreakdownRow>() {
            self.cell(&mut row.value);
        } else if let Some(Metrics { by: Some(by), .. }) = node.downcast_mut() {
            by.values_mut().for_each(|value| self.cell(value));
            *by = self.without_name(take(by)).collect();
        } else if let Some(NoteView { note, from, .. }) = node.downcast_mut() {
            self.origin(&note.origin, from);
        } else if let Some(ActionView { action, from, .. }) = node.downcast_mut() {
            self.origin(&action.origin, from);
        }
        ControlFlow::Continue(())
    }

    /// What others are called is theirs again.
    fn leave_mut(&mut self, node: &mut dyn Any) -> ControlFlow<Infallible> {
        if let Some(brief) = node.downcast_mut::<AccountBrief>()
            && !self.is_own(brief.id)
            && self.others.contains(&brief.id)
            && let Some(names) = self.kept.pop()
        {
            [brief.name, brief.external] = names;
        }
        ControlFlow::Continue(())
    }
}
