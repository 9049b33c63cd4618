//! What the program says of companies whose truth is known: how often it says that something is unusual where nothing
//! has changed, and how soon where something has. Must not know the store: what is measured here are the rules alone.
//!
//! `cargo bench --bench truth` prints both tables; with `-- 200` of 200 companies of a kind, with `-- figures` or
//! `-- actions` only one of them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on should stop"
)]

#[path = "truth/actions.rs"]
mod actions;
#[path = "truth/company.rs"]
mod company;
#[path = "truth/dice.rs"]
mod dice;
#[path = "truth/judged.rs"]
mod judged;

use company::Life;
use judged::{Kind, Tallies, measure};

/// Companies of each kind.
const COMPANIES: u64 = 1_000;

/// The sizes that are generated.
const SIZES: [usize; 3] = [165, 1_000, 5_000];

fn kinds() -> Vec<(&'static str, Life)> {
    let stable = Life::default();
    vec![
        ("stable", stable),
        (
            "growing 4 % a month",
            Life {
                growth: 0.04,
                ..stable
            },
        ),
        (
            "mentions in bursts",
            Life {
                bursts: true,
                ..stable
            },
        ),
        (
            "annual contracts",
            Life {
                yearly: 0.5,
                ..stable
            },
        ),
        (
            "churn doubled",
            Life {
                doubled: true,
                ..stable
            },
        ),
    ]
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let asked = args.iter().find_map(|arg| arg.parse().ok());
    let companies = asked.unwrap_or(COMPANIES);
    let wants = |table: &str, other: &str| {
        let named = |name: &str| args.iter().any(|arg| arg == name);
        named(table) || !named(other)
    };
    if wants("figures", "actions") {
        figures(companies);
    }
    if wants("actions", "figures") {
        println!(
            "\nactions on {companies} companies of each kind, looked at each month of the year after\n"
        );
        println!("{}", actions::HEAD);
        for accounts in SIZES {
            for kind in actions::kinds() {
                println!("{}", actions::row(accounts, kind, companies));
            }
        }
    }
}

fn figures(companies: u64) {
    println!("{companies} companies of each kind, 36 months each, judged from the 9th on\n");
    println!("{}", Tallies::HEAD);
    println!("{}", Tallies::RULE);
    for accounts in SIZES {
        for (name, life) in kinds() {
            let kind = Kind {
                name,
                accounts,
                life,
            };
            println!("{}", measure(kind, companies).row());
        }
    }
}
