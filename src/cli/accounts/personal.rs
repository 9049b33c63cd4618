//! One customer's data: all of it handed out, or all of it erased. Must not know tables.

use serde_json::{Value as Json, json};

use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::{ask, names};
use crate::domain::account::{Account, AccountView};
use crate::domain::asking::each_piece;
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::feedback::FeedbackView;
use crate::domain::ids::AccountId;
use crate::domain::import::ImportView;
use crate::domain::money::{Cents, Money};
use crate::domain::note::{ActionView, NoteView, Origin};
use crate::domain::query::{ActionFilter, FeedbackFilter, NoteFilter, Query};
use crate::exchange::shapes;
use crate::store::erase::{Customer, DoneAbout, Erased, Spellings, copies};

/// How many names a line of the answer has; JSON has all.
const NAMED: usize = 10;

/// The account; with names covered nobody could tell whose data it is.
fn found(session: &mut Session, name: &str) -> Result<AccountView, Failure> {
    if session.masked {
        return Err(
            Failure::usage("names are masked, and this is about one customer")
                .hint("leave out --mask"),
        );
    }
    names::account(session, name)
}

/// All that the room holds about it.
pub(super) fn export(session: &mut Session, name: &str) -> Result<Shown, Failure> {
    let customer = whom(session, name)?;
    let main = customer.accounts[0].id;
    let mut all = match customer.is_gone {
        true => left(session, &customer.accounts[0])?,
        false => {
            let view = names::account_by_id(session, main)?;
            held(session, &view)?
        }
    };
    let mut joined = Vec::new();
    for account in &customer.accounts[1..] {
        let also = names::account_by_id(session, account.id)?;
        joined.push(held(session, &also)?);
    }
    if !joined.is_empty() {
        all["joined"] = json!(joined);
    }
    let text = serde_json::to_string_pretty(&all);
    let text = text.map_err(|e| Failure::failed(format!("writing what the room holds: {e}")))?;
    Ok(Shown::value(all).line(text))
}

/// What it holds about one whose account is gone.
fn left(session: &mut Session, account: &Account) -> Result<Json, Failure> {
    let mut all = stored(session, account.id)?;
    all["account"] = shapes::account(&AccountView {
        account: account.clone(),
        ..AccountView::default()
    });
    all["account"]["gone"] = true.into();
    Ok(all)
}

/// What is stored about it beside what people read of it.
fn stored(session: &mut Session, id: AccountId) -> Result<Json, Failure> {
    let held = session.store()?.holdings(id)?;
    let mut imports: Vec<ImportView> = session.ask(&Query::Imports)?;
    imports.retain(|view| held.imports.contains(&view.head.id));
    let mut all = held.rows;
    all["imports"] = imports.iter().rev().map(shapes::import).collect();
    all["journal"] = held.journal.iter().map(done).collect();
    Ok(all)
}

/// What was done about it as the journal tells it, and beside it how that is stored.
fn done(about: &DoneAbout) -> Json {
    let nothing = Change::All(Vec::new());
    let some = |change: &Change| (*change != nothing).then(|| json!(change));
    let mut item = shapes::change(&about.row);
    let stored = json!({
        "forward": some(&about.row.forward), "inverse": some(&about.inverse), "said": about.said,
    });
    shapes::extend(&mut item, stored);
    item
}

/// What it holds about one account.
fn held(session: &mut Session, view: &AccountView) -> Result<Json, Failure> {
    let id = view.account.id;
    let mut all = stored(session, id)?;
    let said = said(session, view)?;
    let about = |origin: &Origin| {
        let of_words = |piece: &FeedbackView| Some(piece.feedback.id) == origin.feedback;
        origin.account == Some(id) || said.iter().any(of_words)
    };
    let mut notes: Vec<NoteView> = session.ask(&Query::Notes(NoteFilter::default()))?;
    notes.retain(|view| about(&view.note.origin));
    let mut actions: Vec<ActionView> = session.ask(&Query::Actions(ActionFilter::default()))?;
    actions.retain(|view| about(&view.action.origin));
    let told = said.iter().map(|piece| {
        let mut item = shapes::feedback(piece);
        item["external"] = json!(piece.feedback.external);
        item
    });
    all["account"] = shapes::account(view);
    all["account"]["gone"] = false.into();
    all["feedback"] = told.collect();
    all["notes"] = notes.iter().map(shapes::note).collect();
    all["actions"] = actions.iter().map(shapes::action).collect();
    Ok(all)
}

