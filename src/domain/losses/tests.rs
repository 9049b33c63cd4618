//! Whose words count as evidence for which loss, one row per rule.
//! Must not know how losses are summed up.

use super::*;
use crate::domain::evidence::Piece;
use crate::domain::feedback::Mark;
use crate::domain::sample::{evidence, october, paid, piece, tag};

/// One piece of feedback of the only account, with its tags.
type Said = (Piece, &'static [i64]);

fn survey(on: &str, tags: &'static [i64]) -> Said {
    let (words, _) = other(on, tags);
    let exit_survey = true;
    (
        Piece {
            exit_survey,
            ..words
        },
        tags,
    )
}

fn other(on: &str, tags: &'static [i64]) -> Said {
    (piece(Some(0), on), tags)
}

fn heard(said: &[Said]) -> Evidence {
    let tags = [(1, "a"), (2, "b"), (3, "c")].map(|(id, name)| tag(id, name, None));
    evidence(1, said, &tags)
}

/// Pays 100 since January; shrinks on 10 August, leaves on 20 October.
fn judged(period: &str, said: &[Said]) -> Judged {
    let ledger = paid("1: 2026-01-01 100, 2026-08-10 -30, 2026-10-20 -70");
    let days = Days::from(super::super::sample::period(period));
    let found = losses(&ledger, &heard(said), days, &Windows::default());
    let loss = found.rows[0];
    (
        loss.verdict,
        found.shared(&loss).collect(),
        found.themes(&loss).collect(),
    )
}

/// The verdict, the themes the loss is shared over, and all themes in its evidence.
type Judged = (LossVerdict, Vec<usize>, Vec<usize>);

/// What is tried, the period judged, what was said, and what is made of it.
fn check(cases: Vec<(&str, &str, Vec<Said>, Judged)>) {
    for (what, period, said, expected) in cases {
        assert_eq!(judged(period, &said), expected, "{what}");
    }
}

const AUGUST: &str = "2026-08";
const OCTOBER: &str = "2026-10";

fn silent() -> Judged {
    (LossVerdict::NobodySaid, vec![], vec![])
}

fn one_theme(theme: usize) -> Judged {
    (LossVerdict::Themes, vec![theme], vec![theme])
}

#[test]
#[rustfmt::skip]
fn whose_survey_it_is() {
    check(vec![
        ("a survey of the loss", OCTOBER, vec![survey("2026-10-18", &[1])], one_theme(0)),
        ("a survey 30 days after its loss", AUGUST, vec![survey("2026-09-09", &[1])], one_theme(0)),
        ("which then is not October's", OCTOBER, vec![survey("2026-09-09", &[1])], silent()),
        ("31 days after: the next loss", OCTOBER, vec![survey("2026-09-10", &[1])], one_theme(0)),
        ("notice given long before", AUGUST, vec![survey("2025-01-01", &[2])], one_theme(1)),
        ("belongs to the first loss only", OCTOBER, vec![survey("2025-01-01", &[2])], silent()),
        ("an undated one is in no period", OCTOBER, vec![survey("", &[1])], silent()),
    ]);
}

#[test]
#[rustfmt::skip]
fn which_other_words_count() {
    check(vec![
        ("nothing said", OCTOBER, vec![], silent()),
        ("90 days before", OCTOBER, vec![other("2026-07-03", &[2])], one_theme(1)),
        ("not 91", OCTOBER, vec![other("2026-07-02", &[2])], silent()),
        ("30 days after", OCTOBER, vec![other("2026-11-30", &[2])], one_theme(1)),
        ("not 31", OCTOBER, vec![other("2026-12-01", &[2])], silent()),
        ("undated words are in no period", OCTOBER, vec![other("", &[2])], silent()),
    ]);
}

#[test]
#[rustfmt::skip]
fn where_a_loss_goes() {
    use LossVerdict::{NoReason, NotTagged, Themes};
    let praise = |said: Said| (Piece { mark: Some(Mark::Praise), ..said.0 }, said.1);
    let read = |said: Said| (Piece { mark: Some(Mark::NoReason), ..said.0 }, said.1);
    let given = |tags| survey("2026-10-18", tags);
    let ticket = |tags| other("2026-10-01", tags);
    check(vec![
        ("the survey before other words", OCTOBER, vec![ticket(&[1, 3]), given(&[2])], (Themes, vec![1], vec![1, 0, 2])),
        ("an untagged survey leaves it to them", OCTOBER, vec![ticket(&[3]), given(&[])], one_theme(2)),
        ("a theme counts once, in the order of names", OCTOBER, vec![given(&[3, 1]), survey("2026-10-19", &[1])], (Themes, vec![0, 2], vec![0, 2])),
        ("a stated reason alone", OCTOBER, vec![given(&[])], (NotTagged, vec![], vec![])),
        ("all read, no reason in it", OCTOBER, vec![read(given(&[])), read(ticket(&[]))], (NoReason, vec![], vec![])),
        ("one still to read", OCTOBER, vec![read(given(&[])), ticket(&[])], (NotTagged, vec![], vec![])),
        ("praise is no evidence", OCTOBER, vec![praise(given(&[1])), praise(ticket(&[2]))], silent()),
        ("a tag nobody knows is none", OCTOBER, vec![given(&[99])], (NotTagged, vec![], vec![])),
    ]);
}

#[test]
fn remainder_cents_go_to_the_first_by_name() {
    let ledger = paid("1: 2026-01-01 100, 2026-10-20 -100");
    let said = heard(&[survey("2026-10-18", &[3, 2, 1])]);
    let found = losses(&ledger, &said, october().into(), &Windows::default());
    let shares = found.shares(&found.rows[0]);
    let shares: Vec<(usize, i64)> = shares.map(|(n, c)| (n, c.0)).collect();
    assert_eq!(shares, [(0, 34), (1, 33), (2, 33)]);
}
