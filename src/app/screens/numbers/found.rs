//! What there is to say of the period, a line each, and where each line leads. Must not know how a line looks.

use crate::app::cx::{Basis, Cx, Open};
use crate::app::place::ScreenKind;
use crate::app::screen::NextThing;
use crate::app::shared::Shared;
use crate::domain::behind::What;
use crate::domain::figure::Figure;
use crate::domain::money::{Cents, counted};
use crate::domain::tally::Line;
use crate::domain::themes::ThemeRow;
use crate::domain::usual::findings::{Findings, Unusual, Which, made_by};
use crate::keys::Command;

use super::NumbersScreen;

/// What one asks of those who were lost, one after the other.
pub(super) const LOST: [What; 3] = [
    What::Lost,
    What::Line(Line::Churn),
    What::Line(Line::Contraction),
];

/// Lines of what is unusual; the rest is counted.
const MOST: usize = 2;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumbersLine {
    /// What is unusual, by its place.
    Unusual(usize),
    /// What is usual and costs most.
    Usual,
    /// What is owed or not known.
    Owed,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLine {
    /// What it is about.
    pub of: NumbersLine,
    /// The word before it; empty where the line above has it.
    pub head: &'static str,
    /// What it says.
    pub words: String,
    /// Of what is unusual, whether that is for the better.
    pub better: Option<bool>,
}

impl NumbersScreen {
    /// The lines above the figures.
    pub fn found(&self, shared: &Shared) -> Vec<FoundLine> {
        let Some(findings) = self.findings(shared) else {
            return Vec::new();
        };
        let money = |amount: Cents| shared.money(amount);
        let mut lines = unusual(findings, &money);
        let mut say = |of, head, words: Option<String>| {
            lines.extend(words.map(|words| FoundLine {
                of,
                head,
                words,
                better: None,
            }));
        };
        // Of what nothing was judged nothing is called usual: the largest cause alone is known.
        let head = if findings.is_usual() {
            "Usual"
        } else {
            "Costs"
        };
        say(NumbersLine::Usual, head, findings.usual_line(&money));
        say(NumbersLine::Owed, "Owed", findings.owed_line(&money));
        lines
    }

    /// Takes the lines that there are now.
    pub(super) fn fill_found(&mut self, shared: &Shared) {
        let lines: Vec<NumbersLine> = self.found(shared).iter().map(|line| line.of).collect();
        self.line.fill(lines);
    }

    /// Goes where the selected line leads: to the accounts that make it, to the reasons, or to what is late.
    pub(super) fn follow(&self, cx: &mut Cx<'_>) {
        let Some((findings, line)) = self.findings(cx.shared).zip(self.line.key()) else {
            return;
        };
        let owed = findings.owed;
        let open = |basis| Some(Open::Behind(findings.period, basis));
        let (accounts, else_to) = match line {
            NumbersLine::Unusual(n) => {
                let one = findings.unusual.get(*n);
                (one.and_then(makers).and_then(open), ScreenKind::Why)
            }
            NumbersLine::Usual => (None, ScreenKind::Why),
            NumbersLine::Owed if owed.late > 0 => (None, ScreenKind::Actions),
            NumbersLine::Owed if owed.nobody_said.accounts > 0 => {
                let row = ThemeRow::NobodySaid;
                let basis = Basis::Row(Some(row), "nobody said why".to_owned());
                (open(basis), ScreenKind::Why)
            }
            NumbersLine::Owed => (None, ScreenKind::Why),
        };
        match accounts {
            Some(open) => cx.open(open),
            None => cx.go(else_to),
        }
    }
}

/// What to say of them: what is late comes first, then what is unusual.
pub(super) fn next_thing(findings: &Findings) -> NextThing {
    match (findings.owed.late, findings.unusual.is_empty()) {
        (0, true) => NextThing::of("say the figures aloud; what surprises you?").by(Command::Note),
        (0, false) => NextThing::of("say the figures aloud; who is behind what is unusual?")
            .or("who is behind what is unusual?")
            .by(Command::Open)
            .behind(" on Unusual"),
        (1, _) => NextThing::of("look at the late action")
            .by(Command::Open)
            .behind(" on Owed"),
        (late, _) => NextThing::of(format!("look at the {}", counted(late, "late action")))
            .by(Command::Open)
            .behind(" on Owed"),
    }
}

fn unusual(findings: &Findings, money: &dyn Fn(Cents) -> String) -> Vec<FoundLine> {
    let all = findings.unusual_lines(money);
    let more = all.len().saturating_sub(MOST);
    let lines = all
        .into_iter()
        .zip(&findings.unusual)
        .take(MOST)
        .enumerate();
    let line = |(n, (words, one)): (usize, (String, &Unusual))| FoundLine {
        of: NumbersLine::Unusual(n),
        head: if n == 0 { "Unusual" } else { "" },
        words: match (n + 1 == MOST, more) {
            (true, 1..) => format!("{words}; {more} more"),
            (true, 0) | (false, _) => words,
        },
        better: one.judged.better,
    };
    lines.map(line).collect()
}

/// The accounts that make something unusual: those lost, or those who pay more; not those that stayed.
fn makers(one: &Unusual) -> Option<Basis> {
    Some(match &one.what {
        Which::Figure(figure) => Basis::Numbers(makers_of(*figure, one.judged.better)),
        Which::Theme(name) => Basis::Row(Some(ThemeRow::Theme(one.theme?)), name.clone()),
    })
}

/// The accounts that make a figure unusual, then others that were lost.
pub fn makers_of(figure: Figure, better: Option<bool>) -> Vec<What> {
    let first = made_by(figure, better);
    let others = LOST.into_iter().filter(|what| *what != first);
    std::iter::once(first).chain(others).collect()
}
