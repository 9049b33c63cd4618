//! Who was lost in the room made by hand.

use churnroom::domain::account::{AccountBrief, LostAccount};
use churnroom::domain::ids::TagId;
use churnroom::domain::money::Cents;
use churnroom::domain::themes::ThemeRow;

pub fn lost_accounts(row: Option<ThemeRow>) -> Vec<LostAccount> {
    if row != Some(ThemeRow::Theme(TagId(1))) {
        return Vec::new();
    }
    let account = |name: &str, falls_to| LostAccount {
        account: AccountBrief {
            name: name.to_owned(),
            alias: "Grey Heron".to_owned(),
            ..AccountBrief::default()
        },
        opening: Cents(120_000),
        closing: Cents::ZERO,
        themes: vec!["reporting".to_owned()],
        falls_to: Cents(falls_to),
        hindsight: None,
    };
    vec![
        account("Northwind GmbH", 40_000),
        account("Acme SA", 600_000),
    ]
}
