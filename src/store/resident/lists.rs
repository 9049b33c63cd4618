//! The accounts and words behind the numbers: who was lost, what they said, what waits for a tag.
//! Must not know texts beyond reading them by id once it is known which are wanted.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};

use super::super::search::asked;
use super::super::shown;
use super::Desk;
use super::alike::AlikeCounts;
use super::inbox::{self, AskedInbox, Inbox, QuoteCandidate, Weighed};
use super::money::FEW;
use crate::domain::account::LostAccount;
use crate::domain::behind::Addend;
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Quote, Untagged};
use crate::domain::ids::FeedbackId;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::{Loss, LossVerdict, Losses, Windows, evidence_of, losses};
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::query::QuoteOrder;
use crate::domain::sort::sort_by_key;
use crate::domain::sought::Sought;
use crate::domain::themes::ThemeRow;

/// The period's losses with all it takes to look behind them.
struct LossesAround<'a> {
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    days: Days,
    windows: Windows,
    losses: Losses,
}

impl LossesAround<'_> {
    /// Whether a loss stands in a row of the Why screen.
    fn stands_in(&self, loss: &Loss, row: ThemeRow) -> bool {
        match row {
            ThemeRow::Theme(tag) => {
                let theme = self.evidence.book().theme_of(tag);
                theme.is_some_and(|theme| self.losses.themes(loss).any(|t| t == theme))
            }
            ThemeRow::NotTagged => loss.verdict == LossVerdict::NotTagged,
            ThemeRow::NoReason => loss.verdict == LossVerdict::NoReason,
            ThemeRow::NobodySaid => loss.verdict == LossVerdict::NobodySaid,
        }
    }

    /// The themes named in the evidence of a loss.
    fn themes(&self, loss: &Loss) -> Vec<String> {
        let themes = self.losses.themes(loss);
        let names = themes.map(|theme| self.evidence.book().name(theme).to_owned());
        names.collect()
    }

    /// The evidence of a loss.
    fn of(&self, loss: &Loss) -> impl Iterator<Item = QuoteCandidate> + '_ {
        let (account, opening, lost) = (loss.account, loss.opening, loss.lost());
        let waits = loss.verdict == LossVerdict::NotTagged;
        let (ledger, evidence) = (self.ledger, self.evidence);
        let found = evidence_of(ledger, evidence, loss.account, self.days, &self.windows);
        found.map(move |at| QuoteCandidate {
            at,
            account: Some(account),
            of: Some(account),
            opening,
            lost,
            waits,
        })
    }

    /// Feedback received in the period that no candidate is yet and that passes, its account having
    /// lost nothing by it.
    fn others(
        &self,
        known: &[QuoteCandidate],
        passes: impl Fn(usize) -> bool,
    ) -> impl Iterator<Item = QuoteCandidate> {
        let known: HashSet<usize> = known.iter().map(|c| c.at).collect();
        let all = self.evidence.all();
        all.filter(move |(_, at)| {
            let day = self.evidence.day(*at);
            day.is_some_and(|day| self.days.contains(day)) && passes(*at) && !known.contains(at)
        })
        .map(|(account, at)| {
            let passage = account.map(|a| self.ledger.passage(a, self.days));
            let passage = passage.unwrap_or_default();
            QuoteCandidate {
                at,
                account,
                of: account,
                opening: passage.opening,
                lost: passage.lost(),
                waits: false,
            }
        })
    }
}

