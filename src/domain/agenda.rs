//! The agenda: five sections with their minutes and presenters. Data, with a default.
//! Must not know the clock: how much of it is used up is in `clock`.

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use traversable::TraversableMut;

use super::field::Plain;
use super::word::all;

/// A section of the meeting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(PartialOrd, Ord, VariantArray, TraversableMut)]
pub enum Section {
    /// Review the numbers, and whether last time's actions worked.
    #[default]
    Numbers,
    /// Analyse why customers left.
    Why,
    /// Connect the themes to the roadmap.
    Roadmap,
    /// Refine the target.
    Target,
    /// Assign who, what and when.
    Actions,
}

impl Section {
    /// All five, in the order of the meeting.
    pub const ALL: [Section; 5] = all();

    /// 1 to 5.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The section with a number from 1 to 5.
    pub fn from_number(number: usize) -> Option<Section> {
        Section::ALL.get(number.checked_sub(1)?).copied()
    }

    /// The title on the strip and in the minutes.
    pub fn title(self) -> &'static str {
        match self {
            Section::Numbers => "Numbers",
            Section::Why => "Why",
            Section::Roadmap => "Roadmap",
            Section::Target => "Target",
            Section::Actions => "Actions",
        }
    }

    /// The section after this one.
    pub fn next(self) -> Option<Section> {
        Section::from_number(self.number() + 1)
    }

    /// The section before this one.
    pub fn previous(self) -> Option<Section> {
        Section::from_number(self.number() - 1)
    }
}

/// One line of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Which section.
    pub section: Section,
    /// Seconds planned for it.
    pub seconds: i64,
    /// Who presents it.
    pub presents: String,
}

/// The agenda of one meeting, always all five sections in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Agenda(pub Vec<AgendaItem>);

impl Default for Agenda {
    /// 45 minutes: 5, 15, 10, 10, 5.
    fn default() -> Agenda {
        let plan = [
            (Section::Numbers, 5, "facilitator"),
            (Section::Why, 15, "CS"),
            (Section::Roadmap, 10, "Product"),
            (Section::Target, 10, "Marketing"),
            (Section::Actions, 5, "everybody"),
        ];
        let items = plan.map(|(section, minutes, presents)| AgendaItem {
            section,
            seconds: minutes * 60,
            presents: presents.to_owned(),
        });
        Agenda(items.into())
    }
}

impl Plain for Agenda {}

impl Agenda {
    /// Seconds planned for a section.
    pub fn seconds(&self, section: Section) -> i64 {
        let item = self.0.iter().find(|item| item.section == section);
        item.map_or(0, |item| item.seconds)
    }

    /// Seconds planned for the whole meeting.
    pub fn total(&self) -> i64 {
        self.0.iter().map(|item| item.seconds).sum()
    }
}
