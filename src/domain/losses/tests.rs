//! Whose words count as evidence for which loss, one row per rule.

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

#[test]
fn where_a_loss_goes() {
    use Verdict::{NoReason, NobodySaid, NotTagged, Themes};
    let praise = |said: Said| Said {
        mark: Some(Mark::Praise),
        ..said
    };
    let read = |said: Said| Said {
        mark: Some(Mark::NoReason),
        ..said
    };
    let (august, october) = ("2026-08", "2026-10");
    type Case = (
        &'static str,
        &'static str,
        Vec<Said>,
        Verdict,
        Vec<usize>,
        Vec<usize>,
    );
    let cases: Vec<Case> = vec![
        ("nothing said", october, vec![], NobodySaid, vec![], vec![]),
        (
            "a survey of the loss",
            october,
            vec![survey("2026-10-18", &[1])],
            Themes,
            vec![0],
            vec![0],
        ),
        (
            "a survey 30 days after its loss",
            august,
            vec![survey("2026-09-09", &[1])],
            Themes,
            vec![0],
            vec![0],
        ),
        (
            "which then is not October's",
            october,
            vec![survey("2026-09-09", &[1])],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "31 days after, the next loss",
            october,
            vec![survey("2026-09-10", &[1])],
            Themes,
            vec![0],
            vec![0],
        ),
        (
            "notice given long before",
            august,
            vec![survey("2025-01-01", &[2])],
            Themes,
            vec![1],
            vec![1],
        ),
        (
            "belongs to the first loss only",
            october,
            vec![survey("2025-01-01", &[2])],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "other words 90 days before",
            october,
            vec![other("2026-07-03", &[2])],
            Themes,
            vec![1],
            vec![1],
        ),
        (
            "not 91",
            october,
            vec![other("2026-07-02", &[2])],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "other words 30 days after",
            october,
            vec![other("2026-11-30", &[2])],
            Themes,
            vec![1],
            vec![1],
        ),
        (
            "not 31",
            october,
            vec![other("2026-12-01", &[2])],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "undated words are in no period",
            october,
            vec![other("", &[2]), survey("", &[1])],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "the survey before other words",
            october,
            vec![other("2026-10-01", &[1, 3]), survey("2026-10-18", &[2])],
            Themes,
            vec![1],
            vec![1, 0, 2],
        ),
        (
            "an untagged survey leaves it to them",
            october,
            vec![other("2026-10-01", &[3]), survey("2026-10-18", &[])],
            Themes,
            vec![2],
            vec![2],
        ),
        (
            "themes count once, by name",
            october,
            vec![survey("2026-10-18", &[3, 1]), survey("2026-10-19", &[1])],
            Themes,
            vec![0, 2],
            vec![0, 2],
        ),
        (
            "a stated reason alone",
            october,
            vec![survey("2026-10-18", &[])],
            NotTagged,
            vec![],
            vec![],
        ),
        (
            "all read, no reason in it",
            october,
            vec![
                read(survey("2026-10-18", &[])),
                read(other("2026-10-01", &[])),
            ],
            NoReason,
            vec![],
            vec![],
        ),
        (
            "one still to read",
            october,
            vec![read(survey("2026-10-18", &[])), other("2026-10-01", &[])],
            NotTagged,
            vec![],
            vec![],
        ),
        (
            "praise is no evidence",
            october,
            vec![
                praise(survey("2026-10-18", &[1])),
                praise(other("2026-10-01", &[2])),
            ],
            NobodySaid,
            vec![],
            vec![],
        ),
        (
            "a tag nobody knows is none",
            october,
            vec![survey("2026-10-18", &[99])],
            NotTagged,
            vec![],
            vec![],
        ),
    ];
    for (what, period, said, verdict, shared, all) in cases {
        assert_eq!(judged(period, &said), (verdict, shared, all), "{what}");
    }
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
