//! `churnroom signs`: the rules in force, for how many accounts each holds, and which signs there are.
//! Must not know how rules are judged.

use serde_json::{Value, json};

use super::output::{Block, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::outlook::RiskList;
use crate::domain::query::Query;

const RULES: &str = "~when|then|#active accounts=accounts";

const SIGNS: &str = "sign|#active accounts=accounts";

pub fn run(session: &mut Session) -> Result<Shown, Failure> {
    let found: Box<RiskList> = session.ask(&Query::Risk { limit: 0 })?;
    let rules = found.rules.iter().map(
        |rule| json!({"when": rule.when, "then": rule.then.words(), "accounts": rule.accounts}),
    );
    let signs: Vec<Value> = found.signs.iter().map(|sign| json!(sign)).collect();
    let mut shown = Shown::list(RULES, rules.collect(), None);
    shown.json["as_of"] = json!(found.as_of);
    shown.json["signs"] = json!(signs);
    if signs.is_empty() {
        return Ok(shown.note(
            "no active account has a sign yet: `churnroom import usage.csv` brings them (account, day, and any \
             columns); rules are [[signs]] in the configuration",
        ));
    }
    Ok(shown.line("").with(Block::columns(SIGNS, &signs)))
}