/// Everything it said.
fn said(session: &mut Session, view: &AccountView) -> Result<Vec<FeedbackView>, Failure> {
    let filter = FeedbackFilter {
        account: Some(view.account.id),
        ..FeedbackFilter::default()
    };
    let mut said = Vec::new();
    each_piece(&mut |query| session.answer(&query), &filter, |piece| {
        said.push(piece);
    })?;
    Ok(said)
}

/// The account, also by an id of its own that is erased already: a process that was killed may have left some of it in
/// the file.
fn found_again(session: &mut Session, name: &str) -> Result<AccountView, Failure> {
    let unknown = match found(session, name) {
        Err(unknown) if !session.masked => unknown,
        found => return found,
    };
    let erased = session.store()?.erased(name)?;
    erased.map_or(Err(unknown), |id| names::account_by_id(session, id))
}

/// Whom it is about: also one that nothing but a name is left of, as its import was taken back.
fn whom(session: &mut Session, name: &str) -> Result<Customer, Failure> {
    let unknown = match found_again(session, name) {
        Ok(view) => return session.store()?.customer(view.account.id),
        Err(unknown) if session.masked => return Err(unknown),
        Err(unknown) => unknown,
    };
    let Some(gone) = session.store()?.gone(name)? else {
        return Err(unknown);
    };
    session.store()?.customer(gone.id)
}

/// What its accounts pay; `None` where they are gone.
fn pays(session: &mut Session, customer: &Customer) -> Result<Option<Cents>, Failure> {
    if customer.is_gone {
        return Ok(None);
    }
    let mut all = Cents(0);
    for account in &customer.accounts {
        all += names::account_by_id(session, account.id)?.mrr;
    }
    Ok(Some(all))
}

/// What erasing it does.
fn would(customer: &Customer) -> Vec<String> {
    let account = &customer.accounts[0];
    let (name, alias) = (&account.name, &account.alias);
    if customer.is_gone {
        return vec![format!(
            "This erases {name}, whose account went when its import was taken back: its name in what others wrote, in \
             the journal and in past minutes. Nothing takes it back."
        )];
    }
    let mut would = vec![format!(
        "This erases {name} ({}): its name, ids, columns, words and usage, and its name in what others wrote, in the \
         journal and in past minutes. Its amounts stay, as {alias}. Nothing takes it back, neither undo nor taking \
         back an import.",
        account.external
    )];
    let also = customer.accounts[1..].iter();
    let also: Vec<String> = also
        .map(|also| format!("{} ({})", also.name, also.external))
        .collect();
    if let [first, ..] = &customer.accounts[1..] {
        would.push(format!(
            "It is counted as one customer with these, which are erased with it: {}. Where one is another customer, \
             first `churnroom accounts apart {}`.",
            some(&also),
            match account.same_as {
                Some(_) => &account.external,
                None => &first.external,
            }
        ));
    }
    would
}

/// Erases it, unless somebody says no.
pub(super) fn erase(session: &mut Session, name: &str, yes: bool) -> Result<Shown, Failure> {
    let customer = whom(session, name)?;
    let account = &customer.accounts[0];
    let pays = pays(session, &customer)?;
    let would = Shown::default().lines(would(&customer));
    let currency = session.currency()?;
    let money = Money::of(currency.as_ref());
    let question = match customer.accounts.len() {
        1 => format!("Erase {} for good?", account.name),
        n => format!("Erase {} for good, {n} accounts?", account.name),
    };
    ask::agreed(&would, money, &question, yes)?;
    let author = session.author();
    let erased = session.store()?.erase(&author, account.id)?;
    let sought = Spellings::of(&customer);
    let imports: Vec<ImportView> = session.ask(&Query::Imports)?;
    let copies = copies(&session.db, &imports, &sought);
    let mut item = json!(erased);
    item["account"] = json!(account.alias);
    item["may_still_hold"] = json!(copies);
    let mut shown = Shown::value(item).lines(told(&erased, customer.is_gone));
    if let Some(pays) = pays.filter(|pays| pays.0 > 0 && erased.change.0 > 0) {
        shown = shown.line(format!(
            "it still pays {}: later files do not change that any more, as their rows of it are left out",
            money.number(pays)
        ));
    }
    shown = shown.line(match customer.is_gone {
        false => {
            "later files do not bring its own rows back; where others name it in a later file, that is new and stays as \
             it is written"
        }
        true => "its ids are not known here any more: a later file that has it brings it back",
    });
    Ok(shown.lines(elsewhere(copies, &sought)))
}

