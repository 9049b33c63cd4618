//! Tagging where somebody else does: who is on what is said, and nothing of theirs is offered.

use churnroom::app::{Msg, Others};
use churnroom::domain::feedback::{Feedback, FeedbackView, Quote, Untagged};
use churnroom::domain::ids::FeedbackId;
use churnroom::domain::meeting::{Claim, Present};
use churnroom::domain::money::Cents;
use churnroom::domain::query::{Answer, Query};

use super::{NOW, Stage, facts, says};

fn quote(id: i64, text: &str) -> Quote {
    let feedback = Feedback {
        id: FeedbackId(id),
        text: text.to_owned(),
        ..Feedback::default()
    };
    let view = FeedbackView {
        feedback,
        account: None,
        tags: Vec::new(),
        given: Vec::new(),
    };
    Quote {
        view,
        opening: Cents(0),
        lost: Cents(0),
    }
}

/// The tagging screen, where Dana has some of three texts.
fn tagging(theirs: &[i64]) -> Stage {
    let mut stage = Stage::new(|query| match query {
        Query::Room { .. } => Some(Answer::Room(Box::new(facts()))),
        Query::Untagged { .. } => Some(Answer::Untagged(Untagged {
            others: 3,
            everywhere: 3,
            items: vec![quote(7, "no exports"), quote(8, "dear"), quote(9, "slow")],
            ..Untagged::default()
        })),
        _ => None,
    });
    dana(&mut stage, theirs);
    stage.press("t");
    stage
}

fn dana(stage: &mut Stage, texts: &[i64]) {
    let texts = texts.iter().map(|id| FeedbackId(*id)).collect();
    let dana = Present {
        process: 2,
        person: "Dana".to_owned(),
        seen: NOW,
        claim: Some(Claim { at: NOW, texts }),
        ..Present::default()
    };
    let (alive, gone) = (vec![dana], Vec::new());
    stage.tell(Msg::Others(Others { alive, gone }));
}

#[test]
fn what_somebody_else_has_is_passed_over_and_counted() {
    let mut stage = tagging(&[7, 8]);
    let words = ["not tagged 3", "with Dana", "“slow”"];
    says(&mut stage.model, (120, 40), &words);
    stage.press("enter");
    let words = [
        "not tagged 3",
        "Others have what is left: 2 texts.",
        "Enter looks again",
        "Dana is on “no exports”",
        "Dana comes next to “dear”",
    ];
    says(&mut stage.model, (80, 24), &words);
    dana(&mut stage, &[8]);
    says(&mut stage.model, (80, 24), &["“no exports”", "nothing yet"]);
}

#[test]
fn of_a_text_gone_back_to_it_is_said_who_is_on_it() {
    let mut stage = tagging(&[]);
    stage.press("enter");
    dana(&mut stage, &[7]);
    stage.press("up");
    let words = ["“no exports”", "nothing yet  Dana is on this text"];
    says(&mut stage.model, (80, 24), &words);
}
