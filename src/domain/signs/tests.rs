//! Rules as people write them, and what they make of accounts.

use super::*;

fn rule(when: &str, then: State) -> Rule {
    let when = Condition::parse(when).unwrap();
    Rule { when, then }
}

fn signs(rows: &[&[(&str, &str)]]) -> Signs {
    let mut signs = Signs::default();
    for row in rows {
        let row = row.iter().map(|(n, v)| ((*n).into(), (*v).into()));
        signs.row(&row.collect());
    }
    signs
}

fn at() -> Day {
    "2026-09-30".parse().unwrap()
}

#[test]
fn a_condition_holds_or_not_or_cannot_say() {
    let none = "";
    for (when, now, before, holds) in [
        ("last_seen > 30 days", "2026-08-30", none, Some(true)),
        ("last_seen > 30 days", "2026-08-31", none, Some(false)),
        ("Last Login > 30", "2026-08-30T10:00:00Z", none, Some(true)),
        ("last_seen>30 days", "45", none, Some(true)),
        ("last_seen > 30 days", "soon", none, None),
        ("logins < 3", "2", none, Some(true)),
        ("logins < 3", "3", none, Some(false)),
        ("nps <= 6", "6,0", none, Some(true)),
        ("health_score >= 80 %", "80%", none, Some(true)),
        ("payment_failed is yes", "TRUE", none, Some(true)),
        ("payment_failed is yes", "0", none, Some(false)),
        ("payment_failed is not yes", "no", none, Some(true)),
        ("state = paused", "Paused", none, Some(true)),
        ("feature_use falls 50 %", "5", "10", Some(true)),
        ("feature_use falls 50 %", "6", "10", Some(false)),
        ("feature_use falls by 50%", "0", "0", Some(false)),
        ("feature_use falls 50 %", "5", none, None),
        ("open tickets rises 100 %", "4", "2", Some(true)),
    ] {
        let condition = Condition::parse(when).unwrap();
        let seen = SignSeen {
            name: String::new(),
            now: now.to_owned(),
            before: (!before.is_empty()).then(|| before.to_owned()),
        };
        let found = condition.holds(&seen, at()).map(|held| held.is_some());
        assert_eq!(found, holds, "{when}: {now} {before}");
    }
}

#[test]
fn what_is_no_condition_says_how_to_write_one() {
    for (text, word) in [
        ("", "no comparison"),
        ("logins", "no comparison"),
        ("< 3", "no comparison"),
        ("logins < few", "`few` after `<`"),
        ("logins is", "`` after `is`"),
        ("use falls -5 %", "cannot be compared"),
    ] {
        let why = Condition::parse(text).unwrap_err();
        assert!(why.contains(word) && why.contains("last_seen"), "{why}");
    }
}

#[test]
fn a_condition_reads_back_as_written() {
    for text in [
        "last_seen > 30 days",
        "Failed payments is not no",
        "reasons >= 2",
    ] {
        let condition = Condition::parse(text).unwrap();
        assert_eq!(condition.to_string(), text);
        assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
    }
}

#[test]
fn the_worst_rule_decides_and_every_reason_is_said() {
    let rules = [
        rule("logins < 3", State::AtRisk),
        rule("nps <= 6", State::AtRisk),
        rule("payment_failed is yes", State::Endangered),
    ];
    let judged = |signs| judge(&rules, &signs, at());
    assert_eq!(judged(signs(&[])).state, State::Unknown);
    assert_eq!(judged(signs(&[&[("plan", "Pro")]])).state, State::Unknown);
    assert_eq!(judged(signs(&[&[("logins", "9")]])).state, State::Healthy);
    let two = judged(signs(&[&[("logins", "1"), ("NPS score", "3")]]));
    assert_eq!(two.state, State::AtRisk);
    assert_eq!(two.reasons, ["logins 1 (< 3)", "nps 3 (<= 6)"]);
    let worst = judged(signs(&[&[("logins", "1"), ("payment_failed", "yes")]]));
    assert_eq!(worst.state, State::Endangered);
    let reasons = ["payment_failed yes (is yes)", "logins 1 (< 3)"];
    assert_eq!(worst.reasons, reasons);
    assert_eq!(worst.held, [0, 2]);
}

#[test]
fn two_reasons_endanger_only_where_a_rule_says_so() {
    let mut rules = vec![
        rule("logins < 3", State::AtRisk),
        rule("nps <= 6", State::AtRisk),
    ];
    let both = signs(&[&[("logins", "1"), ("nps", "3")]]);
    assert_eq!(judge(&rules, &both, at()).state, State::AtRisk);
    rules.insert(0, rule("reasons >= 2", State::Endangered));
    let judged = judge(&rules, &both, at());
    assert_eq!(judged.state, State::Endangered);
    assert_eq!(judged.reasons[0], "2 reasons (>= 2)");
    let one = signs(&[&[("logins", "1"), ("nps", "9")]]);
    assert_eq!(judge(&rules, &one, at()).state, State::AtRisk);
}

#[test]
fn the_newest_row_counts_and_the_one_before_it_for_a_fall() {
    let mut found = signs(&[
        &[("feature_use", "20")],
        &[("feature_use", "60"), ("last_seen", "2026-05-01")],
        &[("feature_use", "10")],
    ]);
    found.column("last_seen", "2026-09-29");
    found.column("nps", "9");
    let judged = judge(&usual(), &found, at());
    assert_eq!(judged.state, State::Endangered);
    assert_eq!(
        judged.reasons,
        [
            "last_seen 152 days ago (> 60 days)",
            "feature_use 20, was 60 (falls 50 %)",
        ]
    );
}

#[test]
fn the_usual_rules_are_all_understood() {
    assert_eq!(usual().len(), 6);
}