/// Where else it may still stand.
fn elsewhere(copies: Vec<String>, sought: &Spellings) -> Vec<String> {
    let near = if copies.is_empty() {
        ""
    } else {
        ", and near the room"
    };
    let mut told = vec![format!(
        "it may still stand elsewhere: in minutes, exports, backups, packed files and workbooks{near}"
    )];
    told.extend(copies.into_iter().map(|copy| format!("  {copy}")));
    let brief: Vec<&str> = sought.brief().collect();
    if !brief.is_empty() {
        told.push(format!(
            "files that are neither rooms nor plain texts were not looked through for so few letters: {}",
            brief.join(", ")
        ));
    }
    told
}

/// What its accounts are called now.
fn called_now(erased: &Erased, is_gone: bool) -> String {
    match is_gone {
        true => "its account was gone already".to_owned(),
        false if erased.also.is_empty() => {
            format!("its account is {} now and keeps its amounts", erased.name)
        }
        false => format!(
            "its accounts are {}, {} now and keep their amounts",
            erased.name,
            some(&erased.also)
        ),
    }
}

/// What was erased, for people.
fn told(erased: &Erased, is_gone: bool) -> Vec<String> {
    if erased.change.0 == 0 {
        return vec![format!(
            "{}: that was done already; the file was cleaned again",
            erased.name
        )];
    }
    let what = called_now(erased, is_gone);
    let mut told = vec![
        format!(
            "erased (change {}): {what}; undo does not take that back",
            erased.change
        ),
        format!(
            "without their words: pieces of feedback {}, days of usage {}; without its name: texts of others {}, \
             journal rows {}, meetings {}; changes that cannot be taken back any more {}",
            erased.feedback,
            erased.usage,
            erased.texts,
            erased.journal,
            erased.meetings,
            erased.cut
        ),
    ];
    told.extend(staying(erased));
    told
}

/// What of it stays, for people.
fn staying(erased: &Erased) -> Vec<String> {
    let mut told = Vec::new();
    if let [first, ..] = &erased.unsought[..] {
        told.push(format!(
            "not looked for in what others wrote nor in files, as it is too short to be told from other words and numbers: {}; \
             look there with `churnroom find \"{first}\"`",
            some(&erased.unsought)
        ));
    }
    if !erased.shared.is_empty() {
        told.push(format!(
            "names of others that hold its own stay as they are: {}",
            some(&erased.shared)
        ));
    }
    if let Some(first) = erased.written.first() {
        let written: Vec<String> = erased.written.iter().cloned().collect();
        told.push(format!(
            "its own and not taken out of what others wrote, as it may be any word there: {}; look there with \
             `churnroom find \"{first}\"`",
            some(&written)
        ));
    }
    if !erased.untold.is_empty() {
        let untold: Vec<String> = erased.untold.iter().map(ToString::to_string).collect();
        told.push(format!(
            "nothing tells whose these changes of accounts that are gone were, and they stay as they are: {}; look at \
             them with `churnroom journal`",
            some(&untold)
        ));
    }
    if let [first, ..] = &erased.staying[..] {
        told.push(format!(
            "words of its name that are in theirs stay where they stand alone: {}; look there with `churnroom find \
             \"{first}\"`",
            some(&erased.staying)
        ));
    }
    told
}

/// The first few of some names, and how many there are beside them.
fn some(names: &[String]) -> String {
    let (first, rest) = names.split_at(names.len().min(NAMED));
    let more = match rest.len() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    first.join(", ") + &more
}
