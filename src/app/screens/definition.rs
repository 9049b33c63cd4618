//! What a figure means: its definition, numerator and denominator under every profile, side by side.
//! Must not know how it is drawn, nor how anything is counted.

use crate::app::cx::Cx;
use crate::app::list::{Chosen, moves};
use crate::app::model::Shared;
use crate::app::screen::{Screen, Touched};
use crate::domain::figure::{Figure, Ratio};
use crate::domain::metrics::{Dimension, Metrics};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query};
use crate::domain::tally::Tally;
use crate::keys::{Command, Context};

/// The state of the definitions.
#[derive(Debug)]
pub struct Definition {
    /// The period.
    pub period: Period,
    /// The cell of a breakdown they are of; `None` for all accounts.
    pub cell: Option<(Dimension, String)>,
    /// The figures, and which one is looked at.
    pub figures: Chosen<Figure>,
    /// The numbers a meeting has frozen: they stand for its own profile.
    kept: Option<Box<Metrics>>,
    /// The numbers of each profile, in the order of `Profile::ALL`.
    counted: Vec<Option<Metrics>>,
}

impl Definition {
    /// What the figures of a period mean.
    pub fn new(period: Period) -> Definition {
        let mut figures = Chosen::default();
        figures.fill(Figure::ALL);
        Definition {
            period,
            cell: None,
            figures,
            kept: None,
            counted: vec![None; Profile::ALL.len()],
        }
    }

    /// Begins at a figure.
    pub fn at(mut self, figure: Figure) -> Definition {
        self.figures.select_key(&figure);
        self
    }

    /// In one cell of a breakdown.
    pub fn of_cell(mut self, by: Dimension, value: String) -> Definition {
        self.cell = Some((by, value));
        self
    }

    /// With the numbers that are on the screen.
    pub fn kept(mut self, metrics: Option<Metrics>) -> Definition {
        self.kept = metrics.map(Box::new);
        self
    }

    /// The figure looked at.
    pub fn figure(&self) -> Figure {
        self.figures.key().copied().unwrap_or(Figure::LogoChurn)
    }

    /// The numbers under a profile; `None` until answered.
    pub fn metrics(&self, profile: Profile) -> Option<&Metrics> {
        let kept = self.kept.as_deref();
        let kept = kept.filter(|m| m.profile == profile && m.period == self.period);
        kept.or(self.counted[profile as usize].as_ref())
    }

    /// What the figure looked at is made of under a profile; `None` where that does not define it.
    pub fn ratio(&self, profile: Profile) -> Option<Ratio> {
        let definition = self.figure().definition(profile)?;
        Some(definition.ratio(&Tally::from(self.metrics(profile)?)))
    }

    /// The profiles, that of the room (in a meeting: the meeting's) first.
    pub fn profiles(&self, shared: &Shared) -> Vec<Profile> {
        let own = shared.profile();
        let others = Profile::ALL.into_iter().filter(|p| *p != own);
        std::iter::once(own).chain(others).collect()
    }

    fn ask(&self, profile: Profile, cx: &mut Cx<'_>) {
        let (period, counted) = (self.period, Some(profile));
        let query = match &self.cell {
            Some((by, _)) => Query::Breakdown {
                period,
                by: by.clone(),
                profile: counted,
            },
            None => Query::Metrics {
                periods: vec![period],
                profile: counted,
            },
        };
        cx.ask(profile.word(), query);
    }

    fn step(&mut self, by: usize) {
        self.figures
            .select((self.figures.at() + by) % Figure::ALL.len());
    }
}

impl Screen for Definition {
    fn context(&self) -> Context {
        Context::Overlay
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        for profile in Profile::ALL {
            self.ask(profile, cx);
        }
    }

    fn concerned(&self, touched: Touched) -> bool {
        touched.numbers()
    }

    fn answered(&mut self, slot: &'static str, answer: Answer, _cx: &mut Cx<'_>) {
        let metrics = match (answer, &self.cell) {
            (Answer::Metrics(rows), _) => rows.into_iter().next(),
            (Answer::Breakdown(all), Some((_, value))) => all
                .rows
                .into_iter()
                .find(|row| row.value == *value)
                .map(|row| row.metrics),
            _ => None,
        };
        if let Some(profile) = Profile::from_word(slot) {
            self.counted[profile as usize] = metrics;
        }
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
            .map_or_else(String::new, |r| format!(" · {}", r.words()));
        let (name, meaning) = (figure.name(), figure.meaning(profile));
        Some(format!(
            "{name} {rate}{parts} · {meaning} · {} · {profile}",
            self.period.long()
        ))
    }
}
