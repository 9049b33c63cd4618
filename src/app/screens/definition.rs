//! What a figure means: its definition, numerator and denominator under every profile, side by side.
//! Must not know how it is drawn, nor how anything is counted.

use crate::app::cx::{Cx, Meaning};
use crate::app::list::{Chosen, moves};
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::domain::figure::{Figure, Ratio};
use crate::domain::metrics::{Breakdown, Metrics};
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::tally::Tally;
use crate::keys::Command;

#[derive(Debug)]
pub struct DefinitionLayer {
    /// Whose they are.
    pub of: Meaning,
    /// The figures, and which one is looked at.
    pub figures: Chosen<Figure>,
    /// The numbers of each profile, in the order of `Profile::ALL`.
    counted: Vec<Option<Metrics>>,
}

impl DefinitionLayer {
    /// What figures mean.
    pub fn new(of: Meaning) -> DefinitionLayer {
        let mut figures = Chosen::default();
        figures.fill(Figure::ALL);
        if let Some(figure) = of.figure {
            figures.select_key(&figure);
        }
        DefinitionLayer {
            of,
            figures,
            counted: vec![None; Profile::ALL.len()],
        }
    }

    /// The figure looked at.
    pub fn figure(&self) -> Figure {
        self.figures.key().copied().unwrap_or(Figure::LogoChurn)
    }

    /// The numbers under a profile; `None` until answered.
    pub fn metrics(&self, profile: Profile) -> Option<&Metrics> {
        let kept = self.of.kept.as_deref();
        let kept = kept.filter(|m| m.profile == profile && m.period == self.of.period);
        kept.or(self.counted[profile as usize].as_ref())
    }

    /// What the figure looked at is made of under a profile; `None` where that does not define it, or nothing is told.
    pub fn ratio(&self, profile: Profile) -> Option<Ratio> {
        let definition = self.figure().definition(profile)?;
        let metrics = self.metrics(profile)?;
        metrics.told(definition.ratio(&Tally::from(metrics)))
    }

    /// What a profile means by a figure, and what there is to know before it is held against the tool's own.
    pub fn said(figure: Figure, profile: Profile) -> String {
        let mut said = figure.meaning(profile);
        if figure.definition(profile).is_some() {
            let twice = profile.twice().filter(|_| figure == Figure::LogoChurn);
            for note in [twice, profile.trailing()].into_iter().flatten() {
                said = format!("{said}; {note}");
            }
        }
        said
    }

    /// The profiles, that of the room (in a meeting: the meeting's) first.
    pub fn profiles(&self, shared: &Shared) -> Vec<Profile> {
        let own = shared.profile();
        let others = Profile::ALL.into_iter().filter(|p| *p != own);
        std::iter::once(own).chain(others).collect()
    }

    fn ask(&self, profile: Profile, cx: &mut Cx<'_>) {
        let (period, counted) = (self.of.period, Some(profile));
        let at = profile as usize;
        match self.of.cell.clone() {
            Some((by, value)) => {
                let query = Query::Breakdown {
                    period,
                    by,
                    profile: counted,
                };
                let take = move |s: &mut DefinitionLayer, all: Box<Breakdown>, _: &mut Cx<'_>| {
                    let row = all.rows.into_iter().find(|row| row.value == value);
                    s.counted[at] = row.map(|row| row.metrics);
                };
                cx.ask_nth(at as u8, query, take);
            }
            None => {
                let query = Query::Metrics {
                    periods: vec![period],
                    profile: counted,
                };
                let take = move |s: &mut DefinitionLayer, rows: Vec<Metrics>, _: &mut Cx<'_>| {
                    s.counted[at] = rows.into_iter().next();
                };
                cx.ask_nth(at as u8, query, take);
            }
        }
    }

    fn step(&mut self, by: usize) {
        self.figures
            .select((self.figures.at() + by) % Figure::ALL.len());
    }
}

impl Screen for DefinitionLayer {
    fn entered(&mut self, cx: &mut Cx<'_>) {
        for profile in Profile::ALL {
            self.ask(profile, cx);
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::NextVariant | Command::NextPane | Command::Right => self.step(1),
            Command::PreviousVariant | Command::PreviousPane | Command::Left => {
                self.step(Figure::ALL.len() - 1);
            }
            Command::Define => cx.close(),
            _ => return self.figures.step(command, cx.shared.look.page()),
        }
        true
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        let own = matches!(
            command,
            Command::NextVariant
                | Command::PreviousVariant
                | Command::NextPane
                | Command::PreviousPane
                | Command::Left
                | Command::Right
                | Command::Define
        );
        (own || moves(command)).then_some(true)
    }

    fn footer(&self) -> &'static [Command] {
        &[
            Command::NextVariant,
            Command::Copy,
            Command::Note,
            Command::Back,
            Command::Help,
        ]
    }

    fn words(&self, command: Command) -> Option<&'static str> {
        (command == Command::NextVariant).then_some("next figure")
    }

    fn copied(&self, shared: &Shared) -> Option<String> {
        let (figure, profile) = (self.figure(), shared.profile());
        let rate = figure.shown(figure.of(&self.metrics(profile)?.rates));
        let parts = self
            .ratio(profile)
            .map_or_else(String::new, |r| format!(" · {}", r.words(shared.amounts())));
        let (name, meaning) = (figure.name(), figure.meaning(profile));
        Some(format!(
            "{name} {rate}{parts} · {meaning} · {} · {profile}",
            self.of.period.long()
        ))
    }
}
