//! What is left of an answer once names are covered: a hit on a name, and a word of one, would tell whose alias it is.
//! Must not know how an answer is covered.

use crate::domain::change::{Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::feedback::FeedbackView;
use crate::domain::field::Thing;
use crate::domain::masking::Mask;
use crate::domain::query::{Answer, SoughtWords};
use crate::domain::sought::Sought;
use crate::domain::suggest::suggested::Suggested;
use crate::runtime::doors::Doors;

/// Keeps what would have been found if the covered names had never been there: a hit on one would tell
/// whose alias it is.
pub(super) fn narrow(answer: &mut Answer, said: SoughtWords<'_>, mask: &Mask) {
    match (said, answer) {
        (SoughtWords::Anywhere(words), Answer::Find(found)) => {
            found.accounts.retain(|a| Mask::has(&a.alias, words));
            found
                .actions
                .retain(|a| Mask::has(&said_in(&a.action.what, &a.action), words));
            found
                .notes
                .retain(|n| Mask::has(&said_in(&n.note.text, &n.note), words));
            found.feedback.retain(|f| says(mask, f, words));
        }
        (SoughtWords::OfAccounts(words), Answer::Accounts(page)) => {
            page.items
                .retain(|view| Mask::has(&view.account.alias, words));
        }
        (SoughtWords::OfFeedback(words), Answer::Feedback(page)) => {
            page.items.retain(|view| says(mask, view, words));
        }
        (SoughtWords::OfUntagged(words), Answer::Untagged(found)) => {
            found.items.retain(|quote| says(mask, &quote.view, words));
        }
        (SoughtWords::OfUntagged(words), Answer::Alike(found)) if !words.trim().is_empty() => {
            found.texts.retain(|quote| says(mask, &quote.view, words));
            // What is not to be seen is not to be tagged either.
            found.ids.retain(|id| {
                found
                    .texts
                    .iter()
                    .any(|quote| quote.view.feedback.id == *id)
            });
        }
        (SoughtWords::OfUntagged(words), Answer::ToTake(found)) if !words.trim().is_empty() => {
            found.texts.retain(|one| says(mask, &one.quote.view, words));
            let shown = |id| {
                let mut texts = found.texts.iter();
                texts.any(|one| one.quote.view.feedback.id == id)
            };
            found.each.retain(|(id, _)| shown(*id));
        }
        // Nothing was looked for by its words; the four above have no other answer.
        (SoughtWords::Nothing | SoughtWords::By(_) | SoughtWords::Cell(..), _) => {}
        (SoughtWords::Anywhere(_) | SoughtWords::OfAccounts(_), _) => {}
        (SoughtWords::OfFeedback(_) | SoughtWords::OfUntagged(_), _) => {}
    }
}

/// Leaves of the words that speak for a suggestion those that are seen in its text: the others are of a name.
pub(super) fn speaking<D: Doors>(
    doors: &mut D,
    mask: &Mask,
    answer: &mut Answer,
) -> Result<(), Failure> {
    let seen = |one: &mut Suggested, text: &str| {
        if one.chance.is_some() {
            one.words.retain(|word| Mask::has(text, word));
        }
    };
    if let Answer::ToTake(found) = answer {
        let texts = found.texts.iter_mut();
        texts.for_each(|one| seen(&mut one.suggested, &one.quote.view.feedback.text));
    } else if let Answer::Suggestions(found) = answer {
        for of in &mut found.texts {
            let text = doors.value(Subject::Feedback(of.feedback), Field::Text)?;
            if let Some(Value::Text(text)) = text {
                let text = mask.text(&text);
                of.suggested.iter_mut().for_each(|one| seen(one, &text));
            }
        }
    }
    Ok(())
}

/// Everything that is written of a thing.
fn said_in<T: Thing>(name: &str, thing: &T) -> String {
    let texts = T::texts_held().map(|row| row.text(thing));
    texts.fold(name.to_owned(), |said, text| format!("{said} {text}"))
}

/// Whether a text says what it was found by, as it is seen. What it must not have, and fields, say nothing of it; a
/// field that has to be a name finds nothing, as nobody sees one.
fn says(mask: &Mask, view: &FeedbackView, words: &str) -> bool {
    let text = format!("{} {}", view.feedback.text, view.feedback.reason);
    let sought = Sought::read(words);
    let named = sought.of_fields().any(|words| mask.tells(words));
    !named && sought.says(|words| Mask::has(&text, words))
}
