//! Whose words count as evidence for which loss, one row per rule.
//! Must not know how losses are summed up.

use super::*;
use crate::domain::evidence::{Codebook, EvidenceBuilder, Piece};
use crate::domain::feedback::{Mark, Tag};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::period::Period;
use crate::domain::sample::{day, moved};

/// One piece of feedback of the only account.
#[derive(Clone, Copy)]
struct Said {
    on: &'static str,
    survey: bool,
    mark: Option<Mark>,
    tags: &'static [i64],
}

fn survey(on: &'static str, tags: &'static [i64]) -> Said {
    Said {
        on,
        survey: true,
        mark: None,
        tags,
    }
}

fn other(on: &'static str, tags: &'static [i64]) -> Said {
    Said {
        survey: false,
        ..survey(on, tags)
    }
}

fn evidence(said: &[Said]) -> Evidence {
    let mut builder = EvidenceBuilder::new(1);
    for (n, piece) in (1..).zip(said) {
        builder.piece(Piece {
            id: FeedbackId(n),
            account: Some(0),
            day: (!piece.on.is_empty()).then(|| day(piece.on)),
            exit_survey: piece.survey,
            mark: piece.mark,
            pinned: false,
            words: true,
        });
        for tag in piece.tags {
            builder.tag(FeedbackId(n), TagId(*tag));
        }
    }
    let names = ["a", "b", "c"];
    let tags = (1..).zip(names).map(|(id, name)| Tag {
        id: TagId(id),
        name: name.into(),
        ..Tag::default()
    });
    builder.build(Codebook::new(&tags.collect::<Vec<_>>()))
}

/// Pays 100 since January; shrinks on 10 August, leaves on 20 October.
fn judged(period: &str, said: &[Said]) -> (Verdict, Vec<usize>, Vec<usize>) {
    let ledger = moved(&[
        (1, "2026-01-01", 100),
        (1, "2026-08-10", -30),
        (1, "2026-10-20", -70),
    ]);
    let period: Period = period.parse().unwrap();
    let found = losses(&ledger, &evidence(said), period.into(), &Windows::default());
    let loss = found.rows[0];
    (
        loss.verdict,
        found.shared(&loss).collect(),
        found.themes(&loss).collect(),
    )
}

/// What is tried, the period judged, what was said, and the verdict with the themes the loss is
/// shared over and all themes in its evidence.
type Case = (
    &'static str,
    &'static str,
    Vec<Said>,
    (Verdict, Vec<usize>, Vec<usize>),
);

fn check(cases: Vec<Case>) {
    for (what, period, said, expected) in cases {
        assert_eq!(judged(period, &said), expected, "{what}");
    }
}

const AUGUST: &str = "2026-08";
const OCTOBER: &str = "2026-10";

fn silent() -> (Verdict, Vec<usize>, Vec<usize>) {
    (Verdict::NobodySaid, vec![], vec![])
}

fn one_theme(theme: usize) -> (Verdict, Vec<usize>, Vec<usize>) {
    (Verdict::Themes, vec![theme], vec![theme])
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
    use Verdict::{NoReason, NotTagged, Themes};
    let praise = |said: Said| Said { mark: Some(Mark::Praise), ..said };
    let read = |said: Said| Said { mark: Some(Mark::NoReason), ..said };
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
    let ledger = moved(&[(1, "2026-01-01", 100), (1, "2026-10-20", -100)]);
    let said = evidence(&[survey("2026-10-18", &[3, 2, 1])]);
    let period: Period = "2026-10".parse().unwrap();
    let found = losses(&ledger, &said, period.into(), &Windows::default());
    let shares: Vec<(usize, i64)> = found
        .shares(&found.rows[0])
        .map(|(n, c)| (n, c.0))
        .collect();
    assert_eq!(shares, [(0, 34), (1, 33), (2, 33)]);
}
