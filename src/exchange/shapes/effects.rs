//! What became of what was done, in the one shape of each. Must not know how a verdict comes about.

use serde_json::{Value, json};

use super::{extend, said};
use crate::domain::effect::Effect;
use crate::domain::effect::agreed::AimView;
use crate::domain::effect::aim::Aim;
use crate::domain::effect::verdict::Verdict;
use crate::domain::figure::chance;

/// What was found of an action or an item, in the keys that programs read.
pub fn verdict(verdict: &Verdict) -> Value {
    json!({
        "word": verdict.word,
        "touched": verdict.touched,
        "others": verdict.others,
        "drawn": verdict.drawn,
        "p": verdict.p.map(chance),
        "judged_on": verdict.judged_on,
    })
}

/// What became of what an action or an item is for.
pub fn effect(effect: &Effect) -> Value {
    let (action, item) = Aim::ends(effect.of);
    let mut value = json!({"action": action, "item": item});
    extend(&mut value, found(Some(effect)));
    value
}

/// What was found; of what nothing is known yet, no verdict.
fn found(effect: Option<&Effect>) -> Value {
    let verdict_of = effect.map(|effect| &effect.verdict);
    let paid = verdict_of.and_then(|verdict| verdict.paid).map(|paid| {
        json!({
            "touched": paid.touched,
            "others": paid.others,
            "difference": paid.difference(),
        })
    });
    let not_counted = effect.map(|effect| effect.not_counted);
    json!({
        "result": verdict(verdict_of.unwrap_or(&Verdict::default())),
        "why": verdict_of.map(|verdict| &verdict.why),
        "judged_from": effect.map(|effect| effect.judged_from),
        "power": effect.map(|effect| effect.power),
        "of_theme": verdict_of.map(|verdict| &verdict.theme),
        "counted_to": effect.map(|effect| effect.until),
        "mrr_per_account_cents": paid,
        "not_counted": not_counted.filter(|some| !some.is_none()),
        "data_ends": effect.map(|effect| effect.data_ends),
        "since": effect.map(|effect| effect.since),
    })
}

/// What something is for and what became of it, for the thing's own shape.
pub fn aim(view: Option<&AimView>) -> Value {
    let touched = view.iter().flat_map(|view| &view.touched);
    let touched: Vec<&str> = touched.map(|account| account.external.as_str()).collect();
    let mut value = json!({"accounts": touched});
    let effect = view.and_then(|view| view.effect.as_ref());
    extend(&mut value, found(effect));
    let aim = view
        .map(|view| &view.aim)
        .filter(|aim| !aim.members.is_empty());
    value["list"] = json!(aim.map(|aim| {
        json!({
            "day": aim.day,
            "from": said(&aim.source),
            "accounts": aim.members.len(),
            "against_the_rest_of_the_room": aim.rest,
            "seed": said(&aim.seed),
        })
    }));
    value
}
