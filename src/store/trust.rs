//! Whether tags can be trusted: each question with its answer. Must not know how any is found.

use rusqlite::Connection;

use super::resident::Desk;
use super::{blind, told};
use crate::domain::failure::Failure;
use crate::domain::given::Taken;
use crate::domain::query::{Answer, TrustQuery};

/// Whether tags can be trusted.
pub fn answered(db: &Connection, desk: &Desk<'_>, ask: &TrustQuery) -> Result<Answer, Failure> {
    Ok(match ask {
        TrustQuery::Drift(period) => Answer::Drift(Box::new(desk.drift(*period)?)),
        TrustQuery::Suggested {
            texts,
            wait,
            hidden,
        } => Answer::Suggestions(desk.suggested(texts, *wait, *hidden)?),
        TrustQuery::Blind => Answer::Blind(blind::last(db)?.map(Box::new)),
        TrustQuery::ToSay { coder, limit } => {
            let money = desk.money(1)?;
            Answer::Untagged(blind::to_say(db, &*money, coder, *limit as usize)?)
        }
        TrustQuery::Drawn {
            size,
            period,
            by_money,
            seed,
        } => Answer::Drawn(desk.drawn(*size as usize, *period, *by_money, *seed)?),
        TrustQuery::Unsure { queue, limit } => Answer::Untagged(desk.unsure(queue, *limit)?),
        TrustQuery::ToTake {
            from,
            queue,
            limit,
            wait,
        } => Answer::ToTake(match from {
            Taken::Sure => desk.sure(queue, *limit as usize, *wait)?,
            Taken::Rule => desk.ruled(queue, *limit as usize, *wait)?,
        }),
        TrustQuery::Evaluated { train, seed } => {
            Answer::Evaluated(told::evaluated(db, *train, *seed)?)
        }
    })
}
