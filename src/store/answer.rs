//! The door out: each query answered from the room that knows it.
//! Must not know how any of them is answered.

use super::{
    Store, accounts, actions, aims, imports, journal, meetings, moved, notes, presence, searches,
    shown, sql, table, tag_names, tag_uses, tags, trust,
};
use crate::domain::failure::Failure;
use crate::domain::masking::Mask;
use crate::domain::query::{Answer, Query};
use crate::domain::room::RoomFacts;

use super::resident::AskedNumber;

impl Store {
    /// Answers a query from one consistent picture of the room.
    ///
    /// # Errors
    /// `NotFound` when the thing asked about is not there, `Usage` when the question makes no sense.
    pub fn answer(&mut self, query: &Query) -> Result<Answer, Failure> {
        // Inside `edit` the write transaction is that picture already.
        if !self.db.is_autocommit() {
            return self.look_up(query);
        }
        self.index_must_be_whole();
        let begun = self.db.execute_batch("BEGIN").map_err(Failure::from);
        let answer = begun.and_then(|()| self.look_up(query));
        sql::back(&self.db);
        answer.map_err(|failure| self.blamed(failure))
    }

    /// Every question with its answer in a line, so that a new one does not compile until it has its own.
    #[rustfmt::skip]
    #[expect(clippy::too_many_lines, reason = "a line a question; split up, each half would need an arm for the rest")]
    pub(super) fn look_up(&mut self, query: &Query) -> Result<Answer, Failure> {
        let db = &self.db; let desk = &mut self.resident.desk(db, &self.rules)?;
        Ok(match query {
            Query::Room { today } => Answer::Room(Box::new(RoomFacts { read_only: self.read_only.clone(), warnings: self.warnings.clone(), lacks: self.lacks.clone(), ..desk.on(*today).room(*today)? })),
            Query::Extent { today } => Answer::Extent(Box::new(desk.on(*today).extent(*today)?)),
            Query::Review { period, profile } => Answer::Review(Box::new(desk.review(*period, *profile)?)),
            Query::Metrics { periods, profile } => Answer::Metrics(desk.metrics(periods, *profile)?),
            Query::Explained { periods, profile } => Answer::Metrics(desk.explained(periods, *profile)?),
            Query::Breakdown { period, by, profile } => Answer::Breakdown(Box::new(desk.breakdown(*period, by, *profile)?)),
            Query::Early { period, by } => Answer::Early(desk.early(*period, by)?.map(Box::new)),
            Query::Reconcile { period, left, right } => Answer::Reconcile(Box::new(desk.reconciled(*period, *left, *right)?)),
            Query::Against { period, profile, rows } => Answer::Against(Box::new(desk.against(*period, *profile, rows)?)),
            Query::Cohorts { today } => Answer::Cohorts(desk.on(*today).cohorts()?),
            Query::Themes(period) => Answer::Themes(Box::new(desk.themes_in_hindsight(*period)?)),
            Query::Reasons(period) => Answer::Reasons(Box::new(desk.reasons_judged(*period)?)),
            Query::Findings { period, profile, today } => Answer::Findings(Box::new(desk.on(*today).findings(*period, *profile, *today)?)),
            Query::ThemeTrend { period, periods } => Answer::ThemeTrend(desk.theme_trend(*period, *periods)?),
            Query::Effects => Answer::Effects(desk.effects()?),
            Query::Aims(ask) => aims::answered(db, desk, ask)?,
            Query::LostAccounts { period, row } => Answer::LostAccounts(desk.lost_accounts(*period, *row)?),
            Query::Behind { what, period, profile, cell, after, limit } => { let asked = AskedNumber { what: *what, period: *period, profile: desk.profile(*profile)?, cell: cell.as_ref() }; Answer::Behind(Box::new(desk.behind(&asked, after.as_deref(), *limit)?)) }
            Query::Quotes { period, row, order, limit } => Answer::Quotes(desk.quotes(*period, *row, *order, *limit)?),
            Query::Readiness { period, today } => Answer::Readiness(Box::new(desk.on(*today).readiness(*period, *today)?)),
            Query::Feedback { filter, after, limit } => shown::feedback_page(db, &*desk.searched(&filter.words, *limit)?, filter, after.as_deref(), *limit)?.into(),
            Query::FeedbackById(id) => Answer::FeedbackById(shown::pieces(db, &*desk.money(1)?, &[*id])?.pop().map(Box::new)),
            Query::Untagged { period, words, limit } => Answer::Untagged(desk.untagged(*period, words, *limit)?),
            Query::Likened => Answer::Likened(desk.liken()?),
            Query::Alike { of, period, words, whole } => Answer::Alike(desk.alike(*of, *period, words, *whole)?),
            Query::Accounts { filter, after, limit } => shown::account_page(db, &*desk.money(*limit)?, filter, after.as_deref(), *limit)?.into(),
            Query::Story(id) => Answer::Story(Box::new(shown::story(db, &*desk.money(1)?, *id)?)),
            Query::Outlook(id) => Answer::Outlook(Box::new(desk.outlook(*id)?)),
            Query::Risk { limit } => Answer::Risk(Box::new(desk.risk(*limit)?)),
            Query::Ahead(period) => Answer::Ahead(Box::new(desk.ahead(*period)?)),
            Query::Warnings(as_of) => Answer::Warnings(Box::new(desk.warnings_of(*as_of)?)),
            Query::Warned => Answer::Warned(Box::new(desk.warned()?)),
            Query::Value { period, by, profile } => Answer::Value(Box::new(desk.value(*period, by.as_ref(), *profile)?)),
            Query::Tags => Answer::Tags(tags::all(db, self.tag_uses.now(db)?)?),
            Query::Together => Answer::Together(tag_uses::together(db)?),
            Query::Former => Answer::Former(tag_names::past(db)?),
            Query::Trust(ask) => trust::answered(db, desk, ask)?,
            Query::Move(what) => Answer::Moving(moved::composed(db, &*desk.searched(&what.words, 1)?, what)?.moving),
            Query::Searches => Answer::Searches(searches::all(db)?),
            Query::Owners => Answer::Owners(table::all(db)?), Query::Roadmap => Answer::Roadmap(table::all(db)?),
            Query::Links => Answer::Links(table::all(db)?),
            Query::Priority(period) => Answer::Priority(Box::new(desk.priority(*period)?)), Query::WinBack(item) => Answer::WinBack(Box::new(desk.win_back(*item)?)),
            Query::LeaveAlone(period) => Answer::LeaveAlone(Box::new(desk.leave_alone(*period)?)), Query::Marks => Answer::Marks(table::all(db)?),
            Query::Meetings => Answer::Meetings(meetings::all(db)?),
            Query::Meeting(id) => Answer::Meeting(Box::new(meetings::one(db, *id)?)),
            Query::Shortlist(period) => Answer::Shortlist(meetings::shortlist(db, *period)?),
            Query::Notes(filter) => Answer::Notes(notes::told_without(db, &self.rules.needs, notes::all(db, filter)?)?),
            Query::Actions(filter) => Answer::Actions(actions::all(db, filter)?),
            Query::Thread { of, period } => Answer::Thread(Box::new(self.thread(of, *period)?)),
            Query::Find { words, limit } => Answer::Find(Box::new(shown::found(db, &*desk.searched(words, *limit)?, words, *limit)?)),
            Query::Imports => Answer::Imports(imports::all(db)?),
            Query::Feed { since, limit } => Answer::Feed(journal::since(db, *since, *limit)?),
            Query::Presence { now } => Answer::Presence(presence::all(db, *now)?),
            Query::Names => Answer::Names(accounts::all_names(db)?),
            Query::Mask => Answer::Mask(Mask::new(&accounts::all_names(db)?)),
        })
    }
}
