//! What a rule finds and what is none, by tables.

use super::rules::{TagRule, allow, lines, with, without};
use crate::domain::fold::fold;

fn finds(rule: &str, text: &str) -> bool {
    TagRule::of(rule).finds(text, &format!(" {} ", fold(text)))
}

#[test]
fn a_rule_finds_whole_words_whatever_their_case_and_accents() {
    for (rule, text, found) in [
        ("SSO", "We need sso.", true),
        ("SSO", "Ssoft is fine", false),
        ("SSO OR \"single sign\"", "a Single Sign on", true),
        ("SSO OR \"single sign\"", "sign the single", false),
        ("export -excel", "No export to CSV", true),
        ("export -excel", "No export to Excel", false),
        ("prix", "Le prix", true),
        ("élevé", "trop eleve", true),
        ("price high OR dear", "the price is dear", true),
        ("price high OR dear", "dear", false),
        ("$", "costs $ 5", true),
        ("$", "costs 5", false),
        ("single-sign", "single sign", true),
        ("(a+)+$", &"a".repeat(50_000), false),
        (".*", "anything", false),
    ] {
        assert_eq!(finds(rule, text), found, "{rule}: {text:.60}");
    }
}

#[test]
fn what_is_no_rule_is_said() {
    for (rules, why) in [
        ("SSO OR \"single sign\"\n\n  export -excel ", ""),
        ("SSO\n\"single sign", "a quote in it is never closed"),
        ("tag:price", "it asks for a field"),
        ("SSO @kept", "it names a search with @"),
        ("-refund", "it names no word that a text must have"),
        ("SSO OR -refund", "it names no word that a text must have"),
        ("!!! ...", "it names no word that a text must have"),
        ("OR", ""),
        (&"x".repeat(300), "it is too long"),
        (&"a\n".repeat(50), ""),
        (&"a\n".repeat(51), "50 rules at most"),
    ] {
        let said = allow(rules).map_err(|failure| failure.message);
        match why {
            "" => assert_eq!(said, Ok(()), "{rules}"),
            why => assert!(said.unwrap_err().contains(why), "{rules:.60}"),
        }
    }
}

#[test]
fn rules_stand_one_a_line() {
    let rules = with(&with("", " SSO "), "dear");
    assert_eq!(lines(&rules).collect::<Vec<_>>(), ["SSO", "dear"]);
    assert_eq!(with(&rules, "SSO"), "dear; SSO");
    assert_eq!(without(&rules, "SSO ").unwrap(), "dear");
    assert_eq!(without(&rules, "sso"), None);
}