impl Desk<'_> {
    fn around(&self, period: Period) -> Result<LossesAround<'_>, Failure> {
        let (days, windows) = (Days::from(period), self.rules.windows);
        let (ledger, evidence) = self.both()?;
        Ok(LossesAround {
            ledger,
            evidence,
            days,
            windows,
            losses: losses(ledger, evidence, days, &windows),
        })
    }

    /// The themes in the evidence of those who stand behind a number and lost something, by account.
    pub(super) fn themes_of(
        &self,
        period: Period,
        parts: &[Addend],
    ) -> Result<HashMap<usize, Vec<String>>, Failure> {
        let around = self.around(period)?;
        let wanted: HashSet<usize> = parts.iter().map(|part| part.account).collect();
        let rows = around.losses.rows.iter();
        let rows = rows.filter(|loss| wanted.contains(&loss.account));
        let named = rows.map(|loss| (loss.account, around.themes(loss)));
        Ok(named.collect())
    }

    /// Accounts lost in a period, dearest first.
    pub fn lost_accounts(
        &self,
        period: Period,
        row: Option<ThemeRow>,
    ) -> Result<Vec<LostAccount>, Failure> {
        let around = self.around(period)?;
        let stands = |loss: &&Loss| row.is_none_or(|row| around.stands_in(loss, row));
        let mut rows: Vec<&Loss> = around.losses.rows.iter().filter(stands).collect();
        sort_by_key(&mut rows, |loss| (Reverse(loss.lost()), loss.account));
        let money = self.money(FEW)?;
        let book = around.evidence.book();
        let theme = row
            .and_then(ThemeRow::theme)
            .and_then(|tag| book.theme_of(tag));
        let mut said = self.hindsight_of(period)?;
        let mut lost = Vec::with_capacity(rows.len());
        for loss in rows {
            let mut shares = around.losses.shares(loss);
            let falls_to = theme.map_or(loss.lost(), |theme| {
                let own = shares.find(|(of, _)| *of == theme);
                own.map_or(Cents::ZERO, |(_, share)| share)
            });
            let account = shown::brief_of(self.db, &*money, around.ledger.id(loss.account))?;
            lost.extend(account.map(|account| LostAccount {
                account,
                opening: loss.opening,
                closing: loss.closing,
                themes: around.themes(loss),
                falls_to,
                hindsight: said.remove(&loss.account),
            }));
        }
        Ok(lost)
    }

    /// The words behind a row of the Why screen: pinned ones, then those with words, by the order
    /// asked. For a theme also what others said about it in the period.
    pub fn quotes(
        &self,
        period: Period,
        row: ThemeRow,
        order: QuoteOrder,
        limit: u32,
    ) -> Result<Vec<Quote>, Failure> {
        let around = self.around(period)?;
        let evidence = around.evidence;
        let wanted = match row {
            ThemeRow::Theme(tag) => evidence.book().theme_of(tag),
            ThemeRow::NotTagged | ThemeRow::NoReason | ThemeRow::NobodySaid => None,
        };
        let carries = |at: usize| {
            !evidence.is_praise(at) && evidence.themes(at).any(|theme| Some(theme) == wanted)
        };
        let rows = around.losses.rows.iter();
        let mut found: Vec<QuoteCandidate> = rows
            .filter(|loss| around.stands_in(loss, row))
            .flat_map(|loss| around.of(loss))
            .filter(|c| wanted.is_none() || carries(c.at))
            .collect();
        if wanted.is_some() {
            let others: Vec<QuoteCandidate> = around.others(&found, carries).collect();
            found.extend(others);
        }
        sort_by_key(&mut found, |c| {
            let dear = match order {
                QuoteOrder::Dearest => (c.lost, c.opening),
                QuoteOrder::Newest => (Cents::ZERO, Cents::ZERO),
            };
            let first = (evidence.is_pinned(c.at), evidence.has_words(c.at));
            Reverse((first, dear, evidence.day(c.at), evidence.id(c.at)))
        });
        found.truncate(limit as usize);
        self.quoted(evidence, &found)
    }

    /// The tagging queue: of a period, or of all that nobody has read.
    pub fn untagged(
        &self,
        period: Option<Period>,
        words: &str,
        limit: u32,
    ) -> Result<Untagged, Failure> {
        self.untagged_by(period, words, limit, &|_| {})
    }

    /// The same in another order.
    pub(super) fn untagged_by(
        &self,
        period: Option<Period>,
        words: &str,
        limit: u32,
        order: &dyn Fn(&mut Inbox),
    ) -> Result<Untagged, Failure> {
        let (_, evidence) = self.both()?;
        let mut waiting = self.waiting(period, words)?;
        let alike = self.alike_among(evidence, &waiting.all);
        let most = waiting.most(|at| alike.as_ref().and_then(|alike| alike.of(evidence.id(at))));
        order(&mut waiting);
        waiting.all.truncate(limit as usize);
        let others = |one: &QuoteCandidate| {
            let id = evidence.id(one.at);
            alike.as_ref().map(|alike| (id, alike.others(id)))
        };
        Ok(Untagged {
            left: waiting.left,
            others: waiting.others,
            everywhere: waiting.everywhere,
            mrr: waiting.mrr,
            most,
            whole: waiting.money.whole,
            readings: alike.as_ref().map(AlikeCounts::readings),
            alike: waiting.all.iter().filter_map(others).collect(),
            unjudged: 0,
            items: self.quoted(evidence, &waiting.all)?,
        })
    }

    /// All that waits of a period, or of any day, in the order it is read in; where it is asked for what was said of
    /// texts, those that have it.
    pub(super) fn waiting(&self, period: Option<Period>, words: &str) -> Result<Inbox, Failure> {
        let money = self.searched(words, 1)?;
        let hits = asked::found(self.db, words, &|id| money.plan(id))?;
        let again = Sought::read(words).is_of_read();
        let (ledger, evidence) = self.both()?;
        let meant = |at: usize| {
            let hit = |hits: &HashSet<FeedbackId>| hits.contains(&evidence.id(at));
            hits.as_ref().is_none_or(hit)
        };
        let asked = |at: usize| (again || evidence.is_untouched(at)) && meant(at);
        if let Some(period) = period {
            return Ok(Inbox {
                everywhere: inbox::unread(evidence, asked).count() as u64,
                ..self.waiting_in(period, again, meant)?
            });
        }
        let asked = AskedInbox { again, meant };
        Ok(Inbox::of(ledger, evidence, &self.rules.windows, &asked))
    }

    /// The queue of a period: what lost accounts said, those first whose loss waits for it, dearest first; then
    /// whatever else was received in the period, newest first.
    fn waiting_in(
        &self,
        period: Period,
        again: bool,
        meant: impl Fn(usize) -> bool,
    ) -> Result<Inbox, Failure> {
        let around = self.around(period)?;
        let evidence = around.evidence;
        let asked = |at: usize| (again || evidence.is_untouched(at)) && meant(at);
        let rows = around.losses.rows.iter();
        let waits = |loss: &&Loss| {
            let waits = again || loss.verdict == LossVerdict::NotTagged;
            waits && around.of(loss).any(|c| asked(c.at))
        };
        let mrr = rows.clone().filter(waits).map(Loss::lost).sum();
        let of_lost = rows.flat_map(|loss| around.of(loss));
        let (mut found, mut pieces) = (Vec::new(), Vec::new());
        for one in of_lost.filter(|c| meant(c.at)) {
            let account = one.of.filter(|_| !again);
            pieces
                .extend(account.map(|account| (account, one.lost, !evidence.is_untouched(one.at))));
            found.extend(asked(one.at).then_some(one));
        }
        let left = found.len() as u64;
        sort_by_key(&mut found, |c| {
            let newest = (evidence.day(c.at), evidence.id(c.at));
            Reverse((c.waits, c.lost, evidence.is_survey(c.at), newest))
        });
        let readable = |at: usize| asked(at) && inbox::is_readable(evidence, at);
        let mut others: Vec<QuoteCandidate> = around.others(&found, readable).collect();
        sort_by_key(&mut others, |c| {
            Reverse((evidence.day(c.at), evidence.id(c.at)))
        });
        let beside = others.len() as u64;
        found.extend(others);
        Ok(Inbox {
            all: found,
            left,
            others: beside,
            everywhere: 0,
            mrr,
            money: Weighed::of(pieces.into_iter()),
        })
    }

    /// Exit surveys among a period's evidence: how many, and how many of them wait for a tag.
    pub(super) fn surveys_of(&self, period: Period) -> Result<(u64, u64), Failure> {
        let around = self.around(period)?;
        let rows = around.losses.rows.iter();
        let surveys = rows
            .flat_map(|loss| around.of(loss))
            .filter(|c| around.evidence.is_survey(c.at));
        let mut counts = (0, 0);
        for survey in surveys {
            counts.0 += 1;
            counts.1 += u64::from(around.evidence.is_untouched(survey.at));
        }
        Ok(counts)
    }

    pub(super) fn quoted(
        &self,
        evidence: &Evidence,
        found: &[QuoteCandidate],
    ) -> Result<Vec<Quote>, Failure> {
        let ids: Vec<FeedbackId> = found.iter().map(|c| evidence.id(c.at)).collect();
        let views = shown::pieces(self.db, &*self.money(FEW)?, &ids)?;
        let mut found = found.iter();
        let quotes = views.into_iter().filter_map(|view| {
            let of = found.find(|c| evidence.id(c.at) == view.feedback.id)?;
            let (opening, lost) = (of.opening, of.lost);
            Some(Quote {
                view,
                opening,
                lost,
            })
        });
        Ok(quotes.collect())
    }
}
